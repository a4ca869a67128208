//! Times as people write them where the browser is (ECMA-402 §11, `Intl.DateTimeFormat`). Only the browser
//! knows the language and the time zone, so it has to say them.

use js_sys::{Array, Date, Intl, Object};
use wasm_bindgen::JsValue;

use super::object::{set, text};
use crate::domain::clock::Timestamp;

/// The time of day: "15:07".
pub fn clock_time(at: Timestamp) -> String {
    written(
        at,
        &Array::new(),
        &[("hour", "2-digit"), ("minute", "2-digit")],
    )
}

/// The day: "Today", "Yesterday", "Thursday 13 November". In the language of the page, whose words stand
/// around it.
pub fn day_name(at: Timestamp, today: &str, yesterday: &str) -> String {
    let now = Date::new_0();
    let day = date(at);
    if same_day(&day, &now) {
        return today.to_owned();
    }
    now.set_date(now.get_date() - 1);
    if same_day(&day, &now) {
        return yesterday.to_owned();
    }
    let english = Array::of1(&JsValue::from_str("en-GB"));
    written(
        at,
        &english,
        &[("weekday", "long"), ("day", "numeric"), ("month", "long")],
    )
}

/// A moment that says the same everywhere: "2026-11-21 23:05 UTC".
pub fn exact_moment(at: Timestamp) -> String {
    let text = String::from(date(at).to_iso_string());
    // 2026-11-21T23:05:12.345Z (ECMA-262 §21.4.1.32)
    let minutes = text.get(..16).unwrap_or(&text).replace('T', " ");
    format!("{minutes} UTC")
}

/// The time zone, by its IANA name; empty when the browser does not tell.
pub fn time_zone() -> String {
    let format = Intl::DateTimeFormat::new(&Array::new(), &Object::new());
    text(&format.resolved_options(), "timeZone")
}

fn written(at: Timestamp, languages: &Array, parts: &[(&str, &str)]) -> String {
    let options = Object::new();
    for (name, value) in parts {
        set(&options, name, &JsValue::from_str(value));
    }
    let format = Intl::DateTimeFormat::new(languages, &options);
    format
        .format()
        .call1(&JsValue::UNDEFINED, &date(at))
        .ok()
        .and_then(|text| text.as_string())
        .unwrap_or_default()
}

fn date(at: Timestamp) -> Date {
    #[expect(
        clippy::cast_precision_loss,
        reason = "milliseconds are far below 2^53"
    )]
    let millis = at.as_millis() as f64;
    Date::new(&JsValue::from_f64(millis))
}

fn same_day(one: &Date, other: &Date) -> bool {
    one.get_full_year() == other.get_full_year()
        && one.get_month() == other.get_month()
        && one.get_date() == other.get_date()
}
