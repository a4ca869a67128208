//! Whether anybody comes to what repeats. After some weeks in which nobody began it nothing follows any more, so that
//! no list fills for ever with what people have forgotten; one of its people says that it goes on, and it does.

use super::super::{ServiceError, Services};
use crate::{
    domain::{
        account::Account,
        ids::{AccountId, SessionId},
        limits,
        session::Session,
    },
    server::storage::{Series, Write},
};

impl Services {
    /// Makes what follows `session`, whose time is over, in its series. When it is one of too many in a row that nobody
    /// began, the series pauses instead. Gives whose pages are to be told.
    ///
    /// # Errors
    /// `unavailable`.
    pub(in super::super) async fn follow(
        &self,
        write: &mut Write,
        session: &Session,
    ) -> Result<Vec<AccountId>, ServiceError> {
        if session.is_scheduled()
            && let Some(series) = series_of(write, session).await?
        {
            let unattended = series.unattended.saturating_add(1);
            let pauses = unattended >= limits::UNATTENDED_WEEKS;
            let counted = Series {
                unattended,
                paused_at: pauses.then(|| self.clock.now()),
                ..series
            };
            write.put_series(&counted).await?;
            if pauses {
                tracing::info!("a series that nobody attends has paused");
                let members = write.list_members(session.id).await?;
                return Ok(members.into_iter().map(|member| member.account).collect());
            }
        }
        self.ensure_next(write, session).await
    }

    /// Notes that somebody cares for the series of `session`: they began it, or called it off.
    ///
    /// # Errors
    /// `unavailable`.
    pub(super) async fn note_attended(
        &self,
        write: &mut Write,
        session: &Session,
    ) -> Result<(), ServiceError> {
        match series_of(write, session).await? {
            Some(series) if series.unattended > 0 => Ok(write
                .put_series(&Series {
                    unattended: 0,
                    paused_at: None,
                    ..series
                })
                .await?),
            _ => Ok(()),
        }
    }

    /// Lets the paused series go on of which `id` is the last session; anybody of it may. One that goes on already is
    /// left as it is.
    ///
    /// # Errors
    /// `session_not_found`, `not_allowed`, `unavailable`.
    pub async fn resume_series(
        &self,
        account: &Account,
        id: SessionId,
    ) -> Result<(), ServiceError> {
        let members = self.authorize_member(account, id).await?;
        let mut write = self.storage.begin().await?;
        let session = write
            .find_session(id)
            .await?
            .ok_or(ServiceError::SessionNotFound)?
            .session;
        let paused = series_of(&mut write, &session)
            .await?
            .is_some_and(|series| series.paused_at.is_some());
        if !paused {
            return Ok(());
        }
        self.note_attended(&mut write, &session).await?;
        self.ensure_next(&mut write, &session).await?;
        write.commit().await?;
        self.changes.poke(members.into_iter().map(|(id, _)| id));
        tracing::info!("a series goes on");
        Ok(())
    }
}

/// The series of `session`, when it repeats and has not ended.
async fn series_of(write: &mut Write, session: &Session) -> Result<Option<Series>, ServiceError> {
    let Some(place) = session.plan.as_ref().and_then(|plan| plan.occurrence) else {
        return Ok(None);
    };
    let series = write.find_series(place.series).await?;
    Ok(series.filter(|series| series.ended_at.is_none()))
}
