//! What a page tries the relay out with, before any session.

use leptos::prelude::*;
use serde::{Deserialize, Serialize};

use super::error::ApiError;
use crate::protocol::server_message::IceServer;

/// The servers of a trial.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct TrialServers {
    /// As `RTCPeerConnection` takes them; the credentials are good for a minute, and reach nobody but oneself.
    pub ice_servers: Vec<IceServer>,
    /// Whether calls have a relay at all: there may be one whose credentials are for calls alone.
    pub has_relay: bool,
}

/// The servers to try; needs neither an account nor a session.
///
/// # Errors
/// `too_fast` when it was too often, or when too many try at the moment.
#[server(name = AskTrialServers, endpoint = "trial_servers")]
pub async fn trial_servers() -> Result<TrialServers, ApiError> {
    use crate::server::http::Call;

    let call = Call::current()?;
    Ok(TrialServers {
        ice_servers: call.trial_servers()?,
        has_relay: call.services().rooms.ice_servers().has_relay(),
    })
}
