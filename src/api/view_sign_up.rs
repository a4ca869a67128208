//! What somebody who wants an account is offered.

use leptos::prelude::*;
use serde::{Deserialize, Serialize};

use super::{error::ApiError, session_view::PlanView};
use crate::domain::{
    account::AccountRole,
    clock::Timestamp,
    email_address::EmailAddress,
    participant::DisplayName,
    session::{SessionState, Title},
};

/// A session as somebody sees it who is invited to it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct InvitedSession {
    /// What whoever invites calls them.
    pub name: DisplayName,
    /// What it is about; possibly empty.
    pub title: Title,
    /// When it is to be; none when it was begun at once.
    pub plan: Option<PlanView>,
    /// Where it is in its life.
    pub state: SessionState,
    /// The server's clock as it answers.
    pub server_time: Timestamp,
}

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
        /// The session to which they are invited besides, when they are.
        to: Option<InvitedSession>,
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
    use crate::server::{
        http::{Call, Limited},
        service::SignUpOffer,
    };

    let call = Call::current()?;
    call.count(Limited::Ask)?;
    let account = call.account().await?;
    let offer = call
        .services()
        .view_sign_up(&invitation, account.as_ref())
        .await?;
    Ok(match offer {
        SignUpOffer::First => SignUpView::First,
        SignUpOffer::Open => SignUpView::Open,
        SignUpOffer::Invited {
            role,
            email,
            by,
            to,
        } => SignUpView::Invited {
            role,
            email,
            by,
            to: to.map(|to| {
                let (session, name) = *to;
                InvitedSession {
                    name,
                    title: session.title,
                    plan: session.plan.map(PlanView::from),
                    state: session.state,
                    server_time: call.services().clock.now(),
                }
            }),
        },
        SignUpOffer::NotInvited => SignUpView::NotInvited,
        SignUpOffer::ByInvitation => SignUpView::ByInvitation,
        SignUpOffer::Closed => SignUpView::Closed,
    })
}
