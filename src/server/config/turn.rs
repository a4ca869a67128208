//! How the operator has the relay: our own, another one, or none.

use std::{
    fmt,
    net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr},
    ops::RangeInclusive,
    path::PathBuf,
    time::Duration,
};

use super::{ConfigError, Network, Origin, Sources, TlsConfig};

/// The port of STUN and TURN (RFC 8489 §18.5).
const PORT: u16 = 3478;
/// The port of both over TLS.
const TLS_PORT: u16 = 5349;
/// Ports that no service is registered for (RFC 8656 §7.2, RFC 6335 §6).
const RELAY_PORTS: RangeInclusive<u16> = 49_152..=65_535;
const ALLOCATIONS: usize = 1_000;
const MEGABITS: u32 = 200;
const CREDENTIAL_SECONDS: RangeInclusive<u64> = 10..=3_600;

/// How people reach each other who cannot do so by themselves.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TurnConfig {
    /// Where our own relay listens; nowhere when it is off.
    pub listen: Vec<SocketAddr>,
    /// Where it listens for TLS; nowhere when there is no certificate for it.
    pub tls_listen: Vec<SocketAddr>,
    /// The addresses by which our own relay is reached from outside, when they are not those it listens on.
    pub addresses: Vec<IpAddr>,
    /// Ports on which our own relay is reached by peers.
    pub relay_ports: RangeInclusive<u16>,
    /// Networks that our own relay sends to although they are not the outer world.
    pub allowed_peers: Vec<Network>,
    /// Allocations in all.
    pub allocations: usize,
    /// Millions of bits that all allocations together carry in a second.
    pub megabits: u32,
    /// How long credentials are good.
    pub credential_life: Duration,
    /// Another relay in the place of ours.
    pub elsewhere: Option<OtherRelay>,
}

/// Another TURN server that computes passwords from the same secret (coturn's `use-auth-secret`).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OtherRelay {
    /// `turn:` or `turns:` URLs.
    pub urls: Vec<String>,
    /// What both know.
    pub secret: RelaySecret,
}

/// A secret that is shared with another relay. Cannot be printed.
#[derive(Clone, PartialEq, Eq)]
pub struct RelaySecret(String);

impl RelaySecret {
    /// Of a text; none of an empty one.
    pub fn new(text: &str) -> Option<Self> {
        let text = text.trim();
        (!text.is_empty()).then(|| Self(text.to_owned()))
    }

    /// Its bytes.
    pub fn as_bytes(&self) -> &[u8] {
        self.0.as_bytes()
    }
}

impl fmt::Debug for RelaySecret {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("RelaySecret")
    }
}

impl TurnConfig {
    /// Reads the settings of the relay. The server itself listens on `listen`, people reach it by `public`, and it
    /// speaks TLS as `tls` says.
    pub(super) fn read(
        sources: &Sources,
        listen: SocketAddr,
        public: Option<&Origin>,
        tls: &TlsConfig,
    ) -> Result<Self, ConfigError> {
        let elsewhere = Self::read_elsewhere(sources)?;
        let seconds = sources.get(
            "turn-credential-seconds",
            *CREDENTIAL_SECONDS.end(),
            "a whole number of seconds, from 10 to 3600",
            |text| {
                text.parse()
                    .ok()
                    .filter(|seconds| CREDENTIAL_SECONDS.contains(seconds))
            },
        )?;
        let listen = sources.get(
            "turn-listen",
            vec![usual_listener(listen, public)],
            "off, or addresses with ports, separated by commas, such as 0.0.0.0:3478",
            parse_listeners,
        )?;
        let listen = if elsewhere.is_none() {
            listen
        } else {
            Vec::new()
        };
        let has_believed = tls.certificate.is_some() && !tls.is_self_signed();
        let tls_listen = sources.get(
            "turn-tls-listen",
            if has_believed {
                listen.iter().map(beside).collect()
            } else {
                Vec::new()
            },
            "off, or addresses with ports, separated by commas, such as 0.0.0.0:5349, on a server with tls-certificate or tls-acme",
            |text| {
                let addresses = parse_listeners(text)?;
                (addresses.is_empty() || has_believed).then_some(addresses)
            },
        )?;
        Ok(Self {
            tls_listen: if listen.is_empty() {
                Vec::new()
            } else {
                tls_listen
            },
            listen,
            addresses: sources.get(
                "turn-address",
                Vec::new(),
                "addresses, separated by commas, such as 203.0.113.7",
                |text| parse_list(text, |address| address.parse().ok()),
            )?,
            relay_ports: sources.get(
                "turn-relay-ports",
                RELAY_PORTS,
                "two ports with a hyphen between them, such as 49152-65535",
                parse_ports,
            )?,
            allowed_peers: sources.get(
                "turn-allow-peers",
                Vec::new(),
                "addresses or networks, separated by commas, such as 192.168.0.0/16",
                Network::parse_list,
            )?,
            allocations: sources.get(
                "turn-allocations",
                ALLOCATIONS,
                "a whole number, 1 or more",
                |text| text.parse().ok().filter(|most| *most >= 1),
            )?,
            megabits: sources.get(
                "turn-megabits",
                MEGABITS,
                "a whole number, from 1 to 30000",
                |text| text.parse().ok().filter(|most| (1..=30_000).contains(most)),
            )?,
            credential_life: Duration::from_secs(seconds),
            elsewhere,
        })
    }

    fn read_elsewhere(sources: &Sources) -> Result<Option<OtherRelay>, ConfigError> {
        let urls = sources.get(
            "turn-servers",
            Vec::new(),
            "turn: or turns: addresses, separated by commas, together with a turn-secret",
            parse_urls,
        )?;
        let secret = sources.get(
            "turn-secret",
            None,
            "the secret that the turn-servers know too",
            |text| RelaySecret::new(text).map(Some),
        )?;
        let secret = match secret {
            Some(secret) => Some(secret),
            None => sources.get(
                "turn-secret-file",
                None,
                "a file that can be read and holds the secret that the turn-servers know too",
                |text| {
                    let secret = std::fs::read_to_string(PathBuf::from(text)).ok()?;
                    RelaySecret::new(&secret).map(Some)
                },
            )?,
        };
        match (urls.is_empty(), secret) {
            (true, _) => Ok(None),
            (false, Some(secret)) => Ok(Some(OtherRelay { urls, secret })),
            // Whoever names servers without a secret means something else, and is told what they need.
            (false, None) => sources
                .get("turn-servers", None, "given together with turn-secret or turn-secret-file; servers with a fixed name and password belong in ice-servers", |_| None),
        }
    }
}

/// The port of TURN on the address that the server listens on. A server behind a proxy on the same machine listens on
/// loopback, where nobody would reach the relay, which no proxy stands before: then on all addresses.
fn usual_listener(listen: SocketAddr, public: Option<&Origin>) -> SocketAddr {
    let is_public = public.is_some_and(|origin| !origin.is_local());
    let address = match listen.ip() {
        IpAddr::V4(address) if address.is_loopback() && is_public => Ipv4Addr::UNSPECIFIED.into(),
        IpAddr::V6(address) if address.is_loopback() && is_public => Ipv6Addr::UNSPECIFIED.into(),
        address => address,
    };
    // Who lets the system choose one port is glad of a choice for the other.
    let port = if listen.port() == 0 { 0 } else { PORT };
    SocketAddr::new(address, port)
}

/// The port of TURN over TLS beside the usual one.
fn beside(listener: &SocketAddr) -> SocketAddr {
    let port = if listener.port() == 0 { 0 } else { TLS_PORT };
    SocketAddr::new(listener.ip(), port)
}

fn parse_listeners(text: &str) -> Option<Vec<SocketAddr>> {
    match text {
        "off" | "none" | "false" => Some(Vec::new()),
        _ => parse_list(text, |one| one.parse().ok()).filter(|list| !list.is_empty()),
    }
}

fn parse_urls(text: &str) -> Option<Vec<String>> {
    parse_list(text, |url| {
        let host = url
            .strip_prefix("turn:")
            .or_else(|| url.strip_prefix("turns:"))?;
        (!host.is_empty()).then(|| url.to_owned())
    })
}

fn parse_ports(text: &str) -> Option<RangeInclusive<u16>> {
    let (first, last) = text.split_once('-')?;
    let (first, last): (u16, u16) = (first.trim().parse().ok()?, last.trim().parse().ok()?);
    (first >= 1 && first <= last).then_some(first..=last)
}

/// A list with commas, or a JSON list, as a file's list is read.
fn parse_list<T>(text: &str, parse: impl Fn(&str) -> Option<T>) -> Option<Vec<T>> {
    if text.trim_start().starts_with('[')
        && let Ok(list) = serde_json::from_str::<Vec<String>>(text)
    {
        return list.iter().map(|item| parse(item)).collect();
    }
    text.split(',')
        .map(str::trim)
        .filter(|item| !item.is_empty())
        .map(parse)
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn usual(listen: &str, public: Option<&str>) -> String {
        let public = public.map(|text| Origin::parse(text).unwrap());
        usual_listener(listen.parse().unwrap(), public.as_ref()).to_string()
    }

    #[test]
    fn the_relay_listens_where_people_reach_it() {
        assert_eq!(usual("127.0.0.1:3000", None), "127.0.0.1:3478");
        assert_eq!(usual("0.0.0.0:80", None), "0.0.0.0:3478");
        assert_eq!(usual("192.168.1.5:80", None), "192.168.1.5:3478");
        let meet = Some("https://meet.example");
        assert_eq!(usual("127.0.0.1:3000", meet), "0.0.0.0:3478");
        assert_eq!(usual("[::1]:3000", meet), "[::]:3478");
        let home = Some("http://localhost:3000");
        assert_eq!(usual("127.0.0.1:3000", home), "127.0.0.1:3478");
        assert_eq!(usual("127.0.0.1:0", None), "127.0.0.1:0");
    }

    #[test]
    fn lists_are_read_and_what_is_none_is_refused() {
        assert_eq!(parse_listeners("off"), Some(Vec::new()));
        assert_eq!(parse_listeners("127.0.0.1:1, [::1]:2").unwrap().len(), 2);
        assert_eq!(parse_listeners(r#"["127.0.0.1:1"]"#).unwrap().len(), 1);
        assert_eq!(parse_listeners("[::1]:2").unwrap().len(), 1);
        assert_eq!(parse_listeners("127.0.0.1"), None);
        assert_eq!(parse_listeners(""), None);
        assert_eq!(parse_ports("50000-50099"), Some(50_000..=50_099));
        for wrong in ["50000", "50099-50000", "0-5", "1-70000", "-"] {
            assert_eq!(parse_ports(wrong), None, "{wrong}");
        }
        assert_eq!(
            parse_urls("turn:a.example:3478,turns:a.example")
                .unwrap()
                .len(),
            2
        );
        assert_eq!(parse_urls("stun:a.example"), None);
        assert_eq!(parse_urls("turn:"), None);
    }

    #[test]
    fn a_secret_is_not_printed() {
        let secret = RelaySecret("north".to_owned());
        assert_eq!(format!("{secret:?}"), "RelaySecret");
    }
}
