//! How the browsers of a call find each other: the servers that a page is told of, the credentials that go with them,
//! and who may use them.
//!
//! Stands below the rooms, which hand this out, and below the relay, which asks it who somebody is. It computes and
//! remembers; it opens no socket.

mod credentials;
mod inside;

use std::{net::IpAddr, sync::Arc};

use tokio_util::sync::CancellationToken;

use crate::{
    domain::{
        clock::Timestamp,
        ids::{ParticipantId, SessionId},
    },
    protocol::server_message::IceServer,
};

pub use credentials::{Credentials, Pseudonym, Refused};
pub use inside::Inside;

/// The servers of a page, and for how long its credentials are good.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Handout {
    /// As `RTCPeerConnection` takes them.
    pub servers: Vec<IceServer>,
    /// When the page should be told new ones; none when these do not run out.
    pub renew_at: Option<Timestamp>,
}

/// A TURN server that pages get credentials for.
#[derive(Debug, Clone)]
pub enum Relay {
    /// This program.
    Own {
        /// The ports of its listeners.
        ports: RelayPorts,
        /// The addresses by which it is reached from outside; when there are none, the page's own host. By TLS it is
        /// always the page's host, for that is what the certificate is for.
        addresses: Vec<IpAddr>,
    },
    /// Another program, which knows the same secret (coturn's `use-auth-secret`).
    Elsewhere {
        /// `turn:` or `turns:` URLs (RFC 7065).
        urls: Vec<String>,
    },
}

impl Relay {
    /// How a page is told of it that reached this server as `host`.
    fn urls(&self, host: &str) -> Vec<String> {
        match self {
            Self::Own { ports, addresses } => {
                let hosts: Vec<String> = if addresses.is_empty() {
                    vec![host.to_owned()]
                } else {
                    addresses.iter().map(bracketed).collect()
                };
                // A browser asks a TURN server over UDP for its own outer address too, so it needs no `stun:` besides.
                let plain = hosts.iter().flat_map(|host| {
                    ["udp", "tcp"].map(|way| format!("turn:{host}:{}?transport={way}", ports.plain))
                });
                let tls = ports.tls;
                let tls = tls.map(|port| format!("turns:{host}:{port}?transport=tcp"));
                plain.chain(tls).collect()
            }
            Self::Elsewhere { urls } => urls.clone(),
        }
    }
}

/// Where our own relay is reached.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct RelayPorts {
    /// By UDP and TCP.
    pub plain: u16,
    /// By TLS over TCP, where there is a certificate for it.
    pub tls: Option<u16>,
}

/// What pages are told of, and who is inside to use it.
#[derive(Debug)]
pub struct IceServers {
    fixed: Vec<IceServer>,
    relay: Option<(Relay, Credentials)>,
    inside: Inside,
}

impl IceServers {
    /// The same `fixed` servers for everybody, and a relay with credentials for each.
    pub fn new(fixed: Vec<IceServer>, relay: Option<(Relay, Credentials)>) -> Self {
        Self {
            fixed,
            relay,
            inside: Inside::default(),
        }
    }

    /// Whether pages are told of a relay, ours or another.
    pub fn has_relay(&self) -> bool {
        let is_relay = |url: &String| url.starts_with("turn");
        self.relay.is_some()
            || self
                .fixed
                .iter()
                .any(|server| server.urls.iter().any(is_relay))
    }

    /// What the page of `participant` is told, which reached this server as `host`.
    pub fn hand_out(
        &self,
        session: SessionId,
        participant: ParticipantId,
        host: &str,
        now: Timestamp,
    ) -> Handout {
        let mut servers = self.fixed.clone();
        let Some((relay, credentials)) = &self.relay else {
            return Handout {
                servers,
                renew_at: None,
            };
        };
        let pass = credentials.issue(session, participant, now);
        servers.push(IceServer {
            urls: relay.urls(host),
            username: Some(pass.username),
            credential: Some(pass.password),
        });
        Handout {
            servers,
            renew_at: Some(now.plus(pass.lasts - pass.lasts / 4)),
        }
    }

    /// What somebody's page is told who is in no session, which reached this server as `host`, and wants to know
    /// whether a call would work; `chance` tells them from others. Of the fixed servers only those that have no secret.
    /// None when too many try at the moment.
    pub fn hand_out_trial(
        &self,
        chance: [u8; 16],
        host: &str,
        now: Timestamp,
    ) -> Option<Vec<IceServer>> {
        let open = |server: &&IceServer| server.credential.is_none();
        let mut servers: Vec<IceServer> = self.fixed.iter().filter(open).cloned().collect();
        let Some((relay, credentials)) = &self.relay else {
            return Some(servers);
        };
        let (username, credential) = credentials.issue_for_trial(chance, now);
        if matches!(relay, Relay::Own { .. }) {
            // Their place is kept from now on, so that nobody takes a full relay for one that cannot be reached.
            let (user, _) = credentials.check(&username, now).ok()?;
            let ends = credentials::trial_ends(&username)?;
            self.inside.end_trials(now);
            self.inside.trial(&user, ends)?;
        }
        servers.push(IceServer {
            urls: relay.urls(host),
            username: Some(username),
            credential: Some(credential),
        });
        Some(servers)
    }

    /// Notes that `participant` is in the room, so that their credentials count with our own relay.
    pub fn came(&self, session: SessionId, participant: ParticipantId) {
        if let Some((Relay::Own { .. }, credentials)) = &self.relay {
            let pseudonym = credentials.pseudonym(session, participant);
            self.inside.came(session, pseudonym);
        }
    }

    /// Notes that `participant` has no seat any more: what they relay ends.
    pub fn gone(&self, session: SessionId, participant: ParticipantId) {
        if let Some((Relay::Own { .. }, credentials)) = &self.relay {
            let pseudonym = credentials.pseudonym(session, participant);
            self.inside.gone(&pseudonym);
        }
    }

    /// Notes that the session is over: what everybody in it relays ends.
    pub fn over(&self, session: SessionId) {
        self.inside.over(session);
    }

    /// The credentials of our own relay and who may use it; none when it is off.
    pub fn own_relay(self: &Arc<Self>) -> Option<OwnRelay> {
        matches!(self.relay, Some((Relay::Own { .. }, _))).then(|| OwnRelay(Arc::clone(self)))
    }
}

/// What our own relay asks. Cheap to clone.
#[derive(Debug, Clone)]
pub struct OwnRelay(Arc<IceServers>);

impl OwnRelay {
    /// Who is inside.
    pub fn inside(&self) -> &Inside {
        &self.0.inside
    }

    /// What is cancelled when `user` has no seat any more, or the trial is over that `username` is for; none when they
    /// have neither.
    pub fn place(&self, user: &Pseudonym, username: &str) -> Option<CancellationToken> {
        match credentials::trial_ends(username) {
            Some(ends) => self.0.inside.trial(user, ends),
            None => self.0.inside.seat(user),
        }
    }

    /// Whether `username` is for a trial that is over by `now`.
    pub fn is_past_trial(username: &str, now: Timestamp) -> bool {
        credentials::trial_ends(username).is_some_and(|ends| ends < now)
    }

    /// Whether `username` is for a trial: then little is enough.
    pub fn is_trial(username: &str) -> bool {
        credentials::trial_ends(username).is_some()
    }

    /// Whose credentials begin with `username`, and the password that they end with.
    ///
    /// # Errors
    /// [`Refused`] when we never issued such a name, or it has run out by `now`.
    pub fn check(&self, username: &str, now: Timestamp) -> Result<(Pseudonym, String), Refused> {
        match &self.0.relay {
            Some((_, credentials)) => credentials.check(username, now),
            None => Err(Refused::Unknown),
        }
    }
}

fn bracketed(address: &IpAddr) -> String {
    match address {
        IpAddr::V4(address) => address.to_string(),
        IpAddr::V6(address) => format!("[{address}]"),
    }
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use uuid::Uuid;

    use super::*;

    const LIFE: Duration = Duration::from_secs(3_600);

    fn hand_out(relay: Relay) -> Handout {
        let credentials = Credentials::new(b"key".to_vec(), LIFE);
        IceServers::new(Vec::new(), Some((relay, credentials))).hand_out(
            SessionId::from_uuid(Uuid::from_u128(1)),
            ParticipantId::from_uuid(Uuid::from_u128(2)),
            "meet.example",
            Timestamp::from_millis(0),
        )
    }

    #[test]
    fn our_own_relay_is_named_by_the_pages_host_or_by_its_outer_addresses() {
        let own = |addresses| Relay::Own {
            ports: RelayPorts {
                plain: 3478,
                tls: None,
            },
            addresses,
        };
        assert_eq!(
            hand_out(own(Vec::new())).servers[0].urls,
            [
                "turn:meet.example:3478?transport=udp",
                "turn:meet.example:3478?transport=tcp"
            ]
        );
        let outer = vec![
            "203.0.113.7".parse().unwrap(),
            "2001:db8::7".parse().unwrap(),
        ];
        assert_eq!(
            hand_out(own(outer)).servers[0].urls,
            [
                "turn:203.0.113.7:3478?transport=udp",
                "turn:203.0.113.7:3478?transport=tcp",
                "turn:[2001:db8::7]:3478?transport=udp",
                "turn:[2001:db8::7]:3478?transport=tcp"
            ]
        );
    }

    #[test]
    fn by_tls_it_is_named_as_the_certificate_names_it() {
        let own = Relay::Own {
            ports: RelayPorts {
                plain: 3478,
                tls: Some(5349),
            },
            addresses: vec!["203.0.113.7".parse().unwrap()],
        };
        assert_eq!(
            hand_out(own).servers[0].urls,
            [
                "turn:203.0.113.7:3478?transport=udp",
                "turn:203.0.113.7:3478?transport=tcp",
                "turns:meet.example:5349?transport=tcp"
            ]
        );
    }

    #[test]
    fn a_page_is_told_new_credentials_when_a_quarter_of_their_life_is_left() {
        let handout = hand_out(Relay::Elsewhere {
            urls: vec!["turn:turn.example".to_owned()],
        });
        assert_eq!(
            handout.renew_at,
            Some(Timestamp::from_millis(0).plus(LIFE * 3 / 4))
        );
        assert_eq!(handout.servers[0].urls, ["turn:turn.example"]);
    }

    #[test]
    fn who_tries_is_told_of_the_relay_and_of_no_secret_of_others() {
        let fixed = |url: &str, secret: Option<&str>| IceServer {
            urls: vec![url.to_owned()],
            username: secret.map(str::to_owned),
            credential: secret.map(str::to_owned),
        };
        let stun = fixed("stun:a.example", None);
        let kept = fixed("turn:b.example", Some("kept"));
        let credentials = Credentials::new(b"key".to_vec(), LIFE);
        let relay = Relay::Own {
            ports: RelayPorts {
                plain: 3478,
                tls: None,
            },
            addresses: Vec::new(),
        };
        let servers = IceServers::new(vec![stun.clone(), kept], Some((relay, credentials)));
        let now = Timestamp::from_millis(0);
        let told = servers.hand_out_trial([0; 16], "a.example", now).unwrap();
        assert_eq!((&told[0], told.len()), (&stun, 2));
        assert_eq!(told[1].urls[0], "turn:a.example:3478?transport=udp");
        assert!(told[1].username.as_ref().unwrap().ends_with(":trial"));
        // A few at a time, and others when these are over.
        let mut tries = 1..=u8::MAX;
        let full = tries.find(|chance| servers.hand_out_trial([*chance; 16], "a", now).is_none());
        assert_eq!(full, Some(32));
        let later = now.plus(Duration::from_secs(61));
        assert!(servers.hand_out_trial([0; 16], "a", later).is_some());
    }

    #[test]
    fn without_a_relay_nothing_runs_out() {
        let fixed = vec![IceServer {
            urls: vec!["stun:a.example".to_owned()],
            username: None,
            credential: None,
        }];
        let handout = IceServers::new(fixed.clone(), None).hand_out(
            SessionId::from_uuid(Uuid::from_u128(1)),
            ParticipantId::from_uuid(Uuid::from_u128(2)),
            "meet.example",
            Timestamp::from_millis(0),
        );
        assert_eq!((handout.servers, handout.renew_at), (fixed, None));
    }
}
