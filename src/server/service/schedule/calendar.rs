//! Appointments as a calendar (iCalendar, RFC 5545): one event for each, in universal time, so that no calendar
//! has to know our time zones. What repeats stands there as it is made, one by one.

use super::wall_clock::calendar_stamp;
use crate::{
    domain::session::{Session, SessionState},
    server::storage::SessionRecord,
};

/// Octets in a line, without its end (RFC 5545 §3.1).
const LINE: usize = 75;

/// An appointment and what a calendar says besides.
pub(super) struct Event<'a> {
    pub(super) record: &'a SessionRecord,
    /// Where its page is.
    pub(super) link: String,
    /// What it is called where it has no title.
    pub(super) untitled: &'a str,
}

/// A calendar of these events. `name` is what programs may call it.
pub(super) fn calendar(name: &str, events: &[Event<'_>]) -> String {
    let mut lines = Lines::default();
    lines.add("BEGIN", "VCALENDAR");
    lines.add("VERSION", "2.0");
    lines.add("PRODID", "-//Visavis//Visavis//EN");
    lines.add("METHOD", "PUBLISH");
    lines.add_text("NAME", name);
    lines.add_text("X-WR-CALNAME", name);
    for event in events {
        event.write(&mut lines);
    }
    lines.add("END", "VCALENDAR");
    lines.0
}

impl Event<'_> {
    fn write(&self, lines: &mut Lines) {
        let session = &self.record.session;
        let Some(plan) = &session.plan else { return };
        let title = match session.title.as_str() {
            "" => self.untitled,
            title => title,
        };
        lines.add("BEGIN", "VEVENT");
        lines.add("UID", &session.id.to_string());
        lines.add("DTSTAMP", &calendar_stamp(self.record.changed_at));
        lines.add("SEQUENCE", &plan.sequence.to_string());
        lines.add("DTSTART", &calendar_stamp(plan.starts_at));
        lines.add("DTEND", &calendar_stamp(plan.ends_at()));
        lines.add_text("SUMMARY", title);
        lines.add_text("DESCRIPTION", &self.link);
        lines.add("URL", &self.link);
        lines.add("STATUS", status(session));
        lines.add("END", "VEVENT");
    }
}

const fn status(session: &Session) -> &'static str {
    match session.state {
        SessionState::Cancelled { .. } => "CANCELLED",
        _ => "CONFIRMED",
    }
}

/// Lines as calendars want them: ended by CRLF and folded.
#[derive(Default)]
struct Lines(String);

impl Lines {
    /// A value that needs no escaping.
    fn add(&mut self, name: &str, value: &str) {
        let mut octets = 0;
        for character in format!("{name}:{value}").chars() {
            octets += character.len_utf8();
            if octets > LINE {
                // The space that begins the next line counts in it.
                self.0.push_str("\r\n ");
                octets = 1 + character.len_utf8();
            }
            self.0.push(character);
        }
        self.0.push_str("\r\n");
    }

    /// A text (RFC 5545 §3.3.11).
    fn add_text(&mut self, name: &str, text: &str) {
        let mut escaped = String::with_capacity(text.len());
        for character in text.chars() {
            match character {
                '\\' | ';' | ',' => escaped.extend(['\\', character]),
                '\n' => escaped.push_str("\\n"),
                character if character.is_control() => {}
                character => escaped.push(character),
            }
        }
        self.add(name, &escaped);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn long_lines_are_folded_between_characters_and_texts_are_escaped() {
        let mut lines = Lines::default();
        lines.add_text("SUMMARY", &format!("{};\\,\r\nend", "é".repeat(60)));
        assert!(lines.0.ends_with("\r\n"));
        assert!(lines.0.split("\r\n").all(|line| line.len() <= LINE));
        let unfolded = lines.0.replace("\r\n ", "");
        assert_eq!(
            unfolded,
            format!("SUMMARY:{}\\;\\\\\\,\\nend\r\n", "é".repeat(60))
        );
    }
}
