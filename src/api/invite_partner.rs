//! Asks somebody into a session who has no account yet.

use leptos::prelude::*;
use serde::{Deserialize, Serialize};

use super::error::ApiError;
use crate::domain::{clock::Timestamp, ids::SessionId, participant::DisplayName};

/// A link for somebody who was asked into a session. It is shown once: the server keeps only a hash.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct PartnerLinkView {
    /// What they are called.
    pub name: DisplayName,
    /// The link to send them.
    pub link: String,
    /// When it is over.
    pub expires_at: Timestamp,
}

/// Asks somebody called `name` into the session `id`; anybody of it may who is a mentor or an admin. With an
/// `email`, only this address may use the link; who has an account with it is asked in at once, and there is no
/// link. A plain form is led to the session's page, which shows the link.
///
/// # Errors
/// `not_signed_in`, `session_not_found`, `not_allowed`, `session_ended`, `name_empty`, `email_malformed`,
/// `sign_up_closed`, `people_refused`, `too_fast`, `unavailable`.
#[server(endpoint = "invite_partner")]
pub async fn invite_partner(
    id: SessionId,
    #[server(default)] name: String,
    #[server(default)] email: String,
) -> Result<Option<PartnerLinkView>, ApiError> {
    use crate::{
        protocol::{route::Route, server_message::ErrorMessage},
        server::http::{Call, Handed, Limited},
    };

    let call = Call::current()?;
    let made: Result<_, ErrorMessage> = async {
        let asker = call.signed_in(Limited::Ask).await?;
        Ok(call
            .services()
            .invite_partner(&asker.account, id, &name, &email)
            .await?)
    }
    .await;
    let typed = [("name", name.as_str()), ("email", &email)];
    call.answer_form(Route::Session(id), "invite", made.as_ref().err(), &typed);
    Ok(made?.map(|made| {
        call.hand_on(Handed::PartnerLink(id), &made.secret.reveal());
        PartnerLinkView {
            name: made.name,
            link: call.invitation_link(&made.secret),
            expires_at: made.expires_at,
        }
    }))
}
