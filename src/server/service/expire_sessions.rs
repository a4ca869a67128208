//! Ends the sessions that are over by their own rules, and makes those that follow by themselves.

use super::{ServiceError, Services};
use crate::{
    domain::{clock::Timestamp, limits},
    server::storage::SessionRecord,
};

/// Sessions looked at in one query.
const PAGE: u32 = 500;

impl Services {
    /// Ends every live session whose longest life has passed, or that has stood empty or idle for too long, and every
    /// appointment that nobody began. Gives how many.
    ///
    /// # Errors
    /// `unavailable` when the database cannot be used.
    pub async fn expire_sessions(&self) -> Result<usize, ServiceError> {
        self.free_forgotten_seats().await?;
        self.follow_series().await?;
        let mut ended = 0;
        let mut after = None;
        loop {
            let records = self.storage.list_live_sessions(after, PAGE).await?;
            let Some(last) = records.last() else {
                break;
            };
            after = Some(last.session.id);
            for mut record in records {
                let quiet_since = self.quiet_since(&mut record).await;
                ended += self.end_if_overdue(record, quiet_since).await?;
            }
        }
        let now = self.clock.now();
        for record in self.storage.list_missed_sessions(now, PAGE).await? {
            ended += self.end_if_overdue(record, None).await?;
        }
        Ok(ended)
    }

    async fn end_if_overdue(
        &self,
        record: SessionRecord,
        quiet_since: Option<Timestamp>,
    ) -> Result<usize, ServiceError> {
        let Some(reason) = record.session.overdue(self.clock.now(), quiet_since) else {
            return Ok(0);
        };
        match self.finish(record.session, reason).await {
            Ok(()) => Ok(1),
            // Somebody was quicker.
            Err(ServiceError::SessionEnded) => Ok(0),
            Err(error) => Err(error),
        }
    }

    /// When the time of an appointment that repeats is over, the next one is made, whether anybody came or not; unless
    /// nobody has come for long.
    async fn follow_series(&self) -> Result<(), ServiceError> {
        let now = self.clock.now();
        for record in self.storage.list_unfollowed_sessions(now, PAGE).await? {
            let mut write = self.storage.begin().await?;
            let told = self.follow(&mut write, &record.session).await?;
            write.commit().await?;
            self.changes.poke(told);
        }
        Ok(())
    }

    /// Since when nobody is inside, or nobody inside has done anything. Where there is a room it knows that better
    /// than the database, and the rules besides: what a host has decided just now may not be on disk yet.
    async fn quiet_since(&self, record: &mut SessionRecord) -> Option<Timestamp> {
        let id = record.session.id;
        let open = self.rooms.is_open(id);
        if open && let Ok(glimpse) = self.rooms.look(id, None).await {
            let anybody = !glimpse.users.is_empty();
            record.session = glimpse.session;
            if anybody {
                return glimpse.quiet_since;
            }
        }
        record
            .empty_since
            .or_else(|| (!open).then(|| self.rooms.started_at()))
    }

    /// Seats that were taken when the server stopped, and that nobody came back for: their rooms free them as
    /// soon as they are looked at.
    async fn free_forgotten_seats(&self) -> Result<(), ServiceError> {
        if self.clock.now() < self.rooms.started_at().plus(limits::SEAT_GRACE) {
            return Ok(());
        }
        for id in self.storage.list_attended_sessions().await? {
            if !self.rooms.is_open(id) {
                // A room that cannot be looked at is looked at again next time.
                let _ = self.rooms.look(id, None).await;
            }
        }
        Ok(())
    }
}
