//! What somebody wants to arrange, as they typed it, and what that comes to.

use super::{
    super::{ServiceError, Services},
    partners::{Newcomer, Partner},
    wall_clock::moment,
};
use crate::domain::{
    account::Account,
    clock::Timestamp,
    ids::AccountId,
    limits,
    policy::{CallKind, Policy},
    rules::Template,
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
    /// Somebody besides who has no account yet.
    pub(super) newcomer: Option<Newcomer>,
    pub(super) wall: WallTime,
    pub(super) time_zone: TimeZoneName,
    pub(super) starts_at: Timestamp,
    pub(super) minutes: u32,
    pub(super) weekly: bool,
    /// The rules that somebody chose; none when they are to be as they are, or as usual.
    pub(super) template: Option<Template>,
}

impl Services {
    /// Checks what `planner` typed. `always` are the people who belong to it whoever else does.
    ///
    /// # Errors
    /// `time_refused` when it is no moment to come, or too long; `people_refused` when somebody cannot be part
    /// of it; of somebody new, what [`Services::invite_partner`] refuses.
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
        let partner = self
            .read_partner(planner, &form.newcomer, &form.newcomer_email)
            .await?;
        let newcomer = match partner {
            Some(Partner::Known(account)) => {
                if !people.contains(&account.id) {
                    people.push(account.id);
                }
                None
            }
            Some(Partner::New(newcomer)) => Some(newcomer),
            None => None,
        };
        if people.len() + usize::from(newcomer.is_some()) > limits::MAX_PARTICIPANTS as usize {
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
        let mut parts: Vec<Part> = members.iter().map(|(_, part)| *part).collect();
        if newcomer.is_some() {
            let part = form
                .meeting
                .newcomer(planner.role)
                .and_then(|role| form.meeting.part(role));
            parts.push(part.ok_or(ServiceError::PeopleRefused)?);
        }
        if !form.meeting.can_be_held_by(&parts) {
            return Err(ServiceError::PeopleRefused);
        }
        Ok(Appointment {
            title: Title::clean(&form.title),
            kind: form.kind,
            meeting: form.meeting,
            guests: form.guests,
            members,
            newcomer,
            wall,
            time_zone,
            starts_at,
            minutes: form.minutes,
            weekly: form.weekly,
            template: self.find_template(Some(planner), &form.rules).await?,
        })
    }

    /// Makes sure that this server can do what `template` asks for.
    ///
    /// # Errors
    /// `no_relay` when calls are to go by a relay alone and there is none.
    pub(in super::super) fn can_do(&self, template: &Template) -> Result<(), ServiceError> {
        if template.rules.relay_only && !self.rooms.ice_servers().has_relay() {
            return Err(ServiceError::NoRelay);
        }
        Ok(())
    }

    /// The rules of a new session, within the limits that the operator set.
    pub(in super::super) fn new_policy(&self, template: &Template, kind: CallKind) -> Policy {
        let policy = Policy::new(template, kind);
        let longest = self.lifetimes.session.as_secs();
        Policy {
            max_seconds: match template.rules.minutes {
                Some(_) => policy.max_seconds.min(longest),
                None => longest,
            },
            empty_seconds: self.lifetimes.empty_session.as_secs(),
            ..policy
        }
    }
}
