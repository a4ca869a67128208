//! How often a hand on a shared screen is told of: what it does between two messages goes out as one, at most thirty
//! times a second, and nothing of a line is lost by it. Time goes in; nothing here reads a clock.

use std::collections::VecDeque;

use crate::{
    domain::{clock::Timestamp, limits},
    protocol::annotation::{Mark, Spot},
};

/// What the own hand did and has not been told yet.
#[derive(Debug, Clone, Default)]
pub struct MarkBatch {
    pointer: Option<Spot>,
    lines: VecDeque<(u32, bool, VecDeque<Spot>)>,
    told_at: Option<Timestamp>,
}

impl MarkBatch {
    /// Points there; only the last place counts.
    pub const fn point(&mut self, at: Spot) {
        self.pointer = Some(at);
    }

    /// Points no more.
    pub const fn forget_pointer(&mut self) {
        self.pointer = None;
    }

    /// Draws `line` further.
    pub fn draw(&mut self, line: u32, stays: bool, at: Spot) {
        match self.lines.back_mut() {
            Some((open, _, points)) if *open == line => {
                if points.back() != Some(&at) {
                    points.push_back(at);
                }
            }
            _ => self.lines.push_back((line, stays, VecDeque::from([at]))),
        }
    }

    /// What is to be said now; none when there is nothing, or when it is too early.
    pub fn take(&mut self, now: Timestamp) -> Option<Mark> {
        if self
            .told_at
            .is_some_and(|told| now.since(told) < limits::MARK_EVERY)
        {
            return None;
        }
        let mark = if let Some((line, stays, points)) = self.lines.front_mut() {
            let (line, stays) = (*line, *stays);
            let many = points.len().min(limits::POINTS_PER_MARK);
            let points: Vec<Spot> = points.drain(..many).collect();
            Mark::Draw {
                line,
                points,
                stays,
            }
        } else {
            Mark::Point {
                at: self.pointer.take()?,
            }
        };
        while self.lines.front().is_some_and(|(.., rest)| rest.is_empty()) {
            self.lines.pop_front();
        }
        self.told_at = Some(now);
        Some(mark)
    }

    /// Whether something waits.
    pub fn is_empty(&self) -> bool {
        self.pointer.is_none() && self.lines.is_empty()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(millis: i64) -> Timestamp {
        Timestamp::from_millis(millis)
    }

    fn spot(x: u16) -> Spot {
        Spot::try_from([x, 0]).unwrap()
    }

    #[test]
    fn a_second_of_pointing_is_thirty_messages_at_most_and_ends_at_the_last_place() {
        let mut batch = MarkBatch::default();
        let mut said = Vec::new();
        for millis in 0..1_000 {
            batch.point(spot(millis));
            said.extend(batch.take(at(millis.into())));
        }
        said.extend(batch.take(at(1_040)));
        assert!((25..=31).contains(&said.len()), "{}", said.len());
        assert_eq!(said.last(), Some(&Mark::Point { at: spot(999) }));
        assert!(batch.is_empty());
    }

    #[test]
    fn no_place_of_a_line_is_lost_however_fast_the_hand() {
        let mut batch = MarkBatch::default();
        let mut drawn = Vec::new();
        let mut take = |batch: &mut MarkBatch, now| {
            if let Some(Mark::Draw { points, line, .. }) = batch.take(now) {
                assert!(points.len() <= limits::POINTS_PER_MARK && line == 7);
                drawn.extend(points);
            }
        };
        for x in 0..500 {
            batch.draw(7, false, spot(x));
            take(&mut batch, at(i64::from(x) / 10));
        }
        for tick in 0..20 {
            take(&mut batch, at(1_000 + tick * 40));
        }
        assert_eq!(drawn, (0..500).map(spot).collect::<Vec<_>>());
        assert!(batch.is_empty());
    }

    #[test]
    fn a_line_that_begins_before_the_last_was_told_takes_nothing_from_it() {
        let mut batch = MarkBatch::default();
        for (line, x) in [(1, 5), (1, 6), (2, 7)] {
            batch.draw(line, false, spot(x));
        }
        let lines = [batch.take(at(0)), batch.take(at(100))].map(|mark| match mark {
            Some(Mark::Draw { line, points, .. }) => (line, points.len()),
            other => panic!("{other:?}"),
        });
        assert_eq!(lines, [(1, 2), (2, 1)]);
    }

    #[test]
    fn a_hand_that_rests_says_nothing() {
        let mut batch = MarkBatch::default();
        batch.draw(1, true, spot(3));
        batch.draw(1, true, spot(3));
        let drawn = Mark::Draw {
            line: 1,
            points: vec![spot(3)],
            stays: true,
        };
        assert_eq!(batch.take(at(0)), Some(drawn));
        assert_eq!(batch.take(at(100)), None);
    }
}
