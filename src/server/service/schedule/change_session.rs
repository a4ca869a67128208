//! Changes what was arranged: one appointment, or all that follow as well.

use super::{
    super::{ServiceError, Services},
    appointment::Appointment,
    next_session::wall_of,
    wall_clock::moment,
};
use crate::{
    domain::{
        account::Account,
        clock::Timestamp,
        ids::{AccountId, SessionId},
        schedule::{AppointmentForm, Occurrence, Part, Plan, Reach},
        session::{CancelReason, Session},
    },
    server::storage::{Series, Write},
};

impl Services {
    /// Changes the appointment `id` to what `form` says; anybody of it may. Who belongs to it holds for all that
    /// follow, whatever the reach. With [`Reach::AllThatFollow`] the form also says whether it repeats from now
    /// on.
    ///
    /// # Errors
    /// `session_not_found`, `not_allowed`, `session_begun`, `session_ended`, `time_refused`, `people_refused`,
    /// `unavailable`.
    pub async fn change_session(
        &self,
        account: &Account,
        id: SessionId,
        form: AppointmentForm,
        reach: Reach,
    ) -> Result<(), ServiceError> {
        let before = self.authorize_member(account, id).await?;
        let host = self.storage.find_host_account(id).await?;
        // Somebody new is asked in by themselves: whose invitation is open stays invited whatever is changed.
        let form = AppointmentForm {
            newcomer: String::new(),
            newcomer_email: String::new(),
            ..form
        };
        let wanted = self
            .read_appointment(form, account, host.as_slice())
            .await?;
        let now = self.clock.now();
        let mut write = self.storage.begin().await?;
        let session = self.find_appointment(&mut write, id).await?;
        let occurrence = session.plan.as_ref().and_then(|plan| plan.occurrence);
        let place = match (occurrence, reach) {
            (Some(place), Reach::ThisOne) => Some(place),
            (Some(place), Reach::AllThatFollow) => {
                self.change_series(&mut write, place, &wanted, now).await?
            }
            (None, _) if wanted.weekly => {
                let series = Series {
                    template: wanted
                        .template
                        .unwrap_or_else(|| session.policy.template(session.guests)),
                    ..self.new_series(&wanted)
                };
                write.put_series(&series).await?;
                Some(Occurrence {
                    series: series.id,
                    number: series.anchor_number,
                })
            }
            (None, _) => None,
        };
        self.replan(&mut write, session, &wanted, place, wanted.starts_at, now)
            .await?;
        write.commit().await?;
        let people = wanted.members.iter().map(|(id, _)| *id);
        self.changes
            .poke(people.chain(before.into_iter().map(|(id, _)| id)));
        tracing::info!(?reach, "a session was changed");
        Ok(())
    }

    /// Changes the series from `place` on, and what stands already after it. Gives the place in the series; none
    /// when it ends here.
    async fn change_series(
        &self,
        write: &mut Write,
        place: Occurrence,
        wanted: &Appointment,
        now: Timestamp,
    ) -> Result<Option<Occurrence>, ServiceError> {
        let later = write.list_later_sessions(place).await?;
        let ended_at = (!wanted.weekly).then_some(now);
        let before = write.find_series(place.series).await?;
        let template = wanted
            .template
            .or_else(|| before.map(|series| series.template))
            .unwrap_or_default();
        let series = Series {
            id: place.series,
            anchor_number: place.number,
            ended_at,
            template,
            ..self.new_series(wanted)
        };
        write.put_series(&series).await?;
        for record in later {
            let session = record.session;
            if ended_at.is_some() {
                write
                    .cancel_session(session.id, now, &CancelReason::default())
                    .await?;
                continue;
            }
            let place = session.plan.as_ref().and_then(|plan| plan.occurrence);
            let starts_at = place
                .and_then(|place| wall_of(&series, place.number))
                .and_then(|wall| moment(&wall, &series.time_zone))
                .ok_or(ServiceError::TimeRefused)?;
            self.replan(write, session, wanted, place, starts_at, now)
                .await?;
        }
        Ok(ended_at.is_none().then_some(place))
    }

    /// Stores what is wanted of one appointment.
    async fn replan(
        &self,
        write: &mut Write,
        session: Session,
        wanted: &Appointment,
        occurrence: Option<Occurrence>,
        starts_at: Timestamp,
        now: Timestamp,
    ) -> Result<(), ServiceError> {
        let plan = Plan {
            starts_at,
            minutes: wanted.minutes,
            time_zone: wanted.time_zone.clone(),
            occurrence,
            sequence: 0,
        };
        let policy = match &wanted.template {
            Some(template) => {
                self.can_do(template)?;
                self.new_policy(template, wanted.kind)
            }
            None if session.kind == wanted.kind => session.policy.clone(),
            None => {
                let mut policy = session.policy.clone();
                policy.set_kind(wanted.kind);
                policy
            }
        };
        let changed = Session {
            title: wanted.title.clone(),
            kind: wanted.kind,
            meeting: wanted.meeting,
            policy,
            guests: wanted.guests,
            ..session
        }
        .replan(plan)
        .map_err(|_| ServiceError::SessionEnded)?;
        if !write.update_session(&changed, now).await? {
            return Err(ServiceError::SessionEnded);
        }
        write.put_members(changed.id, &wanted.members).await?;
        Ok(())
    }

    /// The appointment `id`, as this transaction sees it.
    ///
    /// # Errors
    /// `session_not_found`, `session_begun`, `session_ended`.
    pub(super) async fn find_appointment(
        &self,
        write: &mut Write,
        id: SessionId,
    ) -> Result<Session, ServiceError> {
        let record = write
            .find_session(id)
            .await?
            .ok_or(ServiceError::SessionNotFound)?;
        match &record.session {
            session if session.is_scheduled() => Ok(record.session),
            session if session.is_live() => Err(ServiceError::SessionBegun),
            _ => Err(ServiceError::SessionEnded),
        }
    }

    /// The people of session `id`, when `account` is one of them.
    ///
    /// # Errors
    /// `session_not_found`, `not_allowed`, `unavailable`.
    pub(super) async fn authorize_member(
        &self,
        account: &Account,
        id: SessionId,
    ) -> Result<Vec<(AccountId, Part)>, ServiceError> {
        let members: Vec<(AccountId, Part)> = self
            .storage
            .list_members(id)
            .await?
            .into_iter()
            .map(|member| (member.account, member.part))
            .collect();
        if members.iter().any(|(member, _)| *member == account.id) {
            return Ok(members);
        }
        Err(match self.storage.find_session(id).await? {
            Some(_) => ServiceError::NotAllowed,
            None => ServiceError::SessionNotFound,
        })
    }
}
