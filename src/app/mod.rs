//! The pages: Leptos components that the server renders and the browser brings to life.

pub mod door;
