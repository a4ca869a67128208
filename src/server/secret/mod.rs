//! What must not be guessed or known: random bytes, the secrets made of them, the key that hashes secrets, and
//! passwords.
//!
//! Nothing here can be printed: the types have no `Display`, and their `Debug` shows nothing of the content.

mod bearer_secret;
mod key;
mod live_code;
mod password;
mod randomness;

pub use bearer_secret::{
    AccessTokenSecret, CalendarSecret, InvitationSecret, LoginSecret, PasswordResetSecret, Secret,
    SecretHash, SecretKind, Ticket,
};
pub use key::{HashKey, KeyError, ROLE_SALT_BYTES};
pub use live_code::{draw_code, draw_share_code};
pub use password::{HashError, PasswordCost, PasswordHasher};
pub use randomness::Randomness;
