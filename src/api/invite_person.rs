//! Invites somebody by a link.

use leptos::prelude::*;
use serde::{Deserialize, Serialize};

use super::{account_view::InvitationView, error::ApiError};
use crate::domain::account::AccountRole;

/// An invitation that was made, with its link.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct MadeInvitation {
    /// The invitation.
    pub invitation: InvitationView,
    /// The link to send. Shown this once: the server keeps only a hash.
    pub link: String,
}

/// Invites somebody to be `role`, for an admin. With an `email`, only this address may use the invitation.
///
/// # Errors
/// `not_signed_in`, `not_allowed`, `email_malformed`, `email_taken`, `sign_up_closed`, `too_fast`,
/// `unavailable`.
#[server(endpoint = "invite_person")]
pub async fn invite_person(
    role: AccountRole,
    #[server(default)] email: String,
) -> Result<MadeInvitation, ApiError> {
    use crate::server::http::{Call, Limited};

    let call = Call::current()?;
    let asker = call.signed_in(Limited::Ask).await?;
    let (invitation, secret) = call
        .services()
        .invite_person(&asker.account, role, &email)
        .await?;
    Ok(MadeInvitation {
        invitation: invitation.into(),
        link: call.invitation_link(&secret),
    })
}
