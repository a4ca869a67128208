//! The server's own key: made at first start, kept in the data folder, readable by its owner only.

use std::{
    fmt,
    fs::{self, OpenOptions},
    io::{self, Write},
    os::unix::fs::OpenOptionsExt,
    path::Path,
};

use hmac::{Hmac, KeyInit, Mac};
use sha2::Sha256;

use super::{Randomness, Secret, SecretHash, SecretKind};
use crate::domain::access_code::AccessCode;

const FILE: &str = "visavis.key";
const BYTES: usize = 32;

/// The key under which secrets are hashed.
#[derive(Clone)]
pub struct HashKey([u8; BYTES]);

/// Why there is no key.
#[derive(Debug, thiserror::Error)]
pub enum KeyError {
    /// The file cannot be read or written.
    #[error("the key file {path} cannot be used: {source}")]
    File {
        /// The file.
        path: String,
        /// What the system says.
        source: io::Error,
    },
    /// The file holds something else.
    #[error(
        "the key file {0} does not hold 32 bytes; put the right one back, or remove it (everybody has to join and sign in again)"
    )]
    Malformed(String),
}

impl HashKey {
    /// Reads the key from the data folder, or makes one there with mode 0600.
    ///
    /// # Errors
    /// [`KeyError`] when the file cannot be used.
    pub fn load_or_create(data_dir: &Path, randomness: &Randomness) -> Result<Self, KeyError> {
        let path = data_dir.join(FILE);
        let shown = path.display().to_string();
        let file_error = |source| KeyError::File {
            path: shown.clone(),
            source,
        };
        match fs::read(&path) {
            Ok(bytes) => bytes
                .try_into()
                .map(Self)
                .map_err(|_| KeyError::Malformed(shown)),
            Err(error) if error.kind() == io::ErrorKind::NotFound => {
                let key = Self(randomness.bytes());
                let mut file = OpenOptions::new()
                    .write(true)
                    .create_new(true)
                    .mode(0o600)
                    .open(&path)
                    .map_err(file_error)?;
                file.write_all(&key.0)
                    .and_then(|()| file.sync_all())
                    .map_err(file_error)?;
                Ok(key)
            }
            Err(error) => Err(file_error(error)),
        }
    }

    /// The hash under which the database knows `secret`.
    pub fn hash<Kind: SecretKind>(&self, secret: &Secret<Kind>) -> SecretHash {
        self.hash_for(Kind::PURPOSE, secret.as_bytes())
    }

    /// The hash under which the database knows `code`. A code is short enough to be found by trying all: without
    /// the key, which is not in the database, there is nothing to try it on.
    pub fn hash_code(&self, code: &AccessCode) -> SecretHash {
        self.hash_for(b"live code", code.as_str().as_bytes())
    }

    fn hash_for(&self, purpose: &[u8], secret: &[u8]) -> SecretHash {
        let mut mac = Hmac::<Sha256>::new_from_slice(&self.0)
            .expect("HMAC takes a key of any length (RFC 2104 §2)");
        mac.update(purpose);
        mac.update(secret);
        SecretHash(mac.finalize().into_bytes().into())
    }
}

impl fmt::Debug for HashKey {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("HashKey")
    }
}

#[cfg(test)]
mod tests {
    use super::{
        super::{LoginSecret, Ticket},
        *,
    };

    #[test]
    fn the_same_bytes_have_another_hash_as_another_kind_of_secret() {
        let key = HashKey([7; BYTES]);
        let digits = "5a".repeat(32);
        let ticket = key.hash(&Ticket::parse(&digits).unwrap());
        let login = key.hash(&LoginSecret::parse(&digits).unwrap());
        assert_ne!(ticket, login);
        let other = HashKey([8; BYTES]).hash(&Ticket::parse(&digits).unwrap());
        assert_ne!(ticket, other);
    }
}
