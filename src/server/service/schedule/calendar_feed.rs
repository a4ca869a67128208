//! Calendars to be read by programs: one appointment as a file, and all of somebody's under a secret address.

use super::{
    super::{ServiceError, Services},
    calendar::{Event, calendar},
};
use crate::{
    domain::{account::Account, ids::SessionId},
    protocol::route::Route,
    server::{secret::CalendarSecret, storage::SessionRecord},
};

/// Events in a calendar.
const EVENTS: u32 = 1_000;

impl Services {
    /// Puts the calendar of `account` under a new secret address, and nothing under the one before. The secret is
    /// shown once: the database has only its hash.
    ///
    /// # Errors
    /// `unavailable`.
    pub async fn renew_calendar_feed(
        &self,
        account: &Account,
    ) -> Result<CalendarSecret, ServiceError> {
        let secret = CalendarSecret::draw(&self.randomness);
        let hash = self.key.hash(&secret).0;
        let mut write = self.storage.begin().await?;
        write
            .put_calendar_feed(account.id, hash, self.clock.now())
            .await?;
        write.commit().await?;
        Ok(secret)
    }

    /// The calendar under a secret address: the appointments to come, and those of the time that sessions are
    /// kept for. `site` begins the links in it.
    ///
    /// # Errors
    /// `session_not_found` when there is nothing under this address, `unavailable`.
    pub async fn calendar_feed(
        &self,
        secret: &CalendarSecret,
        site: &str,
    ) -> Result<String, ServiceError> {
        let account = self
            .storage
            .find_account_by_feed(self.key.hash(secret).0)
            .await?
            .ok_or(ServiceError::SessionNotFound)?;
        let since = self.clock.now().minus(self.retention().await?);
        let records = self.storage.list_planned_of(account, since, EVENTS).await?;
        Ok(self.written(&records, site))
    }

    /// The appointment `id` as a calendar, for whoever has its link.
    ///
    /// # Errors
    /// `session_not_found` when there is no such appointment, `unavailable`.
    pub async fn session_calendar(
        &self,
        id: SessionId,
        site: &str,
    ) -> Result<String, ServiceError> {
        let record = self
            .storage
            .find_session(id)
            .await?
            .filter(|record| record.session.plan.is_some())
            .ok_or(ServiceError::SessionNotFound)?;
        Ok(self.written(&[record], site))
    }

    fn written(&self, records: &[SessionRecord], site: &str) -> String {
        let events: Vec<Event<'_>> = records
            .iter()
            .map(|record| Event {
                record,
                link: format!("{site}{}", Route::Join(record.session.id).path()),
                untitled: self.words.untitled,
            })
            .collect();
        calendar(self.words.product, &events)
    }
}
