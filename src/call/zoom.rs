//! Looking closer at a shared screen: two fingers, and what has to stay under them. Plain geometry, in the pixels of
//! the page.

/// How much closer one can look.
const CLOSEST: f64 = 8.0;

/// A place on the page.
pub type Point = (f64, f64);

/// A box on the page.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Rect {
    /// Its left edge.
    pub left: f64,
    /// Its upper edge.
    pub top: f64,
    /// How wide.
    pub width: f64,
    /// How high.
    pub height: f64,
}

impl Rect {
    /// Where `at` is in it: 0 to 1 each way inside of it. None when it has no extent.
    pub fn share_of(self, (x, y): Point) -> Option<Point> {
        (self.width > 0.0 && self.height > 0.0)
            .then(|| ((x - self.left) / self.width, (y - self.top) / self.height))
    }
}

/// Two fingers since they touched.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Pinch {
    apart: f64,
    factor: f64,
}

impl Pinch {
    /// They touch at `fingers`, while it is drawn `factor` times as large as its place lets it.
    pub fn new(fingers: [Point; 2], factor: f64) -> Self {
        Self {
            apart: distance(fingers).max(1.0),
            factor,
        }
    }

    /// How large it is drawn now that they are at `fingers`.
    pub fn factor(self, fingers: [Point; 2]) -> f64 {
        closer(self.factor, distance(fingers) / self.apart)
    }
}

/// `factor`, times `by`, within what is let.
pub fn closer(factor: f64, by: f64) -> f64 {
    (factor * by).clamp(1.0, CLOSEST)
}

/// Between two fingers.
pub fn middle([(ax, ay), (bx, by)]: [Point; 2]) -> Point {
    (f64::midpoint(ax, bx), f64::midpoint(ay, by))
}

/// How far to scroll, so that what was drawn at `at` while the picture was at `before` is drawn there again, now that it
/// is at `after`.
pub fn shift_to_keep(before: Rect, after: Rect, at: Point) -> Point {
    before.share_of(at).map_or((0.0, 0.0), |(x, y)| {
        (
            after.left + x * after.width - at.0,
            after.top + y * after.height - at.1,
        )
    })
}

fn distance([(ax, ay), (bx, by)]: [Point; 2]) -> f64 {
    (ax - bx).hypot(ay - by)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn near(left: Point, right: Point) -> bool {
        (left.0 - right.0).abs() < 1e-9 && (left.1 - right.1).abs() < 1e-9
    }

    #[test]
    fn fingers_twice_as_far_apart_draw_it_twice_as_large_within_bounds() {
        let pinch = Pinch::new([(100.0, 100.0), (200.0, 100.0)], 1.5);
        let apart = |by: f64| [(100.0, 100.0), (100.0 + 100.0 * by, 100.0)];
        assert!((pinch.factor(apart(2.0)) - 3.0).abs() < 1e-9);
        assert!((pinch.factor(apart(0.1)) - 1.0).abs() < 1e-9);
        assert!((pinch.factor(apart(50.0)) - CLOSEST).abs() < 1e-9);
    }

    #[test]
    fn fingers_that_touch_one_place_are_no_division_by_zero() {
        let pinch = Pinch::new([(5.0, 5.0), (5.0, 5.0)], 1.0);
        assert!(pinch.factor([(0.0, 0.0), (3.0, 4.0)]).is_finite());
    }

    #[test]
    fn what_is_between_the_fingers_stays_there() {
        let before = Rect {
            left: 10.0,
            top: 20.0,
            width: 400.0,
            height: 200.0,
        };
        let after = Rect {
            width: 800.0,
            height: 400.0,
            ..before
        };
        let at = middle([(100.0, 60.0), (120.0, 80.0)]);
        assert!(near(at, (110.0, 70.0)));
        let (x, y) = shift_to_keep(before, after, at);
        let scrolled = Rect {
            left: after.left - x,
            top: after.top - y,
            ..after
        };
        assert!(near(
            before.share_of(at).unwrap(),
            scrolled.share_of(at).unwrap()
        ));
    }

    #[test]
    fn a_box_without_extent_has_no_places() {
        let none = Rect {
            left: 0.0,
            top: 0.0,
            width: 0.0,
            height: 10.0,
        };
        assert_eq!(none.share_of((0.0, 0.0)), None);
        assert_eq!(shift_to_keep(none, none, (3.0, 3.0)), (0.0, 0.0));
    }
}
