//! What somebody who wants an account is offered.

use leptos::prelude::*;
use serde::{Deserialize, Serialize};

use super::error::ApiError;
use crate::domain::{account::AccountRole, email_address::EmailAddress, participant::DisplayName};

/// What the page for a new account shows.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "state", rename_all = "snake_case")]
pub enum SignUpView {
    /// There is no account yet: whoever signs up looks after the server.
    First,
    /// Everybody may sign up.
    Open,
    /// They were invited.
    Invited {
        /// The part that they will have.
        role: AccountRole,
        /// The only address that may use it.
        email: Option<EmailAddress>,
        /// Who invites.
        by: DisplayName,
    },
    /// The invitation that they have is not good, or not any more.
    NotInvited,
    /// Only whoever is invited may sign up.
    ByInvitation,
    /// Nobody may.
    Closed,
}

/// What somebody is offered who has `invitation`, what stands in its link; empty without one.
///
/// # Errors
/// `too_fast`, `unavailable`.
#[server(endpoint = "view_sign_up")]
pub async fn view_sign_up(#[server(default)] invitation: String) -> Result<SignUpView, ApiError> {
    use crate::{
        protocol::server_message::ErrorMessage,
        server::{
            http::{Call, Limited},
            service::SignUpOffer,
        },
    };

    let call = Call::current()?;
    call.count(Limited::Ask)?;
    let offer = call
        .services()
        .view_sign_up(&invitation)
        .await
        .map_err(ErrorMessage::from)?;
    Ok(match offer {
        SignUpOffer::First => SignUpView::First,
        SignUpOffer::Open => SignUpView::Open,
        SignUpOffer::Invited { role, email, by } => SignUpView::Invited { role, email, by },
        SignUpOffer::NotInvited => SignUpView::NotInvited,
        SignUpOffer::ByInvitation => SignUpView::ByInvitation,
        SignUpOffer::Closed => SignUpView::Closed,
    })
}
