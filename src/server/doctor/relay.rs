//! The relay, as people reach it: by each of its ways somebody allocates, and lets something be carried to somebody else.

use std::net::SocketAddr;

use tokio::net::UdpSocket;

use super::{
    Finding, Patient,
    doors::{reached, taken},
    probe::Trust,
    public_url::find,
    turn_client::{By, Failure, Pass, TurnClient},
};
use crate::server::{ice::Credentials, listener::listen};

const ABOUT: &str = "relay";
/// The number for a peer that may not be sent to (RFC 8656 §19).
const FORBIDDEN: u16 = 403;
const DATA: &[u8] = b"one way and the other";

/// A way to a relay.
struct Way {
    by: By,
    host: String,
    port: u16,
}

pub(super) async fn examine(patient: Patient<'_>, running: bool) -> Vec<Finding> {
    let turn = &patient.config.turn;
    let ways = match &turn.elsewhere {
        Some(other) => other.urls.iter().filter_map(|url| parse(url)).collect(),
        None if turn.listen.is_empty() => {
            let mend = "let the server have one (--turn-listen), or name another with --turn-servers: without a relay, \
                        people whose networks let nothing pass between them cannot call each other";
            return vec![Finding::warn(ABOUT, "there is none", mend)];
        }
        None if !running => return ports(patient).await,
        None => own_ways(patient),
    };
    let Some(credentials) = credentials(patient) else {
        return vec![Finding::warn(
            ABOUT,
            "nobody can ask it yet, for the server has never run",
            "start the server, and ask again",
        )];
    };
    let mut findings = Vec::new();
    for way in ways {
        findings.push(try_way(patient, &way, &credentials).await);
    }
    findings
}

fn credentials(patient: Patient<'_>) -> Option<Credentials> {
    let turn = &patient.config.turn;
    let secret = match &turn.elsewhere {
        Some(other) => other.secret.as_bytes().to_vec(),
        None => patient.key?.derive(Credentials::PURPOSE).to_vec(),
    };
    Some(Credentials::new(secret, turn.credential_life))
}

/// How pages are told of our own relay.
fn own_ways(patient: Patient<'_>) -> Vec<Way> {
    let config = patient.config;
    let turn = &config.turn;
    let Some(first) = turn.listen.first() else {
        return Vec::new();
    };
    let page = match &config.public_url {
        Some(url) => url.host_name().to_owned(),
        None => reached(*first).to_string(),
    };
    let hosts: Vec<String> = if turn.addresses.is_empty() {
        vec![page.clone()]
    } else {
        turn.addresses.iter().map(ToString::to_string).collect()
    };
    let plain = hosts.into_iter().flat_map(|host| {
        [By::Udp, By::Tcp].map(|by| Way {
            by,
            host: host.clone(),
            port: first.port(),
        })
    });
    let tls = turn.tls_listen.first().map(|listener| Way {
        by: By::Tls,
        host: page,
        port: listener.port(),
    });
    plain.chain(tls).collect()
}

/// `turn:` and `turns:` URLs (RFC 7065).
fn parse(url: &str) -> Option<Way> {
    let (scheme, rest) = url.split_once(':')?;
    let (host, query) = rest.split_once('?').unwrap_or((rest, ""));
    let (by, usual) = match (scheme, query) {
        ("turns", _) => (By::Tls, 5349),
        (_, "transport=tcp") => (By::Tcp, 3478),
        _ => (By::Udp, 3478),
    };
    let (host, port) = match host.rsplit_once(':') {
        Some((name, port)) if !port.ends_with(']') => (name, port.parse().ok()?),
        _ => (host, usual),
    };
    Some(Way {
        by,
        host: host.to_owned(),
        port,
    })
}

async fn try_way(patient: Patient<'_>, way: &Way, credentials: &Credentials) -> Finding {
    let named = match way.by {
        By::Udp => "by UDP",
        By::Tcp => "by TCP",
        By::Tls => "by TLS",
    };
    let shown = format!("{}:{}", way.host, way.port);
    let server = match find(&way.host, way.port).await {
        Ok(server) => server,
        Err(why) => {
            let mend = "point the name to the relay, or give its address by --turn-address";
            return Finding::wrong(ABOUT, format!("{shown} leads nowhere: {why}"), mend);
        }
    };
    match carry(patient, way, server, credentials).await {
        Ok(true) => Finding::ok(ABOUT, format!("carries {named} at {shown}")),
        Ok(false) => Finding::ok(
            ABOUT,
            format!(
                "gives allocations {named} at {shown}; it does not carry to itself, so no more was tried"
            ),
        ),
        Err(Failure::Refused(number)) => Finding::wrong(
            ABOUT,
            format!("{shown} refuses {named} with {number}"),
            match number {
                401 => "the secret is another one, or the clocks differ",
                486 | 508 => "it is full: raise --turn-allocations or --turn-relay-ports",
                _ => "look at its log",
            },
        ),
        Err(Failure::Distrusted(why)) => Finding::wrong(
            ABOUT,
            format!("what answers {named} at {shown} is not believed: {why}"),
            "take a certificate for this name, with its whole chain",
        ),
        Err(Failure::Silent(why)) => Finding::wrong(
            ABOUT,
            format!("{shown} does not answer {named}: {why}"),
            "open its ports in the firewall and pass them on at the router; where a machine does not reach itself by its \
             outer address, ask from elsewhere",
        ),
    }
}

/// Lets the relay carry from one allocation to another and back. False when it does not carry to itself.
async fn carry(
    patient: Patient<'_>,
    way: &Way,
    server: SocketAddr,
    credentials: &Credentials,
) -> Result<bool, Failure> {
    // Behind a certificate of our own nobody is asked; browsers are not told of the relay by TLS then.
    // Both ends by one name, for a trial reaches nobody else.
    let (username, password) =
        credentials.issue_for_trial(patient.randomness.bytes(), patient.clock.now());
    let allocate = || {
        let pass = Pass {
            username: username.clone(),
            password: password.clone(),
        };
        TurnClient::allocate(server, &way.host, way.by, Trust::Authorities, pass)
    };
    let mut one = allocate().await?;
    let mut other = allocate().await?;
    let (here, there) = (one.relayed, other.relayed);
    match one.permit(there).await {
        Err(Failure::Refused(FORBIDDEN)) => return Ok(false),
        permitted => permitted?,
    }
    other.permit(here).await?;
    one.send(there, DATA).await?;
    let heard = other.receive().await?;
    other.send(here, &heard).await?;
    Ok(one.receive().await? == DATA)
}

/// Whether the ports of our own relay are free, when the server does not run.
async fn ports(patient: Patient<'_>) -> Vec<Finding> {
    let turn = &patient.config.turn;
    let mut findings = Vec::new();
    for address in turn.listen.iter().chain(&turn.tls_listen) {
        let free = match listen(*address, 1) {
            Ok(_) if turn.tls_listen.contains(address) => Ok(()),
            Ok(_) => UdpSocket::bind(address).await.map(drop),
            Err(error) => Err(error),
        };
        findings.push(match free {
            Ok(()) => Finding::ok(
                ABOUT,
                format!("{address} is free; whether people reach it shows when the server runs"),
            ),
            Err(error) => taken(ABOUT, *address, &error),
        });
    }
    findings
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_relay_elsewhere_is_asked_as_its_address_says() {
        for (url, by, host, port) in [
            ("turn:a.example", By::Udp, "a.example", 3478),
            ("turn:a.example:1?transport=tcp", By::Tcp, "a.example", 1),
            (
                "turns:[2001:db8::1]:443?transport=tcp",
                By::Tls,
                "[2001:db8::1]",
                443,
            ),
            ("turns:[2001:db8::1]", By::Tls, "[2001:db8::1]", 5349),
        ] {
            let way = parse(url).unwrap();
            assert_eq!(
                (way.by, way.host.as_str(), way.port),
                (by, host, port),
                "{url}"
            );
        }
    }
}
