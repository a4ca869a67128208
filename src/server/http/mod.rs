//! HTTP: turns requests into use cases and their outcomes into answers. Everything that speaks of headers,
//! cookies, statuses and sockets is here; nothing here knows the database.

mod address_limits;
mod asker;
mod assets;
mod call;
mod changes;
mod cookies;
mod files;
mod guard;
mod guest_sessions;
mod handed;
mod login_limits;
mod metrics;
mod observe;
mod probes;
mod qr_code;
mod rest;
mod router;
mod security_headers;
mod signaling;
mod socket_doors;
mod socket_times;
mod state;
mod tongue;
mod trial;
mod viewer;
mod visitor;

pub use address_limits::Limited;
pub use assets::site_assets;
pub use call::Call;
pub use guest_sessions::GuestSession;
pub use handed::Handed;
pub use login_limits::Attempt;
pub use rest::api_document;
pub use router::{Asked, Pages, router};
pub use socket_times::SocketTimes;
pub use state::{AppState, Sockets};
pub use visitor::{Secured, Visitor};
