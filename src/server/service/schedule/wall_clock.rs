//! Which moment a wall clock means, and what it shows whole weeks later. The time zone database is in the program.

use jiff::{
    Timestamp as Moment, ToSpan,
    civil::DateTime,
    tz::{TimeZone, TimeZoneDatabase},
};

use crate::domain::{clock::Timestamp, schedule::WallTime, time_zone::TimeZoneName};

/// The moment at which a clock in `zone` shows `wall`. In the hour that daylight saving leaves out, the clock
/// has gone on by then; in the hour that comes twice, the first is meant (RFC 5545 §3.3.5). None when there is
/// no such day or zone.
pub(super) fn moment(wall: &WallTime, zone: &TimeZoneName) -> Option<Timestamp> {
    let zoned = read(wall)?.to_zoned(find_zone(zone)?).ok()?;
    Some(Timestamp::from_micros(zoned.timestamp().as_microsecond()))
}

/// What the clock shows `weeks` weeks later, or earlier when they are negative.
pub(super) fn weeks_later(wall: &WallTime, weeks: i64) -> Option<WallTime> {
    let later = read(wall)?
        .checked_add(1.week().checked_mul(weeks).ok()?)
        .ok()?;
    WallTime::parse(&later.strftime("%Y-%m-%dT%H:%M").to_string()).ok()
}

/// A moment in universal time, as calendars write it: `20260329T013000Z` (RFC 5545 §3.3.5, form 2).
pub(super) fn calendar_stamp(at: Timestamp) -> String {
    Moment::from_microsecond(at.as_micros())
        .unwrap_or_default()
        .strftime("%Y%m%dT%H%M%SZ")
        .to_string()
}

/// What a clock in `zone` shows at `at`; in a zone that there is not, what it shows in universal time.
pub fn wall_time(at: Timestamp, zone: &TimeZoneName) -> WallTime {
    let shown = Moment::from_microsecond(at.as_micros())
        .unwrap_or_default()
        .to_zoned(find_zone(zone).unwrap_or(TimeZone::UTC))
        .strftime("%Y-%m-%dT%H:%M")
        .to_string();
    WallTime::parse(&shown).expect("a clock shows a date and a time")
}

/// What a clock in `zone` shows at `at`, when that means `at` and no other moment: none in a zone that there is not,
/// within a minute, and in the second of the hours that daylight saving lets come twice.
pub fn exact_wall_time(at: Timestamp, zone: &TimeZoneName) -> Option<WallTime> {
    let shown = wall_time(at, zone);
    (moment(&shown, zone)? == at).then_some(shown)
}

fn read(wall: &WallTime) -> Option<DateTime> {
    wall.as_str().parse().ok()
}

fn find_zone(zone: &TimeZoneName) -> Option<TimeZone> {
    TimeZoneDatabase::bundled().get(zone.as_str()).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn wall(text: &str) -> WallTime {
        WallTime::parse(text).unwrap()
    }

    fn stamp(text: &str, zone: &str) -> Option<String> {
        moment(&wall(text), &TimeZoneName::parse(zone).unwrap()).map(calendar_stamp)
    }

    #[test]
    fn a_wall_clock_means_another_moment_in_another_zone() {
        for (zone, expected) in [
            ("UTC", "20260301T150000Z"),
            ("Europe/Berlin", "20260301T140000Z"),
            ("America/New_York", "20260301T200000Z"),
            ("Asia/Kathmandu", "20260301T091500Z"),
        ] {
            assert_eq!(stamp("2026-03-01T15:00", zone).as_deref(), Some(expected));
        }
    }

    #[test]
    fn the_hour_that_is_left_out_goes_on_and_of_the_hour_that_comes_twice_the_first_counts() {
        for (text, zone, expected) in [
            ("2026-03-29T02:30", "Europe/Berlin", "20260329T013000Z"),
            ("2026-10-25T02:30", "Europe/Berlin", "20261025T003000Z"),
            ("2026-03-08T02:30", "America/New_York", "20260308T073000Z"),
            ("2026-11-01T01:30", "America/New_York", "20261101T053000Z"),
        ] {
            assert_eq!(
                stamp(text, zone).as_deref(),
                Some(expected),
                "{text} {zone}"
            );
        }
    }

    #[test]
    fn a_week_later_the_clock_shows_the_same_time() {
        let start = wall("2026-03-22T02:30");
        assert_eq!(weeks_later(&start, 1), Some(wall("2026-03-29T02:30")));
        assert_eq!(weeks_later(&start, 2), Some(wall("2026-04-05T02:30")));
        assert_eq!(weeks_later(&start, -12), Some(wall("2025-12-28T02:30")));
        assert_eq!(weeks_later(&start, i64::MAX), None);
    }

    #[test]
    fn a_moment_is_read_from_the_clock_of_its_zone() {
        for (zone, shown) in [
            ("UTC", "2026-03-29T01:30"),
            ("Europe/Berlin", "2026-03-29T03:30"),
            ("America/New_York", "2026-03-28T21:30"),
            ("Europe/Atlantis", "2026-03-29T01:30"),
        ] {
            let zone = TimeZoneName::parse(zone).unwrap();
            let at = moment(&wall("2026-03-29T01:30"), &TimeZoneName::utc()).unwrap();
            assert_eq!(wall_time(at, &zone), wall(shown), "{zone}");
        }
    }

    #[test]
    fn a_moment_is_kept_as_a_wall_clock_only_where_that_means_it() {
        let berlin = TimeZoneName::parse("Europe/Berlin").unwrap();
        let exact = |utc: &str| {
            let at = moment(&wall(utc), &TimeZoneName::utc()).unwrap();
            exact_wall_time(at, &berlin)
        };
        assert_eq!(exact("2026-10-25T00:30"), Some(wall("2026-10-25T02:30")));
        assert_eq!(exact("2026-10-25T01:30"), None, "the hour comes again");
        assert_eq!(exact("2026-03-29T01:00"), Some(wall("2026-03-29T03:00")));
        let between = Timestamp::from_millis(1_000);
        assert_eq!(exact_wall_time(between, &berlin), None);
        let nowhere = TimeZoneName::parse("Europe/Atlantis").unwrap();
        assert_eq!(exact_wall_time(Timestamp::from_millis(0), &nowhere), None);
    }

    #[test]
    fn a_day_or_a_zone_that_there_is_not_is_no_moment() {
        assert_eq!(stamp("2026-02-30T10:00", "UTC"), None);
        assert_eq!(stamp("2026-02-20T25:00", "UTC"), None);
        assert_eq!(stamp("2026-02-20T10:00", "Europe/Atlantis"), None);
    }
}
