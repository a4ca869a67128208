//! Changes somebody's name, time zone and language.

use leptos::prelude::*;

use super::{account_view::AccountView, error::ApiError};
use crate::domain::account::Language;

/// Changes the profile of who is signed in.
///
/// # Errors
/// `not_signed_in`, `name_empty`, `time_zone_unknown`, `too_fast`, `unavailable`.
#[server(endpoint = "change_profile")]
pub async fn change_profile(
    name: String,
    time_zone: String,
    language: Language,
) -> Result<AccountView, ApiError> {
    use crate::{
        protocol::{route::Route, server_message::ErrorMessage},
        server::{
            http::{Call, Limited},
            service::Profile,
        },
    };

    let call = Call::current()?;
    let changed: Result<_, ErrorMessage> = async {
        let asker = call.signed_in(Limited::Ask).await?;
        let profile = Profile {
            name,
            time_zone,
            language,
        };
        Ok(call
            .services()
            .change_profile(asker.account.id, profile)
            .await?)
    }
    .await;
    call.answer_form(Route::Account, "profile", changed.as_ref().err(), &[]);
    Ok(changed?.into())
}
