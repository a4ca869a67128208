//! A day as a calendar on the wall shows it: which weekday it is, and how far it is from another (proleptic
//! Gregorian calendar, ISO 8601). Needs no time zone, for the wall clock has been read already.

use super::schedule::WallTime;

/// A day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct CalendarDay {
    /// The year.
    pub year: i32,
    /// The month, from 1 to 12.
    pub month: u8,
    /// The day of the month, from 1 to 31.
    pub day: u8,
}

impl CalendarDay {
    /// The day on which a clock shows `wall`. What no calendar has becomes the nearest month or day.
    pub fn of(wall: &WallTime) -> Self {
        let figure = |from: usize, to: usize| -> u16 {
            wall.as_str()
                .get(from..to)
                .and_then(|digits| digits.parse().ok())
                .unwrap_or_default()
        };
        let small = |figure: u16, most: u8| u8::try_from(figure).unwrap_or(most).clamp(1, most);
        Self {
            year: i32::from(figure(0, 4)),
            month: small(figure(5, 7), 12),
            day: small(figure(8, 10), 31),
        }
    }

    /// Days since 1970-01-01.
    pub fn number(self) -> i32 {
        // The year begins in March, so that the leap day is its last.
        let year = self.year - i32::from(self.month <= 2);
        let (age, in_age) = (year.div_euclid(400), year.rem_euclid(400));
        let month = (i32::from(self.month) + 9) % 12;
        let in_year = (153 * month + 2) / 5 + i32::from(self.day) - 1;
        age * 146_097 + in_age * 365 + in_age / 4 - in_age / 100 + in_year - 719_468
    }

    /// The day of the week, from 0 for Monday to 6 for Sunday.
    pub fn weekday(self) -> usize {
        // 1970-01-01 was a Thursday.
        usize::try_from((self.number() + 3).rem_euclid(7)).unwrap_or_default()
    }

    /// How many days it is after `earlier`; negative when it is before it.
    pub fn days_after(self, earlier: Self) -> i32 {
        self.number() - earlier.number()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> CalendarDay {
        CalendarDay::of(&WallTime::parse(&format!("{text}T12:00")).unwrap())
    }

    #[test]
    fn days_are_counted_over_months_leap_years_and_centuries() {
        assert_eq!(day("1970-01-01").number(), 0);
        assert_eq!(day("2000-03-01").days_after(day("2000-02-28")), 2);
        assert_eq!(day("2100-03-01").days_after(day("2100-02-28")), 1);
        assert_eq!(day("2027-01-01").days_after(day("2026-12-31")), 1);
        assert_eq!(day("2026-11-20").days_after(day("2026-11-21")), -1);
    }

    #[test]
    fn a_week_begins_on_monday() {
        assert_eq!(day("1970-01-01").weekday(), 3);
        assert_eq!(day("2026-11-21").weekday(), 5);
        assert_eq!(day("2024-02-29").weekday(), 3);
        assert_eq!(day("1969-12-29").weekday(), 0);
    }

    #[test]
    fn what_no_calendar_has_is_no_reason_to_fall_over() {
        assert_eq!(day("2026-00-99").month, 1);
        assert_eq!(day("2026-99-00").day, 1);
    }
}
