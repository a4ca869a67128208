//! One session of whoever is signed in, with who was there.

use leptos::prelude::*;
use serde::{Deserialize, Serialize};

use super::{
    error::ApiError,
    session_view::{InvitedCard, SessionCard},
};
use crate::domain::{
    clock::Timestamp,
    ids::{ParticipantId, SessionId},
    visit::Visit,
};

/// A session as those who belong to it see it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct MySessionView {
    /// The session; the others are those of the appointment.
    pub session: SessionCard,
    /// Who was inside, in the order in which they came.
    pub visits: Vec<Visit>,
    /// Who the asker was in it; none when they never came.
    pub me: Option<ParticipantId>,
    /// How many messages were written.
    pub messages: u32,
    /// Until when a live code opens it; none when there is no code. The code itself is shown once, when it is
    /// made.
    pub code_ends_at: Option<Timestamp>,
    /// Who is invited to it, and has no account so far, the oldest invitation first.
    pub invited: Vec<InvitedCard>,
    /// Whether the asker may invite somebody.
    pub may_invite: bool,
    /// The link to send to others, with the server's public address.
    pub link: String,
    /// The server's clock as it answers, so that the page can correct its own.
    pub server_time: Timestamp,
}

/// The session `id`, for whoever belongs to it.
///
/// # Errors
/// `not_signed_in`, `session_not_found` also for those who do not belong to it, `too_fast`, `unavailable`.
#[server(endpoint = "my_session")]
pub async fn my_session(id: SessionId) -> Result<MySessionView, ApiError> {
    use crate::{
        domain::schedule::Companion,
        server::http::{Call, Limited},
    };

    let call = Call::current()?;
    let asker = call.signed_in(Limited::Ask).await?;
    let story = call.services().session_story(&asker.account, id).await?;
    let others = story
        .members
        .into_iter()
        .filter(|member| member.account != asker.account.id)
        .map(Companion::from)
        .collect();
    let invited: Vec<InvitedCard> = story
        .invited
        .into_iter()
        .filter_map(InvitedCard::new)
        .collect();
    let names = invited.iter().map(|invited| invited.name.clone()).collect();
    Ok(MySessionView {
        session: SessionCard::new(story.record.session, others, names),
        invited,
        may_invite: story.may_invite,
        visits: story.visits,
        me: story.me,
        messages: story.messages,
        code_ends_at: story.code_ends_at,
        link: call.link(id),
        server_time: call.services().clock.now(),
    })
}
