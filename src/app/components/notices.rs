//! What happened lately, in as few sentences as say it: who came together is named together. Pure, so that a plain
//! test drives it.

use std::time::Duration;

use crate::{
    app::text::{room as words, sessions::list},
    call::call_state::{Notice, NoticeKind},
};

/// What lies within this belongs together.
const TOGETHER: Duration = Duration::from_secs(60);

/// One sentence for one or more things that happened.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sentence {
    /// The first of them.
    pub first: Notice,
    /// The number of the last.
    pub last: u32,
    /// Whom they are about, each once.
    pub names: Vec<String>,
}

impl Sentence {
    /// Begins with `notice`.
    pub fn of(notice: &Notice) -> Self {
        Self {
            first: notice.clone(),
            last: notice.number,
            names: vec![notice.name.clone()],
        }
    }

    /// Takes `notice` in, when it can be said together with what is there.
    pub fn takes(&mut self, notice: &Notice) -> bool {
        let fits = self.first.kind == notice.kind && notice.at.since(self.first.at) <= TOGETHER;
        if fits {
            self.last = notice.number;
            if !self.names.contains(&notice.name) {
                self.names.push(notice.name.clone());
            }
        }
        fits
    }

    /// The words.
    pub fn words(&self) -> String {
        let names: Vec<&str> = self.names.iter().map(String::as_str).collect();
        let names = list(&names);
        match self.first.kind {
            NoticeKind::Joined => words::joined(&names),
            NoticeKind::Left => words::left(&names),
            NoticeKind::Lost => words::lost(&names),
            NoticeKind::Removed if self.names.len() == 1 => words::removed(&names),
            NoticeKind::Removed => words::removed_several(&names),
            NoticeKind::HandRaised => words::hand_raised(&names),
            NoticeKind::AskedToMute => words::asked_to_mute(&names),
        }
    }
}

/// The sentences for `notices`, oldest first.
pub fn sentences<'a>(notices: impl IntoIterator<Item = &'a Notice>) -> Vec<Sentence> {
    let mut sentences: Vec<Sentence> = Vec::new();
    for notice in notices {
        let taken = sentences.last_mut().is_some_and(|last| last.takes(notice));
        if !taken {
            sentences.push(Sentence::of(notice));
        }
    }
    sentences
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::clock::Timestamp;

    fn notice(number: u32, seconds: i64, kind: NoticeKind, name: &str) -> Notice {
        Notice {
            number,
            at: Timestamp::from_millis(seconds * 1_000),
            kind,
            name: name.to_owned(),
        }
    }

    #[test]
    fn who_comes_together_is_named_together_and_who_comes_later_is_not() {
        let notices = [
            notice(1, 0, NoticeKind::Joined, "Ana"),
            notice(2, 1, NoticeKind::Joined, "Ben"),
            notice(3, 2, NoticeKind::Joined, "Cleo"),
            notice(4, 3, NoticeKind::Left, "Ben"),
            notice(5, 4, NoticeKind::Joined, "Dora"),
            notice(6, 65, NoticeKind::Joined, "Edo"),
        ];
        let words: Vec<String> = sentences(&notices).iter().map(Sentence::words).collect();
        assert_eq!(
            words,
            [
                "Ana, Ben and 1 other joined",
                "Ben left",
                "Dora joined",
                "Edo joined"
            ]
        );
    }

    #[test]
    fn nobody_is_named_twice() {
        let notices = [
            notice(1, 0, NoticeKind::HandRaised, "Ana"),
            notice(2, 5, NoticeKind::HandRaised, "Ana"),
        ];
        let sentences = sentences(&notices);
        assert_eq!(sentences[0].words(), "Ana raised a hand");
        assert_eq!(sentences[0].last, 2);
    }
}
