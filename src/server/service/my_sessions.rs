//! The sessions of somebody who is signed in: live now, to come, and past.

use super::{ServiceError, Services};
use crate::{
    domain::{
        account::Account,
        clock::Timestamp,
        ids::{AccountId, ParticipantId, SessionId},
        invitation::{Invitation, InvitedTo},
        limits,
        participant::DisplayName,
        schedule::{Companion, Member},
        visit::Visit,
    },
    server::storage::{PastStay, PersonInSession, SessionRecord},
};

/// A session in one of somebody's lists.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ListedSession {
    /// The session.
    pub record: SessionRecord,
    /// The others who belong to it.
    pub others: Vec<Companion>,
    /// Who is invited to it, and has no account so far.
    pub invited: Vec<DisplayName>,
}

/// Somebody's sessions.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MySessions {
    /// Going on, the one that began last first.
    pub live: Vec<ListedSession>,
    /// Nobody has begun them yet; the next one first.
    pub upcoming: Vec<ListedSession>,
    /// The last of what repeated, until nobody came for weeks.
    pub paused: Vec<ListedSession>,
    /// Over, missed or called off; the last one first.
    pub past: Vec<ListedSession>,
    /// Whether there are older ones than the last of `past`.
    pub more_past: bool,
}

/// One session as those who belong to it see it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SessionStory {
    /// The session.
    pub record: SessionRecord,
    /// The people of the appointment.
    pub members: Vec<Member>,
    /// Who was inside, in the order in which they came.
    pub visits: Vec<Visit>,
    /// Who the asker was in it; none when they never came.
    pub me: Option<ParticipantId>,
    /// How many messages were written.
    pub messages: u32,
    /// Until when a live code opens it; none when there is no code.
    pub code_ends_at: Option<Timestamp>,
    /// The invitations to it that nobody has taken up yet.
    pub invited: Vec<Invitation>,
    /// Whether the asker may invite somebody.
    pub may_invite: bool,
}

impl Services {
    /// The sessions of `account`; of the past ones those that were over before `before`, or the last ones.
    ///
    /// # Errors
    /// `unavailable`.
    pub async fn my_sessions(
        &self,
        account: &Account,
        before: Option<Timestamp>,
    ) -> Result<MySessions, ServiceError> {
        let people = self.storage.list_people_of(account.id).await?;
        let invited = self
            .storage
            .list_invited_of(account.id, self.clock.now())
            .await?;
        // What is over just now is past as well.
        let before =
            before.unwrap_or_else(|| Timestamp::from_micros(self.clock.now().as_micros() + 1));
        let page = limits::SESSIONS_PAGE;
        let live = self.storage.list_live_of(account.id, page).await?;
        let upcoming = self.storage.list_scheduled_of(account.id, page).await?;
        let paused = self.storage.list_paused_of(account.id, page).await?;
        let mut past = self
            .storage
            .list_past_of(account.id, before, page + 1)
            .await?;
        let more_past = past.len() > page as usize;
        past.truncate(page as usize);
        Ok(MySessions {
            live: listed(live, &people, &invited, Some(account.id)),
            upcoming: listed(upcoming, &people, &invited, Some(account.id)),
            paused: listed(paused, &people, &invited, Some(account.id)),
            past: listed(past, &people, &invited, Some(account.id)),
            more_past,
        })
    }

    /// The session `id`, for whoever belongs to it.
    ///
    /// # Errors
    /// `session_not_found`, also for those who do not belong to it, `unavailable`.
    pub async fn session_story(
        &self,
        account: &Account,
        id: SessionId,
    ) -> Result<SessionStory, ServiceError> {
        let record = self.own_session(account, id).await?;
        let now = self.clock.now();
        let is_open = record.session.is_scheduled() || record.session.is_live();
        Ok(SessionStory {
            invited: if is_open {
                self.storage.list_invitations_to(id, now).await?
            } else {
                Vec::new()
            },
            may_invite: is_open && self.may_invite_partners(account).await?,
            record,
            members: self.storage.list_members(id).await?,
            visits: visits(self.storage.list_stays(id).await?, now),
            me: self
                .storage
                .find_participant_by_account(id, account.id)
                .await?
                .map(|participant| participant.id),
            messages: u32::try_from(self.storage.count_session(id).await?.messages)
                .unwrap_or(u32::MAX),
            code_ends_at: self.storage.find_code_end(id, now).await?,
        })
    }

    /// The session `id`, when `account` belongs to it.
    ///
    /// # Errors
    /// `session_not_found`, `unavailable`.
    pub async fn own_session(
        &self,
        account: &Account,
        id: SessionId,
    ) -> Result<SessionRecord, ServiceError> {
        if !self.storage.belongs_to_session(id, account.id).await? {
            return Err(ServiceError::SessionNotFound);
        }
        self.storage
            .find_session(id)
            .await?
            .ok_or(ServiceError::SessionNotFound)
    }

    /// The people that `account` can arrange something with: everybody else who may sign in, by name.
    ///
    /// # Errors
    /// `unavailable`.
    pub async fn my_people(&self, account: &Account) -> Result<Vec<Account>, ServiceError> {
        let mut people = self.storage.list_accounts().await?;
        people.retain(|other| other.is_active() && other.id != account.id);
        Ok(people)
    }
}

/// The sessions with those of `people` who belong to them, but for `asker`, and those who are `invited`.
pub(super) fn listed(
    records: Vec<SessionRecord>,
    people: &[PersonInSession],
    invited: &[InvitedTo],
    asker: Option<AccountId>,
) -> Vec<ListedSession> {
    records
        .into_iter()
        .map(|record| ListedSession {
            others: people
                .iter()
                .filter(|person| person.session_id == record.session.id)
                .map(|person| &person.who)
                .filter(|person| asker.is_none() || person.account != asker)
                .cloned()
                .collect(),
            invited: invited
                .iter()
                .filter(|invited| invited.session_id == record.session.id)
                .map(|invited| invited.name.clone())
                .collect(),
            record,
        })
        .collect()
}

/// Takes the stays of each person together.
fn visits(stays: Vec<PastStay>, now: Timestamp) -> Vec<Visit> {
    let mut ids = Vec::new();
    let mut visits: Vec<Visit> = Vec::new();
    for stay in stays {
        let seconds = stay.left_at.unwrap_or(now).since(stay.entered_at).as_secs();
        match ids.iter().position(|id| *id == stay.participant.id) {
            Some(at) => {
                let visit = &mut visits[at];
                visit.seconds += seconds;
                visit.left_at = stay.left_at;
            }
            None => {
                ids.push(stay.participant.id);
                visits.push(Visit {
                    account: stay.participant.account,
                    name: stay.participant.name,
                    role: stay.participant.role,
                    entered_at: stay.entered_at,
                    left_at: stay.left_at,
                    seconds,
                });
            }
        }
    }
    visits
}
