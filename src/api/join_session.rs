//! Gives somebody a seat.

use leptos::prelude::*;
use serde::{Deserialize, Serialize};

use super::error::ApiError;
use crate::domain::{
    ids::{ParticipantId, SessionId},
    participant::DisplayName,
    role::Role,
};

/// A seat that was given.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Joined {
    /// Who they are in this session.
    pub participant_id: ParticipantId,
    /// The name that they have; what they asked for, cleaned, or a guest's.
    pub name: DisplayName,
    /// Their part.
    pub role: Role,
}

/// Joins `id` and sets the ticket cookie: whoever is signed in comes by their account and its name, everybody
/// else as `name` (empty becomes `Guest` and three digits, unique in the session). With a ticket that is still
/// good, the same seat is given again under the new name. `code` is that of the link by which somebody came, or
/// empty: it gives a newcomer their part.
///
/// # Errors
/// `session_not_found`, also for a wrong code, `session_not_begun`, `session_ended`, `session_full`,
/// `not_signed_in` when the session is for people with an account, `too_fast`, `unavailable`.
#[server(endpoint = "join_session")]
pub async fn join_session(
    id: SessionId,
    name: String,
    #[server(default)] code: String,
) -> Result<Joined, ApiError> {
    use crate::{
        protocol::route::Route,
        server::http::{Call, Limited},
    };

    let call = Call::current()?;
    call.count(Limited::Join)?;
    let account = call.account().await?;
    let ticket = call.ticket(id);
    let question =
        call.services()
            .join_session(id, &name, ticket.as_ref(), account.as_ref(), &code);
    let seated = call.guess_code(&code, question).await?;
    call.give_ticket(&seated);
    call.redirect_form(Route::Join(id));
    let participant = seated.participant;
    Ok(Joined {
        participant_id: participant.id,
        name: participant.name,
        role: participant.role,
    })
}
