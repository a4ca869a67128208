//! Bytes that are fetched or sent only to see how fast they go.

use std::time::Duration;

use js_sys::{Object, Uint8Array};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::Response;

use super::{
    object::set,
    page::moment,
    timer::Timer,
    trial_extern::{AbortController, fetch},
};

/// In which direction.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Direction {
    /// To here.
    Down,
    /// From here.
    Up,
}

/// What came of a transfer.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Transfer {
    /// All of it went, in so many milliseconds.
    Whole(f64),
    /// The time was over, or the line broke.
    Broken,
    /// The server has no time for it now.
    Refused,
}

/// A request that is given up when this is dropped, or after a while.
struct Request {
    controller: AbortController,
    _patience: Timer,
}

impl Request {
    fn new(patience: Duration) -> Result<Self, JsValue> {
        let controller = AbortController::new()?;
        let late = controller.clone();
        Ok(Self {
            controller,
            _patience: Timer::after(patience, move || late.abort()),
        })
    }
}

impl Drop for Request {
    fn drop(&mut self) {
        self.controller.abort();
    }
}

/// Moves so many `bytes` by the door at `path`, for no longer than `patience`.
pub async fn transfer(
    direction: Direction,
    path: &str,
    bytes: u32,
    patience: Duration,
) -> Transfer {
    match try_transfer(direction, path, bytes, patience).await {
        Ok(outcome) => outcome,
        // Given up, or nobody there.
        Err(_) => Transfer::Broken,
    }
}

async fn try_transfer(
    direction: Direction,
    path: &str,
    bytes: u32,
    patience: Duration,
) -> Result<Transfer, JsValue> {
    let request = Request::new(patience)?;
    let init = Object::new();
    set(&init, "signal", &request.controller.signal());
    set(&init, "cache", &JsValue::from_str("no-store"));
    if direction == Direction::Up {
        set(&init, "method", &JsValue::from_str("POST"));
        set(&init, "body", &Uint8Array::new_with_length(bytes));
    }
    let begun = moment();
    let answer: Response = JsFuture::from(fetch(path, &init)).await?.unchecked_into();
    if !answer.ok() {
        return Ok(Transfer::Refused);
    }
    JsFuture::from(answer.array_buffer()?).await?;
    Ok(Transfer::Whole(moment() - begun))
}
