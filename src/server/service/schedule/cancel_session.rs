//! Calls off what was arranged: one appointment, or all that follow as well.

use super::super::{ServiceError, Services};
use crate::{
    domain::{
        account::Account,
        ids::{AccountId, SessionId},
        schedule::Reach,
        session::CancelReason,
    },
    server::storage::Series,
};

impl Services {
    /// Calls off the appointment `id`; anybody of it may. When it repeats, the next one is made, or with
    /// [`Reach::AllThatFollow`] none any more.
    ///
    /// # Errors
    /// `session_not_found`, `not_allowed`, `session_begun`, `session_ended`, `unavailable`.
    pub async fn cancel_session(
        &self,
        account: &Account,
        id: SessionId,
        reason: &str,
        reach: Reach,
    ) -> Result<(), ServiceError> {
        let members = self.authorize_member(account, id).await?;
        let told = members.into_iter().map(|(id, _)| id).collect();
        self.call_off(id, CancelReason::clean(reason), reach, told)
            .await
    }

    /// Calls off the appointment `id`, whoever wants it, and tells `told` and whoever has the next one.
    ///
    /// # Errors
    /// `session_not_found`, `session_begun`, `session_ended`, `unavailable`.
    pub(in super::super) async fn call_off(
        &self,
        id: SessionId,
        reason: CancelReason,
        reach: Reach,
        mut told: Vec<AccountId>,
    ) -> Result<(), ServiceError> {
        let now = self.clock.now();
        let mut write = self.storage.begin().await?;
        let session = self.find_appointment(&mut write, id).await?;
        let cancelled = session
            .cancel(now, reason.clone())
            .map_err(|_| ServiceError::SessionEnded)?;
        if !write.cancel_session(id, now, &reason).await? {
            return Err(ServiceError::SessionEnded);
        }
        let place = cancelled.plan.as_ref().and_then(|plan| plan.occurrence);
        match (place, reach) {
            (Some(place), Reach::AllThatFollow) => {
                for later in write.list_later_sessions(place).await? {
                    write.cancel_session(later.session.id, now, &reason).await?;
                }
                if let Some(series) = write.find_series(place.series).await? {
                    let ended = Series {
                        ended_at: Some(now),
                        ..series
                    };
                    write.put_series(&ended).await?;
                }
            }
            _ => {
                self.note_attended(&mut write, &cancelled).await?;
                told.extend(self.ensure_next(&mut write, &cancelled).await?);
            }
        }
        write.commit().await?;
        self.changes.poke(told);
        tracing::info!(?reach, "a session was called off");
        Ok(())
    }
}
