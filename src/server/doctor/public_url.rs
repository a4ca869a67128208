//! The address by which people reach the server: whether it leads here, by https, and whether the server knows so.

use std::net::SocketAddr;

use tokio::{net::lookup_host, time::timeout};

use super::{
    Finding, Patient,
    probe::{Outcome, PATIENCE, Trust, ask},
};
use crate::{domain::clock::Timestamp, server::config::Origin};

const ABOUT: &str = "public URL";

/// What was found, and what the clock of whoever answered said.
pub(super) struct PublicUrl {
    pub(super) findings: Vec<Finding>,
    pub(super) answered_at: Option<Timestamp>,
}

pub(super) async fn examine(patient: Patient<'_>, running: bool) -> PublicUrl {
    let mut answered_at = None;
    let findings = match &patient.config.public_url {
        None => vec![unnamed(patient)],
        Some(url) => {
            let mut findings = vec![secure_context(url)];
            findings.push(leads_here(patient, url, running, &mut answered_at).await);
            findings
        }
    };
    PublicUrl {
        findings,
        answered_at,
    }
}

fn unnamed(patient: Patient<'_>) -> Finding {
    let config = patient.config;
    if config.tls.pages || config.listen.ip().is_loopback() {
        return Finding::ok(
            ABOUT,
            "none is named; links are made from what people ask for",
        );
    }
    Finding::warn(
        ABOUT,
        "none is named, and pages go out by http: browsers give no camera and no microphone to them",
        "speak https (--tls self-signed in a network of your own), or name the address of the proxy that does, with \
         --public-url",
    )
}

fn secure_context(url: &Origin) -> Finding {
    if url.is_secure() || url.is_local() {
        Finding::ok(
            "https",
            "browsers give camera and microphone to these pages",
        )
    } else {
        Finding::wrong(
            "https",
            format!("{url} is http: browsers give no camera and no microphone to its pages"),
            "let people come by https, and name it so in --public-url",
        )
    }
}

async fn leads_here(
    patient: Patient<'_>,
    url: &Origin,
    running: bool,
    answered_at: &mut Option<Timestamp>,
) -> Finding {
    let address = match resolve(url).await {
        Ok(address) => address,
        Err(why) => {
            let mend =
                "point the name to this machine (an A or AAAA record), or mend it in --public-url";
            return Finding::wrong(
                ABOUT,
                format!("{} leads nowhere: {why}", url.host_name()),
                mend,
            );
        }
    };
    let (Some(key), true) = (patient.key, running) else {
        let seen = format!(
            "{url} leads to {address}; whether the server answers there shows when it runs"
        );
        return Finding::warn(ABOUT, seen, "start the server, and ask again");
    };
    let trust = if patient.config.tls.is_self_signed() {
        Trust::Anybody
    } else {
        Trust::Authorities
    };
    match ask(address, url, trust, key, patient.randomness).await {
        Outcome::Ours {
            origin,
            answered_at: at,
        } => {
            *answered_at = at;
            if Origin::parse(&origin).as_ref() == Some(url) {
                return Finding::ok(ABOUT, format!("{url} is answered by this server"));
            }
            Finding::warn(
                ABOUT,
                format!("{url} is answered by this server, which takes it for {origin}"),
                "let the proxy pass on Host and X-Forwarded-Proto, and name its address in --trusted-proxy",
            )
        }
        Outcome::Other(why) => Finding::wrong(
            ABOUT,
            format!("{url} leads to {address}, where something else answers: {why}"),
            "point the name or the proxy to this server",
        ),
        Outcome::Nobody(why) => Finding::wrong(
            ABOUT,
            format!("nobody answers at {url} ({address}): {why}"),
            "open the port in the firewall and pass it on at the router; where a machine does not reach itself by its \
             outer address, ask from elsewhere",
        ),
        Outcome::Distrusted(why) => Finding::wrong(
            ABOUT,
            format!("what answers at {url} ({address}) is not believed: {why}"),
            "take a certificate for this name from an authority that browsers believe, with its whole chain",
        ),
    }
}

async fn resolve(url: &Origin) -> Result<SocketAddr, String> {
    let usual = if url.is_secure() { 443 } else { 80 };
    let port = url
        .host()
        .strip_prefix(url.host_name())
        .and_then(|rest| rest.strip_prefix(':'))
        .and_then(|port| port.parse().ok())
        .unwrap_or(usual);
    find(url.host_name(), port).await
}

/// The address of a host by name or number.
pub(super) async fn find(host: &str, port: u16) -> Result<SocketAddr, String> {
    let host = host.trim_matches(['[', ']']).to_owned();
    let found = timeout(PATIENCE, lookup_host((host, port)))
        .await
        .map_err(|_| "nobody answers for the name".to_owned())?
        .map_err(|error| error.to_string())?
        .next();
    found.ok_or_else(|| "the name has no address".to_owned())
}
