//! The settings of the site, for an admin.

use leptos::prelude::*;

use super::error::ApiError;
use crate::domain::site_settings::SiteSettings;

/// The settings of the site, for an admin.
///
/// # Errors
/// `not_signed_in`, `not_allowed`, `too_fast`, `unavailable`.
#[server(name = ViewSiteSettings, endpoint = "site_settings")]
pub async fn site_settings() -> Result<SiteSettings, ApiError> {
    use crate::{
        protocol::server_message::ErrorMessage,
        server::http::{Call, Limited},
    };

    let call = Call::current()?;
    call.count(Limited::Ask)?;
    let asker = call.signed_in().await?;
    Ok(call
        .services()
        .site_settings(&asker.account)
        .await
        .map_err(ErrorMessage::from)?)
}
