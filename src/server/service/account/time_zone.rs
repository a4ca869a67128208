//! Which time zones there are: by the program's own copy of the database, the same on every machine.

use crate::domain::time_zone::TimeZoneName;

/// The zone that `raw` names, as the database writes it; `None` when there is none.
pub(super) fn find_time_zone(raw: &str) -> Option<TimeZoneName> {
    let name = TimeZoneName::parse(raw).ok()?;
    let zone = jiff::tz::db().get(name.as_str()).ok()?;
    TimeZoneName::parse(zone.iana_name()?).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_zone_is_known_by_its_name_and_written_in_one_way() {
        let find = |raw| find_time_zone(raw).map(String::from);
        assert_eq!(find("Europe/Lisbon").as_deref(), Some("Europe/Lisbon"));
        assert_eq!(find(" europe/lisbon ").as_deref(), Some("Europe/Lisbon"));
        assert_eq!(find("UTC").as_deref(), Some("UTC"));
        for wrong in ["", "Europe/Atlantis", "../../etc/passwd", "Lisbon"] {
            assert_eq!(find(wrong), None, "{wrong}");
        }
    }
}
