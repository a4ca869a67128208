//! Pointing and drawing on a shared screen. Places are said by their share of the picture, so that they mean the same
//! at every size, and nothing of it is stored.

use serde::{Deserialize, Serialize};
use thiserror::Error;

use crate::domain::ids::ParticipantId;

/// A place in a shared picture: how far it is from the left and from the top, in ten-thousandths of the picture.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(into = "[u16; 2]", try_from = "[u16; 2]")]
pub struct Spot {
    x: u16,
    y: u16,
}

/// It lies outside of the picture.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
#[error("outside of the picture")]
pub struct Outside;

impl Spot {
    /// The right edge, and the lower one.
    pub const EDGE: u16 = 10_000;

    /// What stands at this share of the width and of the height; what is outside is brought to the nearest edge.
    pub fn at((x, y): (f64, f64)) -> Self {
        let edge = f64::from(Self::EDGE);
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "brought within 0 to 10,000 before"
        )]
        let bounded = |share: f64| (share * edge).round().clamp(0.0, edge) as u16;
        Self {
            x: bounded(x),
            y: bounded(y),
        }
    }

    /// From the left and from the top, in ten-thousandths.
    pub const fn parts(self) -> [u16; 2] {
        [self.x, self.y]
    }

    /// So far away from here, within the picture.
    #[must_use]
    pub const fn moved(self, right: i32, down: i32) -> Self {
        const fn step(from: u16, by: i32) -> u16 {
            let by_size = if by.unsigned_abs() > Spot::EDGE as u32 {
                Spot::EDGE
            } else {
                by.unsigned_abs() as u16
            };
            if by < 0 {
                from.saturating_sub(by_size)
            } else if from + by_size > Spot::EDGE {
                Spot::EDGE
            } else {
                from + by_size
            }
        }
        Self {
            x: step(self.x, right),
            y: step(self.y, down),
        }
    }
}

impl From<Spot> for [u16; 2] {
    fn from(spot: Spot) -> Self {
        spot.parts()
    }
}

impl TryFrom<[u16; 2]> for Spot {
    type Error = Outside;

    fn try_from([x, y]: [u16; 2]) -> Result<Self, Outside> {
        if x.max(y) > Self::EDGE {
            return Err(Outside);
        }
        Ok(Self { x, y })
    }
}

/// What somebody does on a shared screen.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(
    tag = "kind",
    rename_all = "snake_case",
    rename_all_fields = "camelCase"
)]
pub enum Mark {
    /// Points at a place.
    Point {
        /// Where.
        at: Spot,
    },
    /// Points no more.
    Lift {},
    /// Begins a line, or draws one further.
    Draw {
        /// Its number, of its author's lines.
        line: u32,
        /// The places that are added to it, in order.
        points: Vec<Spot>,
        /// Whether it stays until it is cleared, rather than fading.
        #[serde(default, skip_serializing_if = "std::ops::Not::not")]
        stays: bool,
    },
    /// Takes one's own lines away.
    Clear {},
    /// Takes everybody's lines away; for who shares the screen, and for hosts.
    ClearAll {},
}

/// A line that stays, for whoever comes later.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct InkLine {
    /// Whose screen it is on.
    pub screen: ParticipantId,
    /// Who drew it.
    pub from: ParticipantId,
    /// Its number, of its author's lines.
    pub line: u32,
    /// Its places, in order.
    pub points: Vec<Spot>,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_place_is_a_share_of_the_picture_and_never_outside() {
        assert_eq!(Spot::at((0.5, 0.25)).parts(), [5_000, 2_500]);
        assert_eq!(Spot::at((-0.2, 1.7)).parts(), [0, Spot::EDGE]);
        assert_eq!(Spot::try_from([10_001, 0]), Err(Outside));
        assert!(serde_json::from_str::<Spot>("[3,10001]").is_err());
    }

    #[test]
    fn steps_end_at_the_edges() {
        let middle = Spot::at((0.5, 0.5));
        assert_eq!(middle.moved(200, -200).parts(), [5_200, 4_800]);
        assert_eq!(middle.moved(i32::MIN, i32::MAX).parts(), [0, Spot::EDGE]);
    }
}
