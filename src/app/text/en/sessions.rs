//! Somebody's sessions: the list, appointments, beginning one, and what is left of one.

use super::count;
use crate::domain::{calendar_day::CalendarDay, schedule::WallTime, session::EndReason};

const WEEKDAYS: [&str; 7] = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"];
const MONTHS: [&str; 12] = [
    "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
];

/// The day that a clock shows, for somebody whose clock shows `now`: "Today", "Thu 27 Nov".
pub fn day(wall: &WallTime, now: &WallTime) -> String {
    let (day, today) = (CalendarDay::of(wall), CalendarDay::of(now));
    match day.days_after(today) {
        0 => return super::TODAY.to_owned(),
        1 => return "Tomorrow".to_owned(),
        -1 => return super::YESTERDAY.to_owned(),
        _ => {}
    }
    let mut words = format!(
        "{} {} {}",
        WEEKDAYS[day.weekday()],
        day.day,
        MONTHS[usize::from(day.month) - 1]
    );
    if day.year != today.year {
        words.push_str(&format!(" {}", day.year));
    }
    words
}
/// The time of day: "15:00".
pub fn time(wall: &WallTime) -> String {
    wall.as_str().get(11..).unwrap_or_default().to_owned()
}
/// Both: "Today, 15:00".
pub fn moment(wall: &WallTime, now: &WallTime) -> String {
    both(&day(wall, now), &time(wall))
}
/// A day with a time.
pub fn both(day: &str, time: &str) -> String {
    format!("{day}, {time}")
}
/// The same within a sentence: "today, 15:00".
pub fn moment_within(wall: &WallTime, now: &WallTime) -> String {
    let near = CalendarDay::of(wall).days_after(CalendarDay::of(now)).abs() <= 1;
    let moment = moment(wall, now);
    if near { moment.to_lowercase() } else { moment }
}
/// How soon an appointment is, in whole minutes; none when that is best said by the time itself.
pub fn soon(minutes: i64) -> Option<String> {
    Some(match minutes {
        ..-60 => return None,
        -60..-1 => format!("{} minutes late", -minutes),
        -1 => "due now".to_owned(),
        0 => "in a minute".to_owned(),
        1..=60 => format!("in {}", many(minutes, "minute", "minutes")),
        _ => return None,
    })
}
/// How long an appointment is to be.
pub fn length(minutes: u32) -> String {
    match (minutes / 60, minutes % 60) {
        (0, minutes) => many(i64::from(minutes), "minute", "minutes"),
        (hours, 0) => many(i64::from(hours), "hour", "hours"),
        (hours, minutes) => format!("{hours} h {minutes} min"),
    }
}
/// How long something was: "52 min".
pub fn spent(seconds: u64) -> String {
    match seconds / 60 {
        0 => "< 1 min".to_owned(),
        minutes @ 1..100 => format!("{minutes} min"),
        minutes => format!("{} h {} min", minutes / 60, minutes % 60),
    }
}

fn many(figure: i64, one: &str, more: &str) -> String {
    count(usize::try_from(figure).unwrap_or_default(), one, more)
}

/// Names as people say them one after the other.
pub fn list(names: &[&str]) -> String {
    match names {
        [] => String::new(),
        [one] => (*one).to_owned(),
        [one, two] => format!("{one} and {two}"),
        [one, two, rest @ ..] => {
            format!("{one}, {two} and {}", count(rest.len(), "other", "others"))
        }
    }
}
/// What somebody is called by those who know them.
pub fn first_name(name: &str) -> &str {
    name.split(' ').next().unwrap_or(name)
}
/// The others of a session.
pub fn with(names: &[&str]) -> String {
    match names {
        [] => "Nobody else yet".to_owned(),
        names => format!("with {}", list(names)),
    }
}

/// The title, and where the header leads.
pub const TITLE: &str = "Sessions";
/// What repeats has paused.
pub fn paused(title: &str, weeks: u32) -> String {
    format!("“{title}” has paused: nobody has begun it for {weeks} weeks.")
}
/// Lets it go on.
pub const GO_ON: &str = "Go on every week";
/// The same in full.
pub fn go_on(title: &str) -> String {
    format!("Go on every week: {title}")
}
/// Leads to the box on the start page.
pub const ENTER_CODE: &str = "Enter a code";
/// Leads to the form.
pub const NEW_SESSION: &str = "New session";
/// A list.
pub const LIVE_NOW: &str = "Live now";
/// A list.
pub const UPCOMING: &str = "Upcoming";
/// A list.
pub const PAST: &str = "Past";
/// Who is inside a live one, by their first names.
pub fn inside(names: &[&str]) -> String {
    match names {
        [] => "Nobody is inside yet.".to_owned(),
        [one] => format!("{one} is inside."),
        names => format!("{} are inside.", list(names)),
    }
}
/// How long it has been going on, in minutes.
pub fn started(minutes: u64) -> String {
    match minutes {
        0 => "Started just now.".to_owned(),
        1..60 => format!(
            "Started {} ago.",
            count(minutes as usize, "minute", "minutes")
        ),
        _ => format!(
            "Started {} ago.",
            count(minutes as usize / 60, "hour", "hours")
        ),
    }
}
/// How long its code works, in minutes.
pub fn code_works(minutes: u64) -> String {
    match minutes {
        0 => "The code works for less than a minute.".to_owned(),
        _ => format!(
            "The code works for {} more {}.",
            minutes,
            if minutes == 1 { "minute" } else { "minutes" }
        ),
    }
}
/// It has none.
pub const NO_CODE: &str = "It has no code now. Invite makes one.";
/// Makes a new code.
pub const INVITE: &str = "Invite";
/// The same, in full.
pub fn invite_to(title: &str) -> String {
    format!("Invite to {title}")
}
/// Goes in.
pub const JOIN_NOW: &str = "Join session now";
/// The same, in full.
pub fn join_title(title: &str) -> String {
    format!("Join session now: {title}")
}
/// Begins it.
pub const START: &str = "Start live session";
/// The same, in full.
pub fn start_title(title: &str) -> String {
    format!("Start live session: {title}")
}
/// What else can be done with one.
pub fn more(title: &str) -> String {
    format!("More for {title}")
}
/// Changes it.
pub const EDIT: &str = "Edit or reschedule";
/// Calls it off.
pub const CANCEL: &str = "Cancel session";
/// A file for calendars.
pub const ADD_TO_CALENDAR: &str = "Add to calendar";
/// It comes again.
pub const WEEKLY: &str = "every week";
/// Shows what there was.
pub const READ_CHAT: &str = "Read the chat";
/// The same, in full.
pub fn read_chat_of(title: &str, day: &str) -> String {
    format!("Read the chat of {title}, {day}")
}
/// Shows why, of one that did not take place.
pub const DETAILS: &str = "Details";
/// The same, in full.
pub fn details_of(title: &str, day: &str) -> String {
    format!("Details of {title}, {day}")
}
/// In the place of its length.
pub const CANCELLED: &str = "Called off";
/// In the place of its length.
pub const MISSED: &str = "Nobody began it";
/// Shows older ones.
pub const OLDER: &str = "Show older ones";
/// Nothing is planned.
pub const EMPTY: &str = "Nothing planned yet";
/// What to do.
pub const EMPTY_LEAD: &str = "Plan a session and it waits here until it is time.";
/// Nothing was.
pub const EMPTY_PAST: &str = "Past sessions and their chats will stand here.";

/// Leads to the list.
pub const BACK: &str = "Back to Sessions";

/// The question before it begins.
pub fn start_question(title: &str) -> String {
    format!("Start “{title}” now?")
}
/// When it was planned for.
pub fn planned_for(moment: &str, soon: Option<&str>) -> String {
    match soon {
        Some(soon) => format!("It was planned for {moment}, {soon}."),
        None => format!("It was planned for {moment}."),
    }
}
/// What will happen: a sign and a sentence each; `names` are whom it is for.
pub fn start_facts(names: &[&str]) -> [(&'static str, String); 3] {
    let (them, sees) = match names {
        [] => (
            "others".to_owned(),
            "Nobody else belongs to it yet: they come in by the code or the link.".to_owned(),
        ),
        [one] => (
            (*one).to_owned(),
            format!("{one} also sees “Join session now” on their own Sessions page."),
        ),
        names => (
            list(names),
            format!(
                "{} also see “Join session now” on their own Sessions pages.",
                list(names)
            ),
        ),
    };
    [
        (
            "link",
            format!(
                "You get an 8-character code and a link for {them}. The code works for one hour."
            ),
        ),
        ("people", sees),
        (
            "camera",
            "You check your camera and microphone before you go in.".to_owned(),
        ),
    ]
}
/// The other answer.
pub const NOT_YET: &str = "Not yet";
/// At work.
pub const STARTING: &str = "Starting…";
/// The question before a new code.
pub fn invite_question(title: &str) -> String {
    format!("Make a new code for “{title}”?")
}
/// What that means.
pub const INVITE_LEAD: &str =
    "The code before ends at once. Whoever is inside stays inside, and the link stays the same.";
/// The button.
pub const MAKE_CODE: &str = "Make a new code";
/// At work.
pub const MAKING_CODE: &str = "Making it…";
/// It has begun.
pub fn is_live(title: &str) -> String {
    format!("“{title}” is live")
}
/// What to do with the code; `names` are whom it is for.
pub fn read_it_out(names: &[&str]) -> String {
    match names {
        [] => "Read this code out, or send the link.".to_owned(),
        names => format!("Read this code to {}, or send the link.", list(names)),
    }
}
/// The code, letter by letter, for readers.
pub fn spell(code: &str) -> String {
    let letters: Vec<String> = code
        .chars()
        .filter(|letter| letter.is_alphanumeric())
        .map(String::from)
        .collect();
    format!("Code: {}", letters.join(" "))
}
/// How long it works, in seconds.
pub fn code_left(seconds: u64) -> String {
    match seconds {
        0..120 => format!("{}:{:02} left", seconds / 60, seconds % 60),
        _ => format!("Works for {} more minutes", seconds / 60),
    }
}
/// It does no longer.
pub const CODE_OVER: &str = "This code is over";
/// Makes another.
pub const RENEW: &str = "Renew";
/// Copies it.
pub const COPY_CODE: &str = "Copy code";
/// Done.
pub const CODE_COPIED: &str = "Code copied";
/// Over the picture.
pub const SCAN_ALT: &str = "QR code of the link";

/// In the place of a badge.
pub const STATE_UPCOMING: &str = "Upcoming";
/// In the place of a badge.
pub const STATE_ENDED: &str = "Ended";
/// Why it was called off.
pub fn cancelled(reason: &str) -> String {
    match reason {
        "" => "It was called off.".to_owned(),
        reason => format!("It was called off: {reason}"),
    }
}
/// Why it ended.
pub fn ended(reason: EndReason) -> &'static str {
    match reason {
        EndReason::EndedByHost => "The host ended it for everyone.",
        EndReason::EndedByAdmin => "An admin of this server ended it.",
        EndReason::TimeLimit => "Its time was over.",
        EndReason::Inactive => "Nobody was inside, or did anything, any more.",
        EndReason::ServerShutdown => "The server was stopped.",
        EndReason::Missed => "Its time went by, and nobody began it.",
    }
}
/// A part of the page.
pub const WHO_WAS_THERE: &str = "Who was there";
/// The same before it is over.
pub const WHO_COMES: &str = "Who is expected";
/// The same while it goes on.
pub const WHO_IS_THERE: &str = "Who is there";
/// Nobody was.
pub const NOBODY_CAME: &str = "Nobody came.";
/// In the place of a time.
pub const INSIDE_NOW: &str = "inside now";
/// Behind one's own name.
pub const ME: &str = "(you)";
/// From when to when.
pub fn stay(from: &str, to: &str) -> String {
    format!("{from} – {to}")
}
/// A part of the page.
pub const CHAT: &str = "Chat";
/// Nothing was written.
pub const NO_CHAT: &str = "Nothing was written.";
/// Fetches more.
pub const EARLIER: &str = "Show earlier messages";
/// A file.
pub const EXPORT_MARKDOWN: &str = "Save as Markdown";
/// A file.
pub const EXPORT_JSON: &str = "Save as JSON";
/// Takes a message back.
pub const DELETE: &str = "Delete";
/// The same, in full.
pub fn delete_message(beginning: &str) -> String {
    format!("Delete your message “{beginning}”")
}
/// Asks again.
pub const DELETE_SURE: &str = "Delete for everyone?";
/// Done.
pub const DELETED: &str = "Message deleted";

/// The card at the foot.
pub const CALENDAR: &str = "Your sessions in your calendar";
/// What it is.
pub const CALENDAR_LEAD: &str = "Give this secret address to your calendar program. It shows what is planned, and follows every change.";
/// Makes the address.
pub const MAKE_ADDRESS: &str = "Make address";
/// At work.
pub const MAKING_ADDRESS: &str = "Making it…";
/// Makes another.
pub const RENEW_ADDRESS: &str = "Make a new one";
/// What that means.
pub const ADDRESS_ONCE: &str = "It is shown once. Making a new one ends the one before.";
/// Copies it.
pub const COPY_ADDRESS: &str = "Copy address";
/// Done.
pub const ADDRESS_COPIED: &str = "Address copied";

/// The page of a session that has not begun.
pub fn begins(moment: &str) -> String {
    format!("It begins: {moment}.")
}
/// It looks by itself.
pub const WAITING: &str = "This page goes on by itself when it begins.";

#[cfg(test)]
mod tests {
    use super::*;

    fn wall(text: &str) -> WallTime {
        WallTime::parse(text).unwrap()
    }

    #[test]
    fn a_day_near_by_has_a_name_and_one_of_another_year_has_it() {
        let now = wall("2026-11-21T23:59");
        for (text, words) in [
            ("2026-11-21T00:00", "Today, 00:00"),
            ("2026-11-22T00:00", "Tomorrow, 00:00"),
            ("2026-11-20T23:59", "Yesterday, 23:59"),
            ("2026-11-27T10:00", "Fri 27 Nov, 10:00"),
            ("2027-01-04T09:30", "Mon 4 Jan 2027, 09:30"),
        ] {
            assert_eq!(moment(&wall(text), &now), words);
        }
        let today = wall("2026-11-21T15:00");
        assert_eq!(moment_within(&today, &now), "today, 15:00");
        let friday = wall("2026-11-27T10:00");
        assert_eq!(moment_within(&friday, &now), "Fri 27 Nov, 10:00");
    }

    #[test]
    fn how_soon_is_said_within_an_hour() {
        assert_eq!(soon(20).as_deref(), Some("in 20 minutes"));
        assert_eq!(soon(1).as_deref(), Some("in 1 minute"));
        assert_eq!(soon(0).as_deref(), Some("in a minute"));
        assert_eq!(soon(-1).as_deref(), Some("due now"));
        assert_eq!(soon(-12).as_deref(), Some("12 minutes late"));
        assert_eq!(soon(61), None);
        assert_eq!(soon(-61), None);
    }

    #[test]
    fn lengths_and_names_are_said_as_people_say_them() {
        assert_eq!(length(45), "45 minutes");
        assert_eq!(length(60), "1 hour");
        assert_eq!(length(90), "1 h 30 min");
        assert_eq!(with(&["Tomás Rivera"]), "with Tomás Rivera");
        assert_eq!(with(&["Ada", "Noor", "Aiko"]), "with Ada, Noor and 1 other");
        assert_eq!(inside(&["Amara", "Jonas"]), "Amara and Jonas are inside.");
        assert_eq!(spell("K7QM-2XRD"), "Code: K 7 Q M 2 X R D");
    }
}
