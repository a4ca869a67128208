//! Which relay pages are told of.

use crate::server::{
    config::Config,
    ice::{Credentials, Relay, RelayPorts},
    secret::HashKey,
};

/// What pages get credentials for: another relay, or ours when it listens on a port.
pub(super) fn relay(
    config: &Config,
    key: &HashKey,
    own_ports: Option<RelayPorts>,
) -> Option<(Relay, Credentials)> {
    let turn = &config.turn;
    let (relay, secret) = match (&turn.elsewhere, own_ports) {
        (Some(other), _) => {
            let urls = other.urls.clone();
            (Relay::Elsewhere { urls }, other.secret.as_bytes().to_vec())
        }
        (None, Some(ports)) => {
            let addresses = turn.addresses.clone();
            (
                Relay::Own { ports, addresses },
                key.derive(Credentials::PURPOSE).to_vec(),
            )
        }
        (None, None) => return None,
    };
    Some((relay, Credentials::new(secret, turn.credential_life)))
}
