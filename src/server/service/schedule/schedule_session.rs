//! Makes an appointment.

use super::{
    super::{ServiceError, Services},
    appointment::Appointment,
    partners::PartnerLink,
};
use crate::{
    domain::{
        account::Account,
        ids::{AccountId, ParticipantId, SeriesId, SessionId},
        participant::{DisplayName, Participant, Standing},
        role::Role,
        schedule::{AppointmentForm, Occurrence, Part, Plan},
        session::{Session, SessionState},
    },
    server::{
        secret::Ticket,
        storage::{Series, Write},
    },
};

/// An appointment that was made.
#[derive(Debug, Clone)]
pub struct Scheduled {
    /// The session.
    pub id: SessionId,
    /// The link for somebody new, when there is somebody.
    pub link: Option<PartnerLink>,
}

impl Services {
    /// Makes an appointment; `planner` is its host, and all who are named find it among their sessions. Somebody
    /// who has no account yet is invited to both.
    ///
    /// # Errors
    /// `time_refused`, `people_refused`, of somebody new what [`Services::invite_partner`] refuses, `unavailable`.
    pub async fn schedule_session(
        &self,
        planner: &Account,
        form: AppointmentForm,
    ) -> Result<Scheduled, ServiceError> {
        let wanted = self.read_appointment(form, planner, &[]).await?;
        let template = wanted.template.unwrap_or_default();
        self.can_do(&template)?;
        let series = wanted.weekly.then(|| self.new_series(&wanted));
        let mut write = self.storage.begin().await?;
        if let Some(series) = &series {
            write.put_series(series).await?;
        }
        let plan = Plan {
            starts_at: wanted.starts_at,
            minutes: wanted.minutes,
            time_zone: wanted.time_zone,
            occurrence: series.map(|series| Occurrence {
                series: series.id,
                number: series.anchor_number,
            }),
            sequence: 0,
        };
        let new = Session {
            id: SessionId::from_uuid(self.randomness.unguessable_id()),
            title: wanted.title,
            kind: wanted.kind,
            meeting: wanted.meeting,
            policy: self.new_policy(&template, wanted.kind),
            guests: wanted.guests,
            host: ParticipantId::from_uuid(self.randomness.sortable_id(self.clock.now())),
            created_at: self.clock.now(),
            state: SessionState::Scheduled {
                starts_at: plan.starts_at,
            },
            plan: Some(plan),
        };
        self.insert_appointment(
            &mut write,
            &new,
            (Some(planner.id), &planner.name),
            &wanted.members,
        )
        .await?;
        let link = match wanted.newcomer {
            Some(newcomer) => Some(
                self.insert_partner(&mut write, planner, newcomer, &new)
                    .await?,
            ),
            None => None,
        };
        write.commit().await?;
        self.changes.poke(wanted.members.iter().map(|(id, _)| *id));
        tracing::info!(meeting = ?new.meeting, "a session was scheduled");
        Ok(Scheduled { id: new.id, link })
    }

    /// A series that begins with what is wanted.
    pub(super) fn new_series(&self, wanted: &Appointment) -> Series {
        Series {
            id: SeriesId::from_uuid(self.randomness.sortable_id(self.clock.now())),
            title: wanted.title.clone(),
            kind: wanted.kind,
            meeting: wanted.meeting,
            guests: wanted.guests,
            minutes: wanted.minutes,
            time_zone: wanted.time_zone.clone(),
            anchor: wanted.wall.clone(),
            anchor_number: 1,
            ended_at: None,
            unattended: 0,
            paused_at: None,
            template: wanted.template.unwrap_or_default(),
        }
    }

    /// Stores an appointment with its host and its people. The host has a seat and no ticket yet: one is given
    /// when they join.
    pub(super) async fn insert_appointment(
        &self,
        write: &mut Write,
        session: &Session,
        host: (Option<AccountId>, &DisplayName),
        members: &[(AccountId, Part)],
    ) -> Result<(), ServiceError> {
        write.insert_session(session).await?;
        let host = Participant {
            id: session.host,
            session_id: session.id,
            account: host.0,
            name: host.1.clone(),
            role: Role::Host,
            own_grants: None,
            standing: Standing::Admitted,
            joined_at: session.created_at,
            reads_from: Some(1),
        };
        let nobodys = Ticket::draw(&self.randomness);
        write
            .insert_participant(&host, self.key.hash(&nobodys).0)
            .await?;
        write.put_members(session.id, members).await?;
        Ok(())
    }
}
