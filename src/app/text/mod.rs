//! Every sentence that people read, one module per language.
//!
//! Views take their words from here and nowhere else, so that a language is one file and a wording is found
//! in one place.

mod en;

pub use en::*;
