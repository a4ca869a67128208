//! One thing that was looked at: how it is, and what to mend.

use std::fmt;

/// How something is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Verdict {
    /// As it should be.
    Ok,
    /// It works, or could not be looked at; somebody should know.
    Warn,
    /// It does not work.
    Wrong,
}

/// One thing that was looked at.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    /// How it is.
    pub verdict: Verdict,
    /// What was looked at.
    pub about: &'static str,
    /// What was seen.
    pub seen: String,
    /// What to do about it.
    pub mend: Option<String>,
}

impl Finding {
    pub(super) fn ok(about: &'static str, seen: impl Into<String>) -> Self {
        Self {
            verdict: Verdict::Ok,
            about,
            seen: seen.into(),
            mend: None,
        }
    }

    pub(super) fn warn(
        about: &'static str,
        seen: impl Into<String>,
        mend: impl Into<String>,
    ) -> Self {
        Self {
            verdict: Verdict::Warn,
            mend: Some(mend.into()),
            ..Self::ok(about, seen)
        }
    }

    pub(super) fn wrong(
        about: &'static str,
        seen: impl Into<String>,
        mend: impl Into<String>,
    ) -> Self {
        Self {
            verdict: Verdict::Wrong,
            ..Self::warn(about, seen, mend)
        }
    }
}

impl fmt::Display for Finding {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let word = match self.verdict {
            Verdict::Ok => "ok   ",
            Verdict::Warn => "warn ",
            Verdict::Wrong => "wrong",
        };
        write!(formatter, "{word}  {}: {}", self.about, self.seen)?;
        match &self.mend {
            Some(mend) => write!(formatter, "\n       To mend it: {mend}"),
            None => Ok(()),
        }
    }
}
