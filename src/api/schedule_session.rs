//! Makes an appointment.

use leptos::prelude::*;

use super::error::ApiError;
use crate::domain::{ids::SessionId, schedule::AppointmentForm};

/// Makes an appointment of the asker with the people that the form names. A form without JavaScript calls its
/// fields `form[title]`, `form[with][]` and so on; with somebody new it is led to the session's page, which shows
/// the link for them.
///
/// # Errors
/// `not_signed_in`, `time_refused`, `people_refused`, of somebody new what
/// [`invite_partner`](super::invite_partner) refuses, `too_fast`, `unavailable`.
#[server(endpoint = "schedule_session")]
pub async fn schedule_session(form: AppointmentForm) -> Result<SessionId, ApiError> {
    use crate::{
        protocol::{route::Route, server_message::ErrorMessage},
        server::http::{Call, Handed, Limited},
    };

    let call = Call::current()?;
    let typed = form.clone();
    let made: Result<_, ErrorMessage> = async {
        let asker = call.signed_in(Limited::Create).await?;
        Ok(call
            .services()
            .schedule_session(&asker.account, form)
            .await?)
    }
    .await;
    match &made {
        Ok(made) => match &made.link {
            Some(link) => {
                call.hand_on(Handed::PartnerLink(made.id), &link.secret.reveal());
                call.redirect_form(Route::Session(made.id));
            }
            None => call.redirect_form(Route::Sessions),
        },
        Err(refused) => call.refuse_appointment(Route::PlanSession, refused, &typed),
    }
    Ok(made?.id)
}
