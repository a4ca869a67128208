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
use crate::domain::{access_code::AccessCode, ids::SessionId, role::Role, share_code::ShareCode};

const FILE: &str = "visavis.key";
const BYTES: usize = 32;
/// Bytes of the salt of a role code.
pub const ROLE_SALT_BYTES: usize = 16;

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
    /// Reads the key from the data folder; none when there is none.
    ///
    /// # Errors
    /// [`KeyError`] when the file cannot be used.
    pub fn load(data_dir: &Path) -> Result<Option<Self>, KeyError> {
        let path = data_dir.join(FILE);
        let shown = || path.display().to_string();
        match fs::read(&path) {
            Ok(bytes) => match bytes.try_into() {
                Ok(bytes) => Ok(Some(Self(bytes))),
                Err(_) => Err(KeyError::Malformed(shown())),
            },
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
            Err(source) => Err(KeyError::File {
                path: shown(),
                source,
            }),
        }
    }

    /// Reads the key from the data folder, or makes one there with mode 0600.
    ///
    /// # Errors
    /// [`KeyError`] when the file cannot be used.
    pub fn load_or_create(data_dir: &Path, randomness: &Randomness) -> Result<Self, KeyError> {
        if let Some(key) = Self::load(data_dir)? {
            return Ok(key);
        }
        let path = data_dir.join(FILE);
        let file_error = |source| KeyError::File {
            path: path.display().to_string(),
            source,
        };
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

    /// What proves to who knows this key that its server is asked: nobody else can make it of `nonce`.
    pub fn answer_probe(&self, nonce: &str) -> String {
        let SecretHash(bytes) = self.hash_for(b"probe ", nonce.as_bytes());
        hex::encode(bytes)
    }

    /// Another key for one purpose, from which neither this one nor that of another purpose can be found.
    pub fn derive(&self, purpose: &[u8]) -> [u8; BYTES] {
        self.hash_for(b"key for ", purpose).0
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

    /// The hash under which the database knows the share code `code`.
    pub fn hash_share_code(&self, code: &ShareCode) -> SecretHash {
        self.hash_for(b"share code", code.as_str().as_bytes())
    }

    /// The hash under which the database knows the `code` of `role` in session `id`. The salt makes the same code of
    /// two sessions, or of two times, look different.
    pub fn hash_role_code(
        &self,
        salt: &[u8; ROLE_SALT_BYTES],
        id: SessionId,
        role: Role,
        code: &AccessCode,
    ) -> SecretHash {
        SecretHash(
            self.role_code_mac(salt, id, role, code)
                .finalize()
                .into_bytes()
                .into(),
        )
    }

    /// Whether `code` is the one whose salt and hash are stored. Takes as long for a wrong one as for the right one.
    pub fn is_role_code(
        &self,
        salt: &[u8; ROLE_SALT_BYTES],
        id: SessionId,
        role: Role,
        code: &AccessCode,
        stored: SecretHash,
    ) -> bool {
        self.role_code_mac(salt, id, role, code)
            .verify_slice(&stored.0)
            .is_ok()
    }

    fn role_code_mac(
        &self,
        salt: &[u8; ROLE_SALT_BYTES],
        id: SessionId,
        role: Role,
        code: &AccessCode,
    ) -> Hmac<Sha256> {
        let role: &[u8] = match role {
            Role::Host => b"host",
            Role::Collaborator => b"collaborator",
            Role::Viewer => b"viewer",
        };
        let mut mac = self.mac();
        // Every part but the last is as long as it always is, or ends where no other word begins alike.
        for part in [
            b"role code",
            salt.as_slice(),
            id.as_uuid().as_bytes(),
            role,
            code.as_str().as_bytes(),
        ] {
            mac.update(part);
        }
        mac
    }

    fn mac(&self) -> Hmac<Sha256> {
        Hmac::new_from_slice(&self.0).expect("HMAC takes a key of any length (RFC 2104 §2)")
    }

    fn hash_for(&self, purpose: &[u8], secret: &[u8]) -> SecretHash {
        let mut mac = self.mac();
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
    use uuid::Uuid;

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

    #[test]
    fn a_role_code_is_good_for_one_session_one_role_and_one_salt() {
        let key = HashKey([7; BYTES]);
        let (one, two) = (
            SessionId::from_uuid(Uuid::from_u128(1)),
            SessionId::from_uuid(Uuid::from_u128(2)),
        );
        let code = AccessCode::parse("K7QM2XRD").unwrap();
        let stored = key.hash_role_code(&[1; 16], one, Role::Viewer, &code);
        assert!(key.is_role_code(&[1; 16], one, Role::Viewer, &code, stored));
        assert!(!key.is_role_code(&[2; 16], one, Role::Viewer, &code, stored));
        assert!(!key.is_role_code(&[1; 16], two, Role::Viewer, &code, stored));
        assert!(!key.is_role_code(&[1; 16], one, Role::Collaborator, &code, stored));
        let wrong = AccessCode::parse("K7QM2XRE").unwrap();
        assert!(!key.is_role_code(&[1; 16], one, Role::Viewer, &wrong, stored));
    }
}
