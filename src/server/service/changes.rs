//! Tells the pages of somebody that their sessions have changed, so that they ask again. It carries no data: a
//! page that missed something asks for all of it anyway.

use std::{
    collections::HashMap,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};

use tokio::sync::watch;

use crate::domain::ids::AccountId;

/// Pages of one account that are told at a time.
const PAGES: usize = 32;

/// Who is told of what. Cheap to clone; holds a number for each account with an open page, and nothing else.
#[derive(Debug, Clone, Default)]
pub struct Changes {
    accounts: Arc<Mutex<HashMap<AccountId, watch::Sender<u64>>>>,
}

/// One page that is told; it is told no more when this is dropped.
#[derive(Debug)]
pub struct ChangeFeed {
    account: AccountId,
    changes: Changes,
    versions: Option<watch::Receiver<u64>>,
}

impl Changes {
    /// From now on, a page of `account` is told. None when too many are already.
    pub fn watch(&self, account: AccountId) -> Option<ChangeFeed> {
        let mut accounts = self.lock();
        let sender = accounts
            .entry(account)
            .or_insert_with(|| watch::channel(0).0);
        (sender.receiver_count() < PAGES).then(|| ChangeFeed {
            account,
            changes: self.clone(),
            versions: Some(sender.subscribe()),
        })
    }

    /// Tells the pages of these accounts.
    pub fn poke(&self, accounts: impl IntoIterator<Item = AccountId>) {
        let known = self.lock();
        for account in accounts {
            if let Some(sender) = known.get(&account) {
                sender.send_modify(|version| *version += 1);
            }
        }
    }

    /// Ends the feeds of an account that may not be signed in any more.
    pub fn close(&self, account: AccountId) {
        self.lock().remove(&account);
    }

    fn lock(&self) -> MutexGuard<'_, HashMap<AccountId, watch::Sender<u64>>> {
        // The map is changed by single insertions and removals, which no panic can leave half done.
        self.accounts.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl ChangeFeed {
    /// Waits for a change and gives its number, which only grows. None when there will be none.
    pub async fn next(&mut self) -> Option<u64> {
        let versions = self.versions.as_mut()?;
        versions.changed().await.ok()?;
        Some(*versions.borrow_and_update())
    }
}

impl Drop for ChangeFeed {
    fn drop(&mut self) {
        let mut accounts = self.changes.lock();
        self.versions = None;
        if accounts
            .get(&self.account)
            .is_some_and(|sender| sender.receiver_count() == 0)
        {
            accounts.remove(&self.account);
        }
    }
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::*;

    fn account(number: u128) -> AccountId {
        AccountId::from_uuid(Uuid::from_u128(number))
    }

    #[tokio::test]
    async fn a_page_is_told_of_its_own_account_only() {
        let changes = Changes::default();
        let mut one = changes.watch(account(1)).unwrap();
        let mut other = changes.watch(account(2)).unwrap();
        changes.poke([account(1), account(3)]);
        assert_eq!(one.next().await, Some(1));
        changes.poke([account(2)]);
        assert_eq!(other.next().await, Some(1));
    }

    #[tokio::test]
    async fn many_changes_at_once_are_one() {
        let changes = Changes::default();
        let mut page = changes.watch(account(1)).unwrap();
        for _ in 0..100 {
            changes.poke([account(1)]);
        }
        assert_eq!(page.next().await, Some(100));
        changes.poke([account(1)]);
        assert_eq!(page.next().await, Some(101));
    }

    #[tokio::test]
    async fn nothing_is_kept_of_pages_that_are_gone_and_there_are_never_too_many() {
        let changes = Changes::default();
        let pages: Vec<_> = (0..PAGES).map(|_| changes.watch(account(1))).collect();
        assert!(pages.iter().all(Option::is_some));
        assert!(changes.watch(account(1)).is_none());
        drop(pages);
        assert!(changes.lock().is_empty());
    }

    #[tokio::test]
    async fn the_pages_of_a_closed_account_hear_the_end() {
        let changes = Changes::default();
        let mut page = changes.watch(account(1)).unwrap();
        changes.close(account(1));
        assert_eq!(page.next().await, None);
    }
}
