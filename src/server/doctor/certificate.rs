//! The certificate: for whom it is, how long it is good, and whether browsers will believe it.

use std::{path::PathBuf, sync::Arc, time::Duration};

use tokio_rustls::rustls::{
    client::{WebPkiServerVerifier, danger::ServerCertVerifier},
    crypto::ring,
    pki_types::{ServerName, UnixTime},
};

use super::{Finding, Patient};
use crate::{
    domain::clock::Timestamp,
    server::{
        acme,
        config::{AcmeConfig, CertificateSource},
        tls::{Chain, Facts, SELF_SIGNED_FILE, authorities},
    },
};

const ABOUT: &str = "certificate";

pub(super) fn examine(patient: Patient<'_>) -> Vec<Finding> {
    let config = patient.config;
    let Some(source) = &config.tls.certificate else {
        return Vec::new();
    };
    let (certificate, key) = match source {
        CertificateSource::Files { certificate, key } => (certificate.clone(), key.clone()),
        CertificateSource::Acme(acme) => both_in(acme::file(&config.data_dir, acme)),
        CertificateSource::SelfSigned => both_in(config.data_dir.join(SELF_SIGNED_FILE)),
    };
    let none_yet = match source {
        CertificateSource::Files { .. } => None,
        CertificateSource::Acme(_) => Some(Finding::warn(
            ABOUT,
            "there is none yet",
            "start the server: it orders one, and its log says what is missing",
        )),
        CertificateSource::SelfSigned => {
            Some(Finding::ok(ABOUT, "our own, which is made at first start"))
        }
    };
    if let Some(none_yet) = none_yet
        && !certificate.exists()
    {
        return vec![none_yet];
    }
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
    let mut findings = vec![age(source, facts, now)];
    let host = config.public_url.as_ref().map(|url| url.host_name());
    let host = host.map(|host| host.trim_matches(['[', ']']).to_owned());
    match (source, host.or_else(|| facts.names.first().cloned())) {
        (CertificateSource::SelfSigned, _) => {
            let mend = "nothing, in a network of your own: people go on by \"Advanced\". Elsewhere take a real one";
            let seen = format!(
                "browsers warn of it; its fingerprint is {}",
                facts.fingerprint
            );
            findings.push(Finding::warn(ABOUT, seen, mend));
        }
        (CertificateSource::Acme(AcmeConfig { root: Some(_), .. }), _) => {
            let seen =
                "a private authority gave it: browsers warn of it where they do not know that one";
            let mend = "let everybody's devices know its root certificate, or take Let's Encrypt";
            findings.push(Finding::warn(ABOUT, seen, mend));
        }
        (_, Some(name)) => findings.push(believed(&chain, &name, now.as_millis())),
        (_, None) => {}
    }
    findings
}

fn both_in(file: PathBuf) -> (PathBuf, PathBuf) {
    (file.clone(), file)
}

/// Whether it is good at this time, and for how long.
fn age(source: &CertificateSource, facts: &Facts, now: Timestamp) -> Finding {
    let days = facts.ends_at.since(now).as_secs() / (24 * 60 * 60);
    let (is_late, renew) = match source {
        CertificateSource::Files { .. } => (
            facts.ends_soon(now),
            "renew it, and make sure that whatever renews it does so by itself",
        ),
        CertificateSource::Acme(_) => (
            is_overdue(facts, now),
            "the server's log says why there is no other; it goes on trying while it runs",
        ),
        CertificateSource::SelfSigned => (false, "start the server, which makes another"),
    };
    if facts.begins_at > now {
        Finding::wrong(ABOUT, "it is not good yet", "wait, or set the clock")
    } else if facts.ends_at <= now {
        Finding::wrong(ABOUT, "it has run out", renew)
    } else if is_late {
        Finding::warn(ABOUT, format!("it runs out in {days} days"), renew)
    } else {
        let names = facts.names.join(", ");
        Finding::ok(ABOUT, format!("for {names}; good for {days} days"))
    }
}

/// Whether it should have been renewed for a while: once may fail.
fn is_overdue(facts: &Facts, now: Timestamp) -> bool {
    let rest = facts.ends_at.since(facts.renew_at());
    facts.renew_at().plus(rest / 4) <= now
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
