//! What repeats every week: when one session begins or is over, the next one is made.

use super::{
    super::{ServiceError, Services},
    wall_clock::{moment, weeks_later},
};
use crate::{
    domain::{
        clock::Timestamp,
        ids::{AccountId, ParticipantId, SessionId},
        schedule::{Occurrence, Part, Plan, WallTime},
        session::{Session, SessionState},
    },
    server::storage::{Series, Write},
};

impl Services {
    /// Makes the session that follows `session` in its series, unless there is a later one already, or none is
    /// to follow. Weeks that have gone by meanwhile are left out. Gives its people when one was made.
    pub(in super::super) async fn ensure_next(
        &self,
        write: &mut Write,
        session: &Session,
    ) -> Result<Vec<AccountId>, ServiceError> {
        let Some(Occurrence { series, number }) =
            session.plan.as_ref().and_then(|plan| plan.occurrence)
        else {
            return Ok(Vec::new());
        };
        let Some(series) = write
            .find_series(series)
            .await?
            .filter(|series| series.ended_at.is_none() && series.paused_at.is_none())
        else {
            return Ok(Vec::new());
        };
        if write
            .find_last_number(series.id)
            .await?
            .is_some_and(|last| last > number)
        {
            return Ok(Vec::new());
        }
        let now = self.clock.now();
        let Some((number, starts_at)) = next_of(&series, number, now) else {
            tracing::warn!("a time zone is not known any more; nothing follows in its series");
            return Ok(Vec::new());
        };
        let Some(host) = write.find_participant(session.host).await? else {
            return Ok(Vec::new());
        };
        let members: Vec<(AccountId, Part)> = write
            .list_members(session.id)
            .await?
            .into_iter()
            .map(|member| (member.account, member.part))
            .collect();
        let next = Session {
            id: SessionId::from_uuid(self.randomness.unguessable_id()),
            host: ParticipantId::from_uuid(self.randomness.sortable_id(now)),
            title: series.title,
            kind: series.kind,
            meeting: series.meeting,
            policy: self.new_policy(&series.template, series.kind),
            guests: series.guests,
            created_at: now,
            state: SessionState::Scheduled { starts_at },
            plan: Some(Plan {
                starts_at,
                minutes: series.minutes,
                time_zone: series.time_zone,
                occurrence: Some(Occurrence {
                    series: series.id,
                    number,
                }),
                sequence: 0,
            }),
        };
        self.insert_appointment(write, &next, (host.account, &host.name), &members)
            .await?;
        Ok(members.into_iter().map(|(id, _)| id).collect())
    }
}

/// The first session of `series` after number `number` whose time is not over at `now`: its number and its
/// beginning.
fn next_of(series: &Series, number: u32, now: Timestamp) -> Option<(u32, Timestamp)> {
    let mut number = number;
    loop {
        number = number.checked_add(1)?;
        let starts_at = moment(&wall_of(series, number)?, &series.time_zone)?;
        let length = std::time::Duration::from_secs(u64::from(series.minutes) * 60);
        if starts_at.plus(length) > now {
            return Some((number, starts_at));
        }
    }
}

/// What the wall clock shows when session `number` of `series` begins.
pub(super) fn wall_of(series: &Series, number: u32) -> Option<WallTime> {
    weeks_later(
        &series.anchor,
        i64::from(number) - i64::from(series.anchor_number),
    )
}
