//! How a refused form of an appointment comes back to its page: what was typed stands in the query.

use crate::domain::{
    policy::CallKind,
    schedule::{AppointmentForm, Meeting},
};

/// The form's name in the query.
pub const APPOINTMENT_FORM: &str = "appointment";

/// The names of what was typed, and what; what is empty need not be sent.
pub fn write(form: &AppointmentForm) -> [(&'static str, String); 11] {
    let yes = |is: bool| if is { "true".to_owned() } else { String::new() };
    let with: Vec<String> = form.with.iter().map(ToString::to_string).collect();
    let audio = form.kind == CallKind::Audio;
    [
        ("title", form.title.clone()),
        ("audio", yes(audio)),
        ("meeting", form.meeting.word().to_owned()),
        ("guests", yes(form.guests)),
        ("with", with.join(",")),
        ("starts", form.starts.clone()),
        ("minutes", form.minutes.to_string()),
        ("weekly", yes(form.weekly)),
        ("rules", form.rules.clone()),
        ("newcomer", form.newcomer.clone()),
        ("newcomer_email", form.newcomer_email.clone()),
    ]
}

/// What was typed, by what stands in the query under a name; none when nothing was.
pub fn read(typed: impl Fn(&str) -> String) -> Option<AppointmentForm> {
    let is = |name: &str| typed(name) == "true";
    Some(AppointmentForm {
        meeting: Meeting::parse(&typed("meeting"))?,
        minutes: typed("minutes").parse().ok()?,
        title: typed("title"),
        kind: if is("audio") {
            CallKind::Audio
        } else {
            CallKind::Video
        },
        guests: is("guests"),
        with: typed("with")
            .split(',')
            .filter_map(|id| id.parse().ok())
            .collect(),
        starts: typed("starts"),
        time_zone: String::new(),
        weekly: is("weekly"),
        rules: typed("rules"),
        newcomer: typed("newcomer"),
        newcomer_email: typed("newcomer_email"),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::ids::AccountId;
    use uuid::Uuid;

    #[test]
    fn what_was_typed_comes_back() {
        let form = AppointmentForm {
            title: "Reading club".to_owned(),
            kind: CallKind::Audio,
            meeting: Meeting::Interview,
            guests: true,
            with: vec![
                AccountId::from_uuid(Uuid::from_u128(1)),
                AccountId::from_uuid(Uuid::from_u128(2)),
            ],
            starts: "2026-11-27T10:00".to_owned(),
            time_zone: String::new(),
            minutes: 45,
            weekly: false,
            rules: "presentation".to_owned(),
            newcomer: "Noor".to_owned(),
            newcomer_email: "noor@example.org".to_owned(),
        };
        let written = write(&form);
        let typed = |name: &str| {
            written
                .iter()
                .find(|(known, _)| *known == name)
                .map(|(_, value)| value.clone())
                .unwrap_or_default()
        };
        assert_eq!(read(typed), Some(form));
        assert_eq!(read(|_| String::new()), None);
    }
}
