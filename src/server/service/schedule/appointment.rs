//! What somebody wants to arrange, as they typed it, and what that comes to.

use super::{
    super::{ServiceError, Services},
    wall_clock::moment,
};
use crate::domain::{
    account::Account,
    clock::Timestamp,
    ids::AccountId,
    limits,
    policy::{CallKind, Policy},
    schedule::{AppointmentForm, Meeting, Part, WallTime},
    session::Title,
    time_zone::TimeZoneName,
};

/// What it comes to, with everything checked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Appointment {
    pub(super) title: Title,
    pub(super) kind: CallKind,
    pub(super) meeting: Meeting,
    pub(super) guests: bool,
    pub(super) members: Vec<(AccountId, Part)>,
    pub(super) wall: WallTime,
    pub(super) time_zone: TimeZoneName,
    pub(super) starts_at: Timestamp,
    pub(super) minutes: u32,
    pub(super) weekly: bool,
}

impl Services {
    /// Checks what `planner` typed. `always` are the people who belong to it whoever else does.
    ///
    /// # Errors
    /// `time_refused` when it is no moment to come, or too long; `people_refused` when somebody cannot be part
    /// of it.
    pub(super) async fn read_appointment(
        &self,
        form: AppointmentForm,
        planner: &Account,
        always: &[AccountId],
    ) -> Result<Appointment, ServiceError> {
        let wall = WallTime::parse(&form.starts).map_err(|_| ServiceError::TimeRefused)?;
        let time_zone = match form.time_zone.trim() {
            "" => planner.time_zone.clone(),
            name => TimeZoneName::parse(name).map_err(|_| ServiceError::TimeRefused)?,
        };
        let starts_at = moment(&wall, &time_zone).ok_or(ServiceError::TimeRefused)?;
        let now = self.clock.now();
        let to_come = starts_at >= now && starts_at <= now.plus(limits::SCHEDULE_AHEAD);
        if !to_come || !limits::APPOINTMENT_MINUTES.contains(&form.minutes) {
            return Err(ServiceError::TimeRefused);
        }
        let mut people = vec![planner.id];
        for id in always.iter().chain(&form.with) {
            if !people.contains(id) {
                people.push(*id);
            }
        }
        if people.len() > limits::MAX_PARTICIPANTS as usize {
            return Err(ServiceError::PeopleRefused);
        }
        let mut members = Vec::with_capacity(people.len());
        for id in people {
            let account = self.storage.find_account(id).await?;
            let part = account
                .map(|record| record.account)
                .filter(Account::is_active)
                .and_then(|account| form.meeting.part(account.role));
            members.push((id, part.ok_or(ServiceError::PeopleRefused)?));
        }
        let parts: Vec<Part> = members.iter().map(|(_, part)| *part).collect();
        if !form.meeting.can_be_held_by(&parts) {
            return Err(ServiceError::PeopleRefused);
        }
        Ok(Appointment {
            title: Title::clean(&form.title),
            kind: form.kind,
            meeting: form.meeting,
            guests: form.guests,
            members,
            wall,
            time_zone,
            starts_at,
            minutes: form.minutes,
            weekly: form.weekly,
        })
    }

    /// The rules of a new session, with the limits that the operator set.
    pub(in super::super) fn new_policy(&self, kind: CallKind) -> Policy {
        Policy {
            max_seconds: self.lifetimes.session.as_secs(),
            empty_seconds: self.lifetimes.empty_session.as_secs(),
            ..Policy::conversation(kind)
        }
    }
}
