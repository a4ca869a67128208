//! Visavis: live mentoring sessions in one binary.
//!
//! One of the three doors where the two builds part: whole towers are gated here, `app::door` has the twins,
//! and `main.rs` is the server's. What is absent on purpose: views never hold a media stream or a socket; the
//! server never changes a session description; no handler touches the database but through `server::service`.

// The type of a page is as deep as its markup, and the futures that bring it to life are twice that.
#![recursion_limit = "256"]

#[cfg(all(feature = "ssr", feature = "hydrate"))]
compile_error!("`ssr` and `hydrate` are two builds: choose one");

pub mod api;
pub mod app;
pub mod call;
#[cfg(feature = "hydrate")]
mod client;
pub mod domain;
pub mod protocol;
#[cfg(feature = "ssr")]
pub mod serve;
#[cfg(feature = "ssr")]
pub mod server;

/// Gets the program ready for the islands of the page; the page's script calls it first, and then brings each
/// island to life by the function that `#[island]` made for it.
#[cfg(feature = "hydrate")]
#[wasm_bindgen::prelude::wasm_bindgen]
pub fn hydrate() {
    leptos::mount::hydrate_islands();
}
