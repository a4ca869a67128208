//! Makes the links of a session that give a part in it.

use leptos::prelude::*;
use serde::{Deserialize, Serialize};

use super::error::ApiError;
use crate::domain::ids::SessionId;

/// The links, which are shown once: only hashes of their codes are kept.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct RoleLinksView {
    /// Takes part.
    pub collaborator: String,
    /// Watches.
    pub viewer: String,
}

/// Makes the links; those from before open nothing any more, and the session's plain link lets people watch only.
/// Only for whom the grants let moderate.
///
/// # Errors
/// `not_joined`, `not_allowed`, `session_ended`, `too_fast`, `unavailable`.
#[server(endpoint = "make_role_links")]
pub async fn make_role_links(id: SessionId) -> Result<RoleLinksView, ApiError> {
    use crate::server::http::{Call, Limited};

    let call = Call::current()?;
    call.count(Limited::Ask)?;
    let links = call
        .services()
        .make_role_links(id, call.ticket(id).as_ref())
        .await?;
    Ok(RoleLinksView {
        collaborator: call.role_link(id, &links.collaborator),
        viewer: call.role_link(id, &links.viewer),
    })
}
