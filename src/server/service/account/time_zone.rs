//! Which time zones there are: by the program's own copy of the database, the same on every machine.

use super::super::Services;
use crate::domain::time_zone::TimeZoneName;

impl Services {
    /// The zones to choose from, by name: universal time and the places; not the database's old names for them.
    pub fn time_zones(&self) -> Vec<TimeZoneName> {
        const REGIONS: [&str; 10] = [
            "Africa/",
            "America/",
            "Antarctica/",
            "Arctic/",
            "Asia/",
            "Atlantic/",
            "Australia/",
            "Europe/",
            "Indian/",
            "Pacific/",
        ];
        let is_place = |name: &str| REGIONS.iter().any(|region| name.starts_with(region));
        let mut zones: Vec<TimeZoneName> = jiff::tz::db()
            .available()
            .filter(|name| is_place(name.as_str()))
            .filter_map(|name| TimeZoneName::parse(name.as_str()).ok())
            .collect();
        zones.sort_by(|one, other| one.as_str().cmp(other.as_str()));
        zones.insert(0, TimeZoneName::utc());
        zones
    }
}

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
