//! The certificate: for whom it is, how long it is good, and whether browsers will believe it.

use std::{sync::Arc, time::Duration};

use tokio_rustls::rustls::{
    client::{WebPkiServerVerifier, danger::ServerCertVerifier},
    crypto::ring,
    pki_types::{ServerName, UnixTime},
};

use super::{Finding, Patient, probe::authorities};
use crate::server::{
    config::CertificateSource,
    tls::{Chain, SELF_SIGNED_FILE},
};

const ABOUT: &str = "certificate";

pub(super) fn examine(patient: Patient<'_>) -> Vec<Finding> {
    let config = patient.config;
    let (certificate, key) = match &config.tls.certificate {
        None => return Vec::new(),
        Some(CertificateSource::Files { certificate, key }) => (certificate.clone(), key.clone()),
        Some(CertificateSource::SelfSigned) => {
            let file = config.data_dir.join(SELF_SIGNED_FILE);
            if !file.exists() {
                return vec![Finding::ok(ABOUT, "our own, which is made at first start")];
            }
            (file.clone(), file)
        }
    };
    let chain = match Chain::read(&certificate, &key) {
        Ok(chain) => chain,
        Err(error) => {
            let mend = "both files are PEM; the first certificate in the one is that of this server, and its key is the \
                        other";
            return vec![Finding::wrong(ABOUT, error.to_string(), mend)];
        }
    };
    let now = patient.clock.now();
    let facts = &chain.facts;
    let days = facts.ends_at.since(now).as_secs() / (24 * 60 * 60);
    let renew = "renew it, and make sure that whatever renews it does so by itself";
    let mut findings = vec![if facts.begins_at > now {
        let mend = "wait, or set the clock";
        Finding::wrong(ABOUT, "it is not good yet", mend)
    } else if facts.ends_at <= now {
        Finding::wrong(ABOUT, "it has run out", renew)
    } else if facts.ends_soon(now) && !config.tls.is_self_signed() {
        Finding::warn(ABOUT, format!("it runs out in {days} days"), renew)
    } else {
        let names = facts.names.join(", ");
        Finding::ok(ABOUT, format!("for {names}; good for {days} days"))
    }];
    let host = config.public_url.as_ref().map(|url| url.host_name());
    let host = host.map(|host| host.trim_matches(['[', ']']).to_owned());
    if config.tls.is_self_signed() {
        let mend = "nothing, in a network of your own: people go on by \"Advanced\". Elsewhere take a real one";
        let seen = format!(
            "browsers warn of it; its fingerprint is {}",
            facts.fingerprint
        );
        findings.push(Finding::warn(ABOUT, seen, mend));
    } else if let Some(name) = host.or_else(|| facts.names.first().cloned()) {
        findings.push(believed(&chain, &name, now.as_millis()));
    }
    findings
}

/// Whether this system's authorities vouch for it, as for `name`.
fn believed(chain: &Chain, name: &str, millis: i64) -> Finding {
    let roots = Arc::new(authorities());
    if roots.is_empty() {
        return Finding::warn(
            ABOUT,
            "whether browsers believe it cannot be said: this system knows no authorities",
            "install them (apt install ca-certificates)",
        );
    }
    let verifier =
        WebPkiServerVerifier::builder_with_provider(roots, Arc::new(ring::default_provider()))
            .build();
    let (Ok(verifier), Ok(server)) = (verifier, ServerName::try_from(name.to_owned())) else {
        return Finding::warn(
            ABOUT,
            format!("whether browsers believe it for {name} cannot be said"),
            "look at the page in a browser",
        );
    };
    let since = Duration::from_millis(u64::try_from(millis).unwrap_or_default());
    let now = UnixTime::since_unix_epoch(since);
    let shown = chain.key.cert.split_first();
    let Some((own, others)) = shown else {
        return Finding::wrong(
            ABOUT,
            "there is none",
            "name its file with --tls-certificate",
        );
    };
    match verifier.verify_server_cert(own, others, &server, &[], now) {
        Ok(_) => Finding::ok(ABOUT, format!("this system believes it for {name}")),
        Err(error) => Finding::wrong(
            ABOUT,
            format!("this system does not believe it for {name}: {error}"),
            "take the file with the whole chain (fullchain.pem), and a certificate for the name in --public-url",
        ),
    }
}
