//! The one door from the views to the browser: twin modules with equal signatures, so that no view has a
//! `cfg`. In the browser they drive the engine; on the server they do nothing, for nothing happens there.

#[cfg(feature = "hydrate")]
mod browser;
#[cfg(not(feature = "hydrate"))]
mod server;

#[cfg(feature = "hydrate")]
pub use browser::*;
#[cfg(not(feature = "hydrate"))]
pub use server::*;
