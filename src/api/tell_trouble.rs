//! The page before the door says what keeps somebody from coming in as they want to.

use leptos::prelude::*;

use super::error::ApiError;
use crate::{
    domain::ids::{Instance, SessionId},
    protocol::guest_trouble::GuestTrouble,
};

/// Tells those who may let people into session `id` of one's trouble; none when it is over. `page` is this life of the
/// page, so that two strangers are two. Said again within a minute, or it is forgotten.
///
/// # Errors
/// `too_fast`, `session_not_found`, `session_not_begun`, `session_ended`, `not_admitted`, `removed`, `unavailable`.
#[server(endpoint = "tell_trouble")]
pub async fn tell_trouble(
    id: SessionId,
    page: Instance,
    trouble: Option<GuestTrouble>,
) -> Result<(), ApiError> {
    use crate::server::{
        http::{Call, Limited},
        service::Troubled,
    };

    let call = Call::current()?;
    call.count(Limited::Trouble)?;
    let (ticket, account) = (call.ticket(id), call.account().await?);
    let who = Troubled {
        ticket: ticket.as_ref(),
        account: account.as_ref(),
        network: call.network(),
        page,
    };
    Ok(call.services().tell_trouble(id, who, trouble).await?)
}
