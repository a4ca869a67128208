//! What is pointed at and drawn on shared screens, as one page shows it: lines that fade or stay, and pointers that go
//! when nobody moves them. Time goes in; nothing here reads a clock.

use std::time::Duration;

use crate::{
    domain::{clock::Timestamp, ids::ParticipantId},
    protocol::annotation::{InkLine, Mark, Spot},
};

/// A line that does not stay is gone after this long without anything added to it.
const GONE_INK_AFTER: Duration = Duration::from_secs(6);
/// It begins to fade a second before.
const FADES_FROM: Duration = Duration::from_secs(5);
/// A pointer is quiet after this long without moving: its name goes.
const QUIET_AFTER: Duration = Duration::from_secs(3);
/// A pointer that was left lying goes after this long.
const GONE_AFTER: Duration = Duration::from_secs(30);
/// Lines of a page; beyond it the oldest goes.
const MOST_LINES: usize = 400;

/// News of the shared screens.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum InkNews {
    /// Somebody made a mark on the screen of `screen`.
    Marked {
        /// Who.
        from: ParticipantId,
        /// Whose screen.
        screen: ParticipantId,
        /// What.
        mark: Mark,
    },
    /// These are all lines that stay: the room told everything anew.
    Anew(Vec<InkLine>),
}

/// A line on the screen.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Line {
    /// What it is called, whose it is and where.
    pub ink: InkLine,
    /// Whether it stays.
    pub stays: bool,
    /// When something was added to it last.
    pub drawn_at: Timestamp,
    /// Whether it is about to go.
    pub fading: bool,
}

/// A pointer on the screen.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Pointer {
    /// Whose.
    pub from: ParticipantId,
    /// On whose screen.
    pub screen: ParticipantId,
    /// Where.
    pub at: Spot,
    /// When it moved last.
    pub moved_at: Timestamp,
    /// Whether it lies still.
    pub quiet: bool,
}

/// All of it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Ink {
    /// In the order in which they were begun.
    pub lines: Vec<Line>,
    /// One a person at most.
    pub pointers: Vec<Pointer>,
}

impl Ink {
    /// Takes news.
    pub fn take(&mut self, news: InkNews, now: Timestamp) {
        match news {
            InkNews::Marked { from, screen, mark } => self.mark(from, screen, mark, now),
            InkNews::Anew(lines) => {
                self.pointers.clear();
                self.lines = lines
                    .into_iter()
                    .map(|ink| Line {
                        ink,
                        stays: true,
                        drawn_at: now,
                        fading: false,
                    })
                    .collect();
            }
        }
    }

    /// Time passes; whether anything is other than it was.
    pub fn tick(&mut self, now: Timestamp) -> bool {
        let before = (self.lines.len(), self.pointers.len());
        self.lines
            .retain(|line| line.stays || now.since(line.drawn_at) < GONE_INK_AFTER);
        self.pointers
            .retain(|pointer| now.since(pointer.moved_at) < GONE_AFTER);
        let mut changed = before != (self.lines.len(), self.pointers.len());
        for line in &mut self.lines {
            let fading = !line.stays && now.since(line.drawn_at) >= FADES_FROM;
            changed |= line.fading != fading;
            line.fading = fading;
        }
        for pointer in &mut self.pointers {
            let quiet = now.since(pointer.moved_at) >= QUIET_AFTER;
            changed |= pointer.quiet != quiet;
            pointer.quiet = quiet;
        }
        changed
    }

    /// Lets go of what is on screens that nobody shares any more, and of pointers of people who are gone.
    pub fn keep(&mut self, screens: &[ParticipantId], people: &[ParticipantId]) {
        self.lines.retain(|line| screens.contains(&line.ink.screen));
        self.pointers
            .retain(|one| screens.contains(&one.screen) && people.contains(&one.from));
    }

    fn mark(&mut self, from: ParticipantId, screen: ParticipantId, mark: Mark, now: Timestamp) {
        match mark {
            Mark::Point { at } => {
                self.pointers.retain(|pointer| pointer.from != from);
                self.pointers.push(Pointer {
                    from,
                    screen,
                    at,
                    moved_at: now,
                    quiet: false,
                });
            }
            Mark::Lift {} => self.pointers.retain(|pointer| pointer.from != from),
            Mark::Draw {
                line,
                points,
                stays,
            } => {
                let open = self.lines.iter_mut().find(|open| {
                    (open.ink.from, open.ink.screen, open.ink.line) == (from, screen, line)
                });
                if let Some(open) = open {
                    open.ink.points.extend(points);
                    (open.drawn_at, open.fading) = (now, false);
                    return;
                }
                if self.lines.len() >= MOST_LINES {
                    self.lines.remove(0);
                }
                self.lines.push(Line {
                    ink: InkLine {
                        screen,
                        from,
                        line,
                        points,
                    },
                    stays,
                    drawn_at: now,
                    fading: false,
                });
            }
            Mark::Clear {} => self
                .lines
                .retain(|line| line.ink.screen != screen || line.ink.from != from),
            Mark::ClearAll {} => self.lines.retain(|line| line.ink.screen != screen),
        }
    }
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::*;

    fn id(number: u128) -> ParticipantId {
        ParticipantId::from_uuid(Uuid::from_u128(number))
    }

    fn seconds(seconds: i64) -> Timestamp {
        Timestamp::from_millis(seconds * 1_000)
    }

    fn marked(from: u128, mark: Mark) -> InkNews {
        InkNews::Marked {
            from: id(from),
            screen: id(1),
            mark,
        }
    }

    fn draw(line: u32, x: u16, stays: bool) -> Mark {
        Mark::Draw {
            line,
            points: vec![Spot::try_from([x, x]).unwrap()],
            stays,
        }
    }

    fn lines(ink: &Ink) -> Vec<(u128, u32, usize)> {
        let line = |line: &Line| {
            let ink = &line.ink;
            (ink.from.as_uuid().as_u128(), ink.line, ink.points.len())
        };
        ink.lines.iter().map(line).collect()
    }

    #[test]
    fn a_line_fades_six_seconds_after_its_last_stroke_unless_it_stays() {
        let mut ink = Ink::default();
        ink.take(marked(2, draw(1, 5, false)), seconds(0));
        ink.take(marked(2, draw(1, 6, false)), seconds(4));
        ink.take(marked(3, draw(1, 5, true)), seconds(0));
        assert!(!ink.tick(seconds(8)));
        assert!(ink.tick(seconds(9)) && ink.lines[0].fading && !ink.lines[1].fading);
        assert_eq!(lines(&ink), [(2, 1, 2), (3, 1, 1)]);
        assert!(ink.tick(seconds(10)));
        assert_eq!(lines(&ink), [(3, 1, 1)]);
    }

    #[test]
    fn everybody_clears_their_own_and_all_goes_by_one_word() {
        let mut ink = Ink::default();
        for from in [2, 3] {
            ink.take(marked(from, draw(1, 5, true)), seconds(0));
        }
        ink.take(marked(2, Mark::Clear {}), seconds(1));
        assert_eq!(lines(&ink), [(3, 1, 1)]);
        ink.take(marked(1, Mark::ClearAll {}), seconds(1));
        assert_eq!(lines(&ink), []);
    }

    #[test]
    fn a_pointer_moves_lies_still_and_goes() {
        let mut ink = Ink::default();
        for x in [1, 2] {
            let at = Spot::try_from([x, x]).unwrap();
            ink.take(marked(2, Mark::Point { at }), seconds(0));
        }
        assert_eq!(ink.pointers.len(), 1);
        assert!(ink.tick(seconds(3)) && ink.pointers[0].quiet);
        assert!(ink.tick(seconds(30)) && ink.pointers.is_empty());
    }

    #[test]
    fn what_is_on_a_screen_goes_with_it_and_a_pointer_with_its_person() {
        let mut ink = Ink::default();
        let at = Spot::try_from([1, 1]).unwrap();
        ink.take(marked(2, Mark::Point { at }), seconds(0));
        ink.take(marked(2, draw(1, 5, true)), seconds(0));
        ink.keep(&[id(1)], &[id(1)]);
        assert_eq!((ink.pointers.len(), ink.lines.len()), (0, 1));
        ink.keep(&[], &[id(1), id(2)]);
        assert_eq!(ink, Ink::default());
    }

    #[test]
    fn what_the_room_tells_anew_is_all_there_is() {
        let mut ink = Ink::default();
        ink.take(marked(2, draw(1, 5, true)), seconds(0));
        let kept = InkLine {
            screen: id(1),
            from: id(3),
            line: 9,
            points: vec![Spot::try_from([1, 1]).unwrap()],
        };
        ink.take(InkNews::Anew(vec![kept]), seconds(1));
        assert_eq!(lines(&ink), [(3, 9, 1)]);
        assert!(!ink.tick(seconds(1_000)));
    }
}
