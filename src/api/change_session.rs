//! Changes what was arranged.

use leptos::prelude::*;

use super::error::ApiError;
use crate::domain::{
    ids::SessionId,
    schedule::{AppointmentForm, Reach},
};

/// Changes the appointment `id` to what the form says, with its fields named as for
/// [`schedule_session`](super::schedule_session); anybody of the appointment may. Who belongs to it holds for all
/// that follow. Whether it repeats is heard with [`Reach::AllThatFollow`], or when it has not repeated so far.
///
/// # Errors
/// `not_signed_in`, `session_not_found`, `not_allowed`, `session_begun`, `session_ended`, `time_refused`,
/// `people_refused`, `too_fast`, `unavailable`.
#[server(endpoint = "change_session")]
pub async fn change_session(
    id: SessionId,
    form: AppointmentForm,
    #[server(default)] reach: Reach,
) -> Result<(), ApiError> {
    use crate::{
        protocol::{route::Route, server_message::ErrorMessage},
        server::http::{Call, Limited},
    };

    let call = Call::current()?;
    let typed = form.clone();
    let changed: Result<_, ErrorMessage> = async {
        let asker = call.signed_in(Limited::Create).await?;
        Ok(call
            .services()
            .change_session(&asker.account, id, form, reach)
            .await?)
    }
    .await;
    match &changed {
        Ok(()) => call.redirect_form(Route::Sessions),
        Err(refused) => call.refuse_appointment(Route::EditSession(id), refused, &typed),
    }
    Ok(changed?)
}
