//! When a lost socket is tried again, and when it is given up.
//!
//! The first try is nearly at once, for most losses are a server that restarts or a network that changes;
//! then pauses grow, but stay short while the loss is young, so that people are back within a second of the
//! server. Chance is a parameter: a room full of people must not come back in the same instant.

use std::time::Duration;

use crate::domain::clock::Timestamp;

const FIRST: Duration = Duration::from_millis(100);
const BASE: Duration = Duration::from_millis(200);
const YOUNG: Duration = Duration::from_secs(60);
const LONGEST_YOUNG: Duration = Duration::from_millis(800);
const LONGEST: Duration = Duration::from_secs(5);
const MANY: u32 = 4;
const GIVE_UP: Duration = Duration::from_secs(10 * 60);

/// What to do after a try that failed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Decision {
    /// Wait this long, then try.
    TryAfter(Duration),
    /// It was tried for too long.
    GiveUp,
}

/// The tries since one loss.
#[derive(Debug)]
pub struct ReconnectPolicy {
    lost_at: Timestamp,
    tries: u32,
}

impl ReconnectPolicy {
    /// For a line that was lost now.
    pub const fn new(now: Timestamp) -> Self {
        Self {
            lost_at: now,
            tries: 0,
        }
    }

    /// Since when the line is gone.
    pub const fn lost_at(&self) -> Timestamp {
        self.lost_at
    }

    /// Whether so many tries failed that a browser slows further sockets down.
    pub const fn is_long(&self) -> bool {
        self.tries > MANY
    }

    /// When to try next. `chance` is between 0 and 1 and spreads the tries over the second half of the pause.
    pub fn next(&mut self, now: Timestamp, chance: f64) -> Decision {
        let age = now.since(self.lost_at);
        if age >= GIVE_UP {
            return Decision::GiveUp;
        }
        let pause = match self.tries {
            0 => FIRST,
            tries => {
                let longest = if age < YOUNG { LONGEST_YOUNG } else { LONGEST };
                let growth = 1u32 << (tries - 1).min(8);
                BASE.saturating_mul(growth).min(longest)
            }
        };
        self.tries += 1;
        Decision::TryAfter(pause.mul_f64(0.5 + 0.5 * chance.clamp(0.0, 1.0)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(millis: i64) -> Timestamp {
        Timestamp::from_millis(millis)
    }

    #[test]
    fn the_first_try_is_nearly_at_once() {
        let first = ReconnectPolicy::new(at(0)).next(at(0), 1.0);
        assert_eq!(first, Decision::TryAfter(FIRST));
    }

    #[test]
    fn while_the_loss_is_young_no_pause_is_longer_than_a_second() {
        let mut policy = ReconnectPolicy::new(at(0));
        for second in 0..59 {
            let Decision::TryAfter(pause) = policy.next(at(second * 1_000), 1.0) else {
                panic!("gave up after {second} s");
            };
            assert!(pause < Duration::from_secs(1));
        }
    }

    #[test]
    fn later_pauses_grow_to_five_seconds_and_after_ten_minutes_it_gives_up() {
        let mut policy = ReconnectPolicy::new(at(0));
        for _ in 0..10 {
            policy.next(at(0), 0.0);
        }
        assert_eq!(policy.next(at(61_000), 1.0), Decision::TryAfter(LONGEST));
        assert_eq!(policy.next(at(600_000), 1.0), Decision::GiveUp);
    }

    proptest::proptest! {
        #[test]
        fn chance_spreads_a_pause_over_its_second_half(tries in 0u32..40, chance in 0.0f64..=1.0) {
            let pause = |chance| {
                let mut policy = ReconnectPolicy::new(at(0));
                (0..tries).for_each(|_| { policy.next(at(0), 0.0); });
                match policy.next(at(0), chance) {
                    Decision::TryAfter(pause) => pause,
                    Decision::GiveUp => panic!("gave up at once"),
                }
            };
            proptest::prop_assert!(pause(chance) <= pause(1.0));
            proptest::prop_assert!(pause(chance) * 2 >= pause(1.0));
        }
    }
}
