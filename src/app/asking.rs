//! A question to the server that somebody asked by a button or a form: whether it is on its way, and why it was
//! refused.

use leptos::{prelude::*, task::spawn_local};

use crate::{api::ApiError, protocol::error_code::ErrorCode};

use super::text;

/// One place to ask from; by default nothing has been asked. Copy it into views and handlers freely.
#[derive(Clone, Copy, Default)]
pub struct Asking {
    busy: RwSignal<bool>,
    refusal: RwSignal<Option<ErrorCode>>,
}

impl Asking {
    /// Asks `question`, unless one is on its way already; `then` gets the answer. In the browser only: call it
    /// from handlers.
    pub fn ask<T: 'static>(
        self,
        question: impl Future<Output = Result<T, ApiError>> + 'static,
        then: impl FnOnce(Result<T, ApiError>) + 'static,
    ) {
        if self.busy.get_untracked() {
            return;
        }
        self.busy.set(true);
        spawn_local(async move {
            let answer = question.await;
            // The view may be gone by now.
            self.busy.try_set(false);
            self.refusal
                .try_set(answer.as_ref().err().map(|error| error.code));
            then(answer);
        });
    }

    /// Forgets that the last question was refused.
    pub fn clear(self) {
        self.refusal.set(None);
    }

    /// Whether a question is on its way.
    pub fn busy(self) -> ReadSignal<bool> {
        self.busy.read_only()
    }

    /// Why the last question was refused.
    pub fn refusal(self) -> ReadSignal<Option<ErrorCode>> {
        self.refusal.read_only()
    }

    /// The same in words.
    pub fn refusal_words(self) -> Signal<Option<&'static str>> {
        Signal::derive(move || self.refusal.get().map(text::refusal))
    }
}
