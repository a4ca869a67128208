//! People who sign in: how they come, who they are, what they may change, and who looks after them.
//!
//! A person is proved by the secret of a login, a program by an access token. Both are asked for anew with every
//! request, so that what an admin changes counts at once.

mod authenticate;
mod change_password;
mod change_profile;
mod error;
mod invitations;
mod logins;
mod open_login;
mod password_resets;
mod people;
mod presets;
mod purge;
mod settings;
mod sign_in;
mod sign_out;
mod sign_up;
mod time_zone;
mod tokens;

pub use authenticate::SignedIn;
pub use change_profile::Profile;
pub use error::AccountError;
pub use invitations::SignUpOffer;
pub use open_login::Entered;
pub use people::People;
pub(super) use people::only_admins;
pub use sign_up::{NewAccount, SignedUp};
pub use tokens::NewToken;
