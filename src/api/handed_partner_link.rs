//! The link for a partner that was made just now, for the page that shows it.

use leptos::prelude::*;

use super::{error::ApiError, invite_partner::PartnerLinkView};
use crate::domain::ids::SessionId;

/// The link for a partner in session `id` that a plain form has made just now; none otherwise. It is shown this once.
///
/// # Errors
/// `unavailable`.
#[server(endpoint = "handed_partner_link")]
pub async fn handed_partner_link(id: SessionId) -> Result<Option<PartnerLinkView>, ApiError> {
    use crate::server::http::{Call, Handed};

    let call = Call::current()?;
    let Some(secret) = call.take_handed(Handed::PartnerLink(id)) else {
        return Ok(None);
    };
    let found = call.services().find_partner_link(&secret).await?;
    Ok(found.map(|found| PartnerLinkView {
        name: found.name,
        link: call.invitation_link(&found.secret),
        expires_at: found.expires_at,
    }))
}
