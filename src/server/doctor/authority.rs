//! The authority from which certificates come by themselves: whether it can be asked, and who this server is to it.

use super::{Finding, Patient};
use crate::server::{
    acme::{self, look_up},
    config::CertificateSource,
};

const ABOUT: &str = "authority";

pub(super) async fn examine(patient: Patient<'_>) -> Vec<Finding> {
    let config = patient.config;
    let Some(CertificateSource::Acme(acme)) = &config.tls.certificate else {
        return Vec::new();
    };
    let authority = acme.authority();
    let asked = match look_up(acme).await {
        Ok(directory) => {
            let terms = directory.terms.unwrap_or_else(|| "none".to_owned());
            Finding::ok(
                ABOUT,
                format!("{authority} can be asked; its terms: {terms}"),
            )
        }
        Err(trouble) => Finding::wrong(ABOUT, trouble.seen, trouble.mend),
    };
    let (name, mail) = (&acme.name, acme.mail.as_str());
    let account = if acme::account_file(&config.data_dir, acme).exists() {
        "there is an account"
    } else {
        "an account is made at the first order"
    };
    let known = format!("for {name} it comes to port 443; {account}, and it writes to {mail}");
    vec![asked, Finding::ok(ABOUT, known)]
}
