//! Saves rules under a name.

use leptos::prelude::*;

use super::error::ApiError;
use crate::domain::{ids::PresetId, own_preset::PresetForm};

/// Saves rules of who is signed in: new ones, or in the place of those called `id`. A form without JavaScript calls its
/// fields `form[name]`, `form[viewer][]` and so on.
///
/// # Errors
/// `not_signed_in`, `name_empty`, `name_taken`, `too_many_presets`, `preset_not_found`, `too_fast`, `unavailable`.
#[server(endpoint = "save_preset")]
pub async fn save_preset(id: Option<PresetId>, form: PresetForm) -> Result<PresetId, ApiError> {
    use crate::{
        protocol::{
            preset_query::{PRESET_FORM, PRESETS, TYPED},
            route::Route,
            server_message::ErrorMessage,
        },
        server::http::{Call, Limited},
    };

    let call = Call::current()?;
    let saved: Result<_, ErrorMessage> = async {
        let asker = call.signed_in(Limited::Ask).await?;
        Ok(call
            .services()
            .save_preset(asker.account.id, id, &form)
            .await?)
    }
    .await;
    match &saved {
        Ok(_) => call.answer_form(Route::Account, PRESETS, None, &[]),
        Err(refused) => {
            let page = id.map_or(Route::NewPreset, Route::Preset);
            let typed = serde_json::to_string(&form).unwrap_or_default();
            call.answer_form(page, PRESET_FORM, Some(refused), &[(TYPED, &typed)]);
        }
    }
    Ok(saved?)
}
