//! One order (RFC 8555 §7.4): asked for, proved, and put in its place.

use std::{path::Path, time::Duration};

use instant_acme::{
    Account, AuthorizationStatus, ChallengeType, Error, Identifier, NewOrder, Order, OrderStatus,
    RetryPolicy,
};

use super::{Trouble, account, client::Client, trouble};
use crate::server::{
    config::AcmeConfig,
    tls::{Ordered, Proving},
};

/// How long an authority may take for one thing, and how soon it is asked again.
const PATIENCE: RetryPolicy = RetryPolicy::new()
    .initial_delay(Duration::from_millis(250))
    .backoff(1.5)
    .timeout(Duration::from_secs(120));

/// Orders a certificate by the account in `folder`, proves that its name leads here, and puts it in its `place`.
pub(super) async fn certificate(
    config: &AcmeConfig,
    folder: &Path,
    place: &Ordered,
) -> Result<(), Trouble> {
    let client = Client::new(config).map_err(Trouble::of_files)?;
    let account = account::open(config, folder, &client).await?;
    let mut order = match begin(&account, config).await {
        Err(error) if trouble::is_unknown_account(&error) => {
            let account = account::make(config, folder, &client).await?;
            begin(&account, config).await
        }
        begun => begun,
    }
    .map_err(|error| Trouble::of(config, error))?;
    prove(&mut order, config, place).await?;
    let text = finish(&mut order).await;
    let text = text.map_err(|error| Trouble::of(config, error))?;
    place.put(&text).map_err(Trouble::of_files)
}

async fn begin(account: &Account, config: &AcmeConfig) -> Result<Order, Error> {
    let names = [Identifier::Dns(config.name.clone())];
    account.new_order(&NewOrder::new(&names)).await
}

/// Shows what the authority wants to see, for as long as it looks.
async fn prove(order: &mut Order, config: &AcmeConfig, place: &Ordered) -> Result<(), Trouble> {
    let wrong = |error| Trouble::of(config, error);
    let mut proofs: Vec<Proving> = Vec::new();
    let mut authorizations = order.authorizations();
    while let Some(authorization) = authorizations.next().await {
        let mut authorization = authorization.map_err(wrong)?;
        // What was proved a while ago need not be proved again.
        if authorization.status == AuthorizationStatus::Valid {
            continue;
        }
        let challenge = authorization.challenge(ChallengeType::TlsAlpn01);
        let mut challenge = challenge.ok_or_else(|| Trouble::no_challenge(config))?;
        let digest = challenge.key_authorization().digest();
        let digest = digest.as_ref().try_into();
        let digest = digest.expect("SHA-256 has 32 bytes");
        proofs.push(
            place
                .prove(&config.name, digest)
                .map_err(Trouble::of_files)?,
        );
        challenge.set_ready().await.map_err(wrong)?;
    }
    match order.poll_ready(&PATIENCE).await {
        Ok(OrderStatus::Ready) => Ok(()),
        Ok(_) | Err(Error::Api(_)) => Err(wrong(refusal(order).await)),
        Err(error) => Err(wrong(error)),
    }
}

/// What the authority did not like about the proof.
async fn refusal(order: &mut Order) -> Error {
    let mut authorizations = order.authorizations();
    while let Some(Ok(mut authorization)) = authorizations.next().await {
        if let Err(error) = authorization.refresh().await {
            return error;
        }
        let mut problems = authorization.challenges.iter();
        if let Some(problem) = problems.find_map(|challenge| challenge.error.clone()) {
            return Error::Api(problem);
        }
    }
    Error::Str("the reason why the proof was refused")
}

/// The certificate with its chain, and its key, in one text (PEM).
async fn finish(order: &mut Order) -> Result<String, Error> {
    let key = order.finalize().await?;
    let chain = order.poll_certificate(&PATIENCE).await?;
    Ok(format!("{}\n{key}", chain.trim_end()))
}
