//! Makes the link for somebody who was asked into a session anew.

use leptos::prelude::*;

use super::{error::ApiError, invite_partner::PartnerLinkView};
use crate::domain::ids::{InvitationId, SessionId};

/// Makes the link of the invitation `invitation` to session `id` anew; the one before opens nothing any more. Anybody
/// of the session may who is a mentor or an admin.
///
/// # Errors
/// `not_signed_in`, `session_not_found`, `not_allowed`, `session_ended`, `sign_up_closed`, `invitation_invalid`,
/// `too_fast`, `unavailable`.
#[server(endpoint = "renew_partner_link")]
pub async fn renew_partner_link(
    id: SessionId,
    invitation: InvitationId,
) -> Result<PartnerLinkView, ApiError> {
    use crate::{
        protocol::{route::Route, server_message::ErrorMessage},
        server::http::{Call, Handed, Limited},
    };

    let call = Call::current()?;
    let made: Result<_, ErrorMessage> = async {
        let asker = call.signed_in(Limited::Ask).await?;
        Ok(call
            .services()
            .renew_partner_link(&asker.account, id, invitation)
            .await?)
    }
    .await;
    call.answer_form(Route::Session(id), "invite", made.as_ref().err(), &[]);
    let made = made?;
    call.hand_on(Handed::PartnerLink(id), &made.secret.reveal());
    Ok(PartnerLinkView {
        name: made.name,
        link: call.invitation_link(&made.secret),
        expires_at: made.expires_at,
    })
}
