//! When it is said that a session is nearly over.

/// Minutes before the end at which it is said.
const WARN_AT: [u64; 2] = [5, 1];

/// The warning that is due when this many seconds are left.
pub const fn warning_at(seconds: u64) -> Option<u64> {
    let [first, last] = WARN_AT;
    match seconds {
        _ if seconds <= last * 60 => Some(last),
        _ if seconds <= first * 60 => Some(first),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_end_is_announced_five_minutes_and_one_minute_before() {
        assert_eq!(warning_at(301), None);
        assert_eq!(warning_at(300), Some(5));
        assert_eq!(warning_at(61), Some(5));
        assert_eq!(warning_at(60), Some(1));
        assert_eq!(warning_at(0), Some(1));
    }
}
