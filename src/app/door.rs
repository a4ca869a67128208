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

/// Gives the page that is being rendered the HTTP status `code`; has no effect in the browser.
#[cfg(feature = "ssr")]
pub fn set_page_status(code: u16) {
    if let (Some(response), Ok(status)) = (
        leptos::prelude::use_context::<leptos_axum::ResponseOptions>(),
        http::StatusCode::from_u16(code),
    ) {
        response.set_status(status);
    }
}

/// Gives the page that is being rendered the HTTP status `code`; has no effect in the browser.
#[cfg(not(feature = "ssr"))]
pub fn set_page_status(_code: u16) {}
