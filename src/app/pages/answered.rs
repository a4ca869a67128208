//! What became of a plain form, as its page is told in the query: the server leads back there (`Call::answer_form`).

use leptos::prelude::*;
use leptos_router::hooks::use_query_map;

use crate::{app::text, protocol::error_code::ErrorCode};

/// The answer to one of the forms of a page, or none.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Answered {
    form: String,
    why: Option<ErrorCode>,
}

impl Answered {
    /// What the present page was asked with.
    pub fn read() -> Self {
        match typed("done") {
            done if done.is_empty() => Self {
                form: typed("form"),
                why: ErrorCode::parse(&typed("why")),
            },
            form => Self { form, why: None },
        }
    }

    /// Whether `form` was done.
    pub fn is_done(&self, form: &str) -> bool {
        self.form == form && self.why.is_none()
    }

    /// Why `form` was refused.
    pub fn refusal(&self, form: &str) -> Option<ErrorCode> {
        self.why.filter(|_| self.form == form)
    }

    /// What to say at the field of `form` that answers for one of `codes`.
    pub fn wrong(&self, form: &str, codes: &[ErrorCode]) -> Option<&'static str> {
        self.refusal(form)
            .filter(|why| codes.contains(why))
            .map(text::refusal)
    }

    /// What to say of `form` as a whole: why it was refused, where no field answers for it.
    pub fn elsewhere(&self, form: &str, codes: &[ErrorCode]) -> Option<&'static str> {
        self.refusal(form)
            .filter(|why| !codes.contains(why))
            .map(text::refusal)
    }
}

/// What stands in the query under `name`; empty when nothing does.
pub fn typed(name: &str) -> String {
    use_query_map()
        .with_untracked(|query| query.get(name))
        .unwrap_or_default()
}
