//! The account at an authority: made once, and kept in the data folder beside the certificates.

use std::{
    fs,
    path::{Path, PathBuf},
};

use instant_acme::{Account, AccountBuilder, AccountCredentials, NewAccount};
use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::{Trouble, client::Client, look_up};
use crate::server::{config::AcmeConfig, tls::private_file};

const FILE: &str = "account.json";

/// As it is kept.
#[derive(Serialize, Deserialize)]
struct Kept {
    /// The address that the authority knows.
    mail: String,
    /// Its key and its name there, as the library writes them.
    account: Value,
}

pub(super) fn file(folder: &Path) -> PathBuf {
    folder.join(FILE)
}

/// The account in `folder`, with the mail address of the settings; a new one where there is none.
pub(super) async fn open(
    config: &AcmeConfig,
    folder: &Path,
    client: &Client,
) -> Result<Account, Trouble> {
    let Some((kept, credentials)) = read(folder) else {
        return make(config, folder, client).await;
    };
    let wrong = |error| Trouble::of(config, error);
    let account = builder(client).from_credentials(credentials).await;
    let account = account.map_err(wrong)?;
    if kept.mail != config.mail.as_str() {
        let contact = contact(config);
        account.update_contacts(&[&contact]).await.map_err(wrong)?;
        keep(config, folder, kept.account)?;
    }
    Ok(account)
}

/// A new account, in the place of one that the authority does not know, or does not know any more.
pub(super) async fn make(
    config: &AcmeConfig,
    folder: &Path,
    client: &Client,
) -> Result<Account, Trouble> {
    let terms = look_up(config).await?.terms;
    let contact = contact(config);
    let new = NewAccount {
        contact: &[&contact],
        terms_of_service_agreed: true,
        only_return_existing: false,
    };
    let made = builder(client).create(&new, config.directory.clone(), None);
    let (account, credentials) = made.await.map_err(|error| Trouble::of(config, error))?;
    let credentials = serde_json::to_value(credentials)
        .map_err(|error| Trouble::of(config, instant_acme::Error::Json(error)))?;
    keep(config, folder, credentials)?;
    let terms = terms.as_deref().unwrap_or("none");
    tracing::info!(
        "there is an account at {} now; its terms, which tls-acme-agree agrees to: {terms}",
        config.authority()
    );
    Ok(account)
}

fn read(folder: &Path) -> Option<(Kept, AccountCredentials)> {
    let text = fs::read_to_string(file(folder)).ok()?;
    let read = || -> Result<_, serde_json::Error> {
        let kept: Kept = serde_json::from_str(&text)?;
        let credentials = serde_json::from_value(kept.account.clone())?;
        Ok((kept, credentials))
    };
    read()
        .inspect_err(|_| tracing::warn!("{FILE} cannot be understood; another account is made"))
        .ok()
}

fn keep(config: &AcmeConfig, folder: &Path, account: Value) -> Result<(), Trouble> {
    let kept = Kept {
        mail: config.mail.as_str().to_owned(),
        account,
    };
    let file = file(folder);
    let text = serde_json::to_string(&kept).unwrap_or_default();
    private_file::write(&file, &text).map_err(|error| Trouble::not_kept(&file, &error))
}

fn builder(client: &Client) -> AccountBuilder {
    Account::builder_with_http(Box::new(client.clone()))
}

fn contact(config: &AcmeConfig) -> String {
    format!("mailto:{}", config.mail.as_str())
}
