//! Ladders on ways that are simulated.

use proptest::prelude::*;

use super::*;
use crate::call::link_report::tests::report;

/// What is sent of a picture on the lower rungs, in kbit/s.
const STILL_KBPS: u32 = 50;
const LOW_KBPS: u32 = 130;

fn at(seconds: u64) -> Timestamp {
    Timestamp::from_millis(0).plus(Duration::from_secs(seconds))
}

fn way(available_kbps: u32, sent_loss: u32) -> LinkReport {
    LinkReport {
        available_kbps: Some(available_kbps),
        sent_loss,
        ..report()
    }
}

#[test]
fn the_picture_turns_to_stills_and_then_off_before_the_sound_has_no_room() {
    let mut ladder = Ladder::default();
    let mut seen = vec![ladder.rung()];
    // A way that grows narrower all the time, until the sound has just its room.
    for (second, available) in (0u64..).step_by(2).zip((SOUND_KBPS..300).rev().step_by(8)) {
        let rung = ladder.weigh(&way(available, 0), at(second));
        if seen.last() != Some(&rung) {
            seen.push(rung);
        }
    }
    assert_eq!(seen, [Rung::Full, Rung::Low, Rung::Still, Rung::Off]);
}

#[test]
fn a_way_that_breaks_down_at_once_goes_down_all_rungs_at_once() {
    let mut ladder = Ladder::default();
    ladder.weigh(&way(40, 300), at(0));
    assert_eq!(ladder.weigh(&way(40, 300), at(2)), Rung::Full);
    assert_eq!(ladder.weigh(&way(40, 300), at(4)), Rung::Off);
}

#[test]
fn loss_alone_leaves_a_still_where_there_is_room_for_it_and_delay_alone_a_small_picture() {
    let late = LinkReport {
        round_trip_ms: Some(4_000),
        ..way(900, 0)
    };
    for (bad, lowest) in [(way(900, 300), Rung::Still), (late, Rung::Low)] {
        let mut ladder = Ladder::default();
        for step in 0..60 {
            ladder.weigh(&bad, at(step * 2));
        }
        assert_eq!(ladder.rung(), lowest);
    }
}

#[test]
fn five_percent_of_loss_take_nothing_away() {
    let mut ladder = Ladder::default();
    for step in 0..300 {
        assert_eq!(ladder.weigh(&way(900, 50), at(step * 2)), Rung::Full);
    }
}

#[test]
fn a_picture_that_was_taken_away_comes_back_by_itself() {
    let mut ladder = Ladder::default();
    for step in 0..10 {
        ladder.weigh(&way(40, 300), at(step * 2));
    }
    assert_eq!(ladder.rung(), Rung::Off);
    let back = (10..100).find(|step| ladder.weigh(&way(900, 0), at(step * 2)) == Rung::Full);
    let seconds = (back.expect("it comes back") - 10) * 2;
    assert!(seconds <= 40, "after {seconds} s");
}

/// A way of so many kbit/s, and what a browser would say of it: it believes in a little more than what is sent, up to
/// what there is, and what is too much is lost.
fn simulate(ladder: &mut Ladder, capacity: u32, from: u64, seconds: u64) -> Vec<(u64, Rung)> {
    let mut changes = Vec::new();
    for second in (from..from + seconds).step_by(2) {
        let sent = match ladder.rung() {
            Rung::Off => SOUND_KBPS,
            Rung::Still => SOUND_KBPS + STILL_KBPS,
            Rung::Low => SOUND_KBPS + LOW_KBPS,
            Rung::Full => SOUND_KBPS + 400,
        };
        let loss = sent.saturating_sub(capacity) * 1_000 / sent;
        let available = capacity.min(sent * 5 / 4);
        let before = ladder.rung();
        let rung = ladder.weigh(&way(available, loss), at(second));
        if rung != before {
            changes.push((second, rung));
        }
    }
    changes
}

#[test]
fn a_simulated_way_that_recovers_has_its_picture_back_within_a_minute() {
    let mut ladder = Ladder::default();
    simulate(&mut ladder, 2_000, 0, 60);
    assert_eq!(ladder.rung(), Rung::Full);
    simulate(&mut ladder, 50, 60, 60);
    assert_eq!(ladder.rung(), Rung::Off);
    let changes = simulate(&mut ladder, 2_000, 120, 120);
    let (second, rung) = *changes.last().unwrap();
    assert_eq!(rung, Rung::Full);
    assert!(second <= 180, "{changes:?}");
}

proptest! {
    #[test]
    fn on_a_way_that_stays_the_same_no_picture_comes_and_goes(capacity in 20u32..2_000) {
        let mut ladder = Ladder::default();
        simulate(&mut ladder, capacity, 0, 300);
        let changes = simulate(&mut ladder, capacity, 300, 1_200);
        // In twenty minutes: a try now and then, each followed by one step back.
        prop_assert!(changes.len() <= 24, "{} changes at {capacity} kbit/s: {changes:?}", changes.len());
    }
}
