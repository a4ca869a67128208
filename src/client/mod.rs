//! The browser's side of a call.

pub mod web;
