//! What a browser throws, as a value: the name of the exception and its sentence.

use wasm_bindgen::{JsCast, JsValue};

/// An exception of the browser.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{name}: {message}")]
pub struct JsError {
    /// Its name (Web IDL §2.8.1), "NotAllowedError" for example.
    pub name: String,
    /// Its sentence, in words of the browser's choice.
    pub message: String,
}

impl From<JsValue> for JsError {
    fn from(value: JsValue) -> Self {
        match value.dyn_into::<js_sys::Error>() {
            Ok(error) => Self {
                name: error.name().into(),
                message: error.message().into(),
            },
            Err(value) => Self {
                name: String::from("unknown"),
                message: value.as_string().unwrap_or_default(),
            },
        }
    }
}
