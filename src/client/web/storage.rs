//! What this browser keeps for the page (HTML §12.2). Browsers may refuse it; then nothing is kept.

use web_sys::Storage;

use super::page::window;

/// Where something is kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Shelf {
    /// In this browser, for good.
    Browser,
    /// In this tab, until it is closed; a reload keeps it.
    Tab,
}

impl Shelf {
    /// What is kept under `key`.
    pub fn get(self, key: &str) -> Option<String> {
        self.storage()?.get_item(key).ok()?
    }

    /// Keeps `value` under `key`.
    pub fn set(self, key: &str, value: &str) {
        if let Some(storage) = self.storage() {
            let _ = storage.set_item(key, value);
        }
    }

    fn storage(self) -> Option<Storage> {
        match self {
            Self::Browser => window().local_storage().ok()?,
            Self::Tab => window().session_storage().ok()?,
        }
    }
}
