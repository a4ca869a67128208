//! The word that somebody has to go at once: what is open for a long time hears it, what is asked anew with every
//! request finds out by itself.

use tokio::sync::broadcast;

use crate::domain::ids::AccountId;

/// Words that a slow listener may be behind. One who has missed some asks again who is signed in.
const BEHIND: usize = 64;

/// Tells who has to go. Clones tell the same listeners.
#[derive(Debug, Clone)]
pub struct Expulsions(broadcast::Sender<AccountId>);

impl Default for Expulsions {
    fn default() -> Self {
        Self(broadcast::Sender::new(BEHIND))
    }
}

impl Expulsions {
    /// Hears from now on whose account was disabled.
    pub fn listen(&self) -> broadcast::Receiver<AccountId> {
        self.0.subscribe()
    }

    pub(super) fn tell(&self, id: AccountId) {
        // Nobody may be listening.
        let _ = self.0.send(id);
    }
}
