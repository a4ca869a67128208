//! Changes the settings of the site, for an admin.

use leptos::prelude::*;

use super::error::ApiError;
use crate::domain::site_settings::SignUpPolicy;

/// Changes the settings of the site, for an admin. A box that is not ticked is not sent: without
/// `guests_may_begin`, they may not. `retention_days` is a whole number from 1 on, or empty for as long as the operator
/// allows.
///
/// # Errors
/// `bad_request`, `not_signed_in`, `not_allowed`, `too_fast`, `unavailable`.
#[server(endpoint = "change_site_settings")]
pub async fn change_site_settings(
    sign_up: SignUpPolicy,
    #[server(default)] guests_may_begin: bool,
    #[server(default)] retention_days: String,
) -> Result<(), ApiError> {
    use crate::{
        domain::site_settings::SiteSettings,
        protocol::{route::Route, server_message::ErrorMessage},
        server::{
            http::{Call, Limited},
            service::{AccountError, ServiceError},
        },
    };

    let call = Call::current()?;
    let changed: Result<_, ErrorMessage> = async {
        let asker = call.signed_in(Limited::Ask).await?;
        let settings = SiteSettings {
            sign_up,
            guests_may_begin,
            retention_days: SiteSettings::parse_days(&retention_days)
                .map_err(|_| ServiceError::from(AccountError::SettingMalformed))?,
        };
        Ok(call
            .services()
            .change_site_settings(&asker.account, settings)
            .await?)
    }
    .await;
    call.answer_form(Route::Admin, "settings", changed.as_ref().err(), &[]);
    Ok(changed?)
}
