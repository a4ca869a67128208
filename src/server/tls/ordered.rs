//! The place of a certificate that is ordered from an authority: what the one who orders it finds and does there.

use std::{path::PathBuf, sync::Arc};

use super::{Chain, Facts, Shown, TlsError, files::Stamp, private_file, proof};
use crate::domain::clock::Timestamp;

/// The place of a certificate that somebody orders: empty at first, and filled again before its certificate ends.
#[derive(Debug)]
pub struct Ordered {
    pub(super) shown: Arc<Shown>,
    pub(super) file: PathBuf,
}

/// The proof for an authority, which is there for as long as this value.
#[derive(Debug)]
pub struct Proving(Arc<Shown>);

impl Ordered {
    /// What is known of the certificate that is there; none when there is none.
    pub fn facts(&self) -> Option<Facts> {
        self.shown
            .lock()
            .chain
            .as_ref()
            .map(|chain| chain.facts.clone())
    }

    /// Whether another one should be ordered: there is none, or it is time to renew it.
    pub fn is_wanted(&self, now: Timestamp) -> bool {
        self.shown.lock().is_wanted(now)
    }

    /// Waits until somebody comes while another one should be ordered.
    pub async fn wanted(&self) {
        self.shown.wanted.notified().await;
    }

    /// Answers the authority that wants to hear `digest` under `name`, until what this gives is dropped.
    ///
    /// # Errors
    /// [`TlsError`] when the answer cannot be made.
    pub fn prove(
        &self,
        name: &str,
        digest: [u8; proof::DIGEST_BYTES],
    ) -> Result<Proving, TlsError> {
        let answer = proof::answer(name, digest).map_err(|why| TlsError::NoProof {
            name: name.to_owned(),
            why,
        })?;
        self.shown.lock().proof = Some(Arc::new(answer));
        Ok(Proving(Arc::clone(&self.shown)))
    }

    /// Shows the certificate with its chain and its key in `text` (PEM) from the next connection on, and keeps it.
    /// What cannot be kept is shown all the same.
    ///
    /// # Errors
    /// [`TlsError`] when it cannot be used, or not kept.
    pub fn put(&self, text: &str) -> Result<(), TlsError> {
        let chain = Chain::parse(text.as_bytes(), text.as_bytes(), &self.file, &self.file)?;
        let mut state = self.shown.lock();
        state.chain = Some(chain);
        let kept = private_file::write(&self.file, text);
        state.tried = Stamp::of(&self.file, &self.file);
        kept.map_err(|error| TlsError::NotMade {
            file: self.file.clone(),
            why: error.to_string(),
        })
    }
}

impl Drop for Proving {
    fn drop(&mut self) {
        self.0.lock().proof = None;
    }
}
