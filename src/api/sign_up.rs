//! Makes an account and signs its person in.

use leptos::prelude::*;

use super::{account_view::AccountView, error::ApiError};
use crate::domain::password::Password;

/// Makes an account, sets the login cookie, and leads a plain form to the session that it was invited to, or to
/// `next` where that is a path of ours, else home; refused, back to its page. The first on this server becomes its
/// admin; an `invitation` (what stands in its link) gives the role that it names; anybody else is a learner.
/// An empty or unknown `time_zone` becomes universal time.
///
/// # Errors
/// `email_malformed`, `name_empty`, `password_refused`, `email_taken`, `sign_up_closed`, `invitation_invalid`,
/// `too_fast`, `unavailable`.
#[server(endpoint = "sign_up")]
pub async fn sign_up(
    email: String,
    name: String,
    password: Password,
    #[server(default)] time_zone: String,
    #[server(default)] invitation: String,
    #[server(default)] next: String,
) -> Result<AccountView, ApiError> {
    use crate::{
        protocol::{
            route::{Route, own_path},
            server_message::ErrorMessage,
        },
        server::{
            http::{Call, Limited},
            service::{NewAccount, SignedUp},
        },
    };

    let call = Call::current()?;
    let new = NewAccount {
        email: email.clone(),
        name: name.clone(),
        password,
        time_zone,
    };
    let signed_up: Result<_, ErrorMessage> = async {
        call.count(Limited::SignUp)?;
        Ok(call
            .services()
            .sign_up(new, &invitation, call.device(), call.login().as_ref())
            .await?)
    }
    .await;
    match signed_up {
        Ok(SignedUp { entered, session }) => {
            call.give_login(&entered);
            match session {
                Some(id) => call.redirect_form(Route::Session(id)),
                None => call.lead_form(own_path(&next).unwrap_or("/")),
            }
            Ok(entered.account.into())
        }
        Err(refused) => {
            let typed = [
                ("email", email.as_str()),
                ("name", &name),
                ("invitation", &invitation),
                ("next", &next),
            ];
            call.answer_form(Route::SignUp, "sign-up", Some(&refused), &typed);
            Err(refused.into())
        }
    }
}
