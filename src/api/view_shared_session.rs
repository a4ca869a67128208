//! A shared session as its page shows it.

use leptos::prelude::*;
use serde::{Deserialize, Serialize};

use super::error::ApiError;
use crate::{
    domain::{clock::Timestamp, ids::ParticipantId},
    protocol::shared::SharedUser,
};

/// A shared session.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct SharedSessionView {
    /// Its code, as programs send it.
    pub code: String,
    /// Who the asker is in it; none without a seat.
    pub me: Option<ParticipantId>,
    /// Who is in it, in the order in which they came; nobody for whoever is not.
    pub users: Vec<SharedUser>,
    /// When it is over.
    pub expires_at: Timestamp,
    /// The server's clock as it answers.
    pub server_time: Timestamp,
    /// The link to its page, with the code in it.
    pub link: String,
}

/// The shared session that `code` opens.
///
/// # Errors
/// `session_not_found` for a code that is wrong or over, `too_fast` after too many of them, `unavailable`.
#[server(endpoint = "view_shared_session")]
pub async fn view_shared_session(code: String) -> Result<SharedSessionView, ApiError> {
    use crate::{
        domain::participant::Standing, protocol::error_code::ErrorCode, server::http::Call,
    };

    let call = Call::current()?;
    let services = call.services();
    let question = services.find_shared_session(&code);
    let (code, room) = call.guess(ErrorCode::SessionNotFound, question).await?;
    let id = room.session.id;
    let ticket = call.ticket(id);
    let seat = services.authenticate_socket(id, ticket.as_ref()).await.ok();
    let is_inside = seat
        .as_ref()
        .is_some_and(|participant| participant.standing == Standing::Admitted);
    Ok(SharedSessionView {
        link: call.shared_link(&code),
        code: code.as_str().to_owned(),
        me: seat.map(|participant| participant.id),
        users: if is_inside { room.users } else { Vec::new() },
        expires_at: room.expires_at,
        server_time: services.clock.now(),
    })
}
