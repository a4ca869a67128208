//! Draws the codes that people read to each other.

use super::Randomness;
use crate::domain::{access_code::AccessCode, share_code::ShareCode};

/// A new code, every one as likely as every other.
pub fn draw_code(randomness: &Randomness) -> AccessCode {
    AccessCode::from_bytes(randomness.bytes())
}

/// A new share code, every one as likely as every other.
pub fn draw_share_code(randomness: &Randomness) -> ShareCode {
    ShareCode::from_bytes(randomness.bytes())
}

#[cfg(test)]
mod tests {
    use std::collections::HashMap;

    use super::*;

    /// Pearson's test of goodness of fit: the sum of squared deviations, each in terms of what is expected.
    fn chi_square(counts: impl Iterator<Item = u32>, expected: f64) -> f64 {
        counts
            .map(|count| (f64::from(count) - expected).powi(2) / expected)
            .sum()
    }

    #[test]
    fn every_character_is_equally_likely_in_every_place() {
        const DRAWS: u32 = 32_000;
        let randomness = Randomness::system();
        let mut counts: HashMap<(usize, u8), u32> = HashMap::new();
        for _ in 0..DRAWS {
            for (place, character) in draw_code(&randomness).as_str().bytes().enumerate() {
                *counts.entry((place, character)).or_default() += 1;
            }
        }
        for place in 0..8 {
            let of_place: Vec<u32> = counts
                .iter()
                .filter(|((other, _), _)| *other == place)
                .map(|(_, count)| *count)
                .collect();
            assert_eq!(of_place.len(), 32, "all characters occur");
            // 31 degrees of freedom: a fair draw is beyond 100 less than once in a billion times.
            let chi_square = chi_square(of_place.into_iter(), f64::from(DRAWS) / 32.0);
            assert!(chi_square < 100.0, "place {place}: {chi_square}");
        }
    }

    #[test]
    fn a_biased_draw_would_be_noticed() {
        let biased = (0..32).map(|value| if value < 8 { 1_100 } else { 967 });
        assert!(chi_square(biased, 1_000.0) > 100.0);
    }
}
