//! The form of an appointment, new or changed: plain HTML that works without the program.

use leptos::prelude::*;

use super::{
    avatar::Avatar, banner::Refusal, choice_card::ChoiceCard, field::TextField,
    newcomer::NewcomerFields, select::Select, switch::Switch,
};
use crate::{
    api::{PersonToAsk, PresetView},
    app::{
        pages::answered::Answered,
        text::{admin, appointment as words, new_session, rules, sessions},
    },
    domain::{
        account::AccountRole,
        limits,
        policy::CallKind,
        preset::Preset,
        schedule::{AppointmentForm, Meeting},
        time_zone::TimeZoneName,
    },
    protocol::{appointment_query::APPOINTMENT_FORM, error_code::ErrorCode},
};

/// What the time answers for.
const AT_TIME: [ErrorCode; 1] = [ErrorCode::TimeRefused];
/// What fields answer for.
const AT_FIELDS: [ErrorCode; 3] = [
    ErrorCode::TimeRefused,
    ErrorCode::NameEmpty,
    ErrorCode::EmailMalformed,
];

/// The fields; `children` stand before the button.
#[component]
pub fn AppointmentFields(
    filled: AppointmentForm,
    people: Vec<PersonToAsk>,
    /// The part of whoever fills it: interviews are not for learners.
    role: AccountRole,
    zone: TimeZoneName,
    answered: Answered,
    /// Whether somebody without an account can be asked in here.
    newcomer: bool,
    /// The templates for the rules: the word and the name of each.
    templates: Vec<(String, String)>,
) -> impl IntoView {
    let chosen = filled.with.clone();
    let rows = people
        .into_iter()
        .map(|person| {
            let checked = chosen.contains(&person.id);
            view! { <PersonRow person=person checked=checked/> }.into_any()
        })
        .collect::<Vec<_>>();
    let alone = rows.is_empty();
    let people = if alone && newcomer {
        ().into_any()
    } else if alone {
        view! { <p class="hint">{words::NOBODY}</p> }.into_any()
    } else {
        view! { <div class="person-rows">{rows}</div> }.into_any()
    };
    let mut lengths = words::LENGTHS.to_vec();
    if !lengths.contains(&filled.minutes) {
        lengths.push(filled.minutes);
        lengths.sort_unstable();
    }
    let lengths = lengths
        .into_iter()
        .map(|minutes| (minutes.to_string(), sessions::length(minutes)))
        .collect::<Vec<_>>();
    let meetings = Meeting::ALL
        .into_iter()
        .filter(|meeting| meeting.part(role).is_some())
        .map(|meeting| {
            let icon = match meeting {
                Meeting::Mentoring => "people",
                Meeting::Interview => "details",
                Meeting::Open => "chat",
            };
            view! {
                <ChoiceCard
                    name="form[meeting]"
                    value=meeting.word()
                    title=words::meeting(meeting)
                    icon=icon
                    checked=meeting == filled.meeting
                />
            }
            .into_any()
        })
        .collect::<Vec<_>>();
    let newcomer = newcomer.then(|| {
        let open = alone || !filled.newcomer.is_empty() || !filled.newcomer_email.is_empty();
        view! {
            <NewcomerFields
                names=["form[newcomer]", "form[newcomer_email]"]
                summary=words::NEWCOMER
                filled=[filled.newcomer, filled.newcomer_email]
                open=open
                form=APPOINTMENT_FORM
                answered=answered.clone()
            />
        }
        .into_any()
    });
    let audio = filled.kind == CallKind::Audio;
    view! {
        <Refusal why=Signal::stored(answered.elsewhere(APPOINTMENT_FORM, &AT_FIELDS))/>
        <input type="hidden" name="form[time_zone]" value=zone.to_string()/>
        <TextField
            id="title"
            name="form[title]"
            label=words::ABOUT
            max_length=limits::TITLE_CHARS
            optional=true
            value=filled.title
        />
        <fieldset class="choices">
            <legend class="field-label">{words::WITH}</legend>
            {people}
            {newcomer}
        </fieldset>
        <div class="settings-pair">
            <TextField
                id="starts"
                name="form[starts]"
                kind="datetime-local"
                label=words::WHEN
                required=true
                value=filled.starts
                hint=Some(words::zone_hint(zone.as_str()))
                wrong=answered.wrong(APPOINTMENT_FORM, &AT_TIME)
            />
            <Select
                id="minutes"
                name="form[minutes]"
                label=words::LENGTH
                options=lengths
                chosen=filled.minutes.to_string()
            />
        </div>
        <fieldset class="choices">
            <legend class="field-label">{words::MEETING}</legend>
            <div class="choices-row choices-row-3">{meetings}</div>
        </fieldset>
        <fieldset class="choices">
            <legend class="field-label">{words::KIND}</legend>
            <div class="choices-row">
                <ChoiceCard
                    name="form[kind]"
                    value="video"
                    title=new_session::VIDEO
                    icon="camera"
                    checked=!audio
                />
                <ChoiceCard
                    name="form[kind]"
                    value="audio"
                    title=new_session::AUDIO
                    icon="mic"
                    checked=audio
                />
            </div>
        </fieldset>
        <Select
            id="rules"
            name="form[rules]"
            label=rules::PRESET
            options=templates
            chosen=filled.rules
        />
        <div class="switch-rows">
            <Switch
                name="form[weekly]"
                label=words::REPEAT
                hint=words::REPEAT_HINT
                checked=filled.weekly
            />
            <Switch
                name="form[guests]"
                label=words::GUESTS
                hint=words::GUESTS_HINT
                checked=filled.guests
            />
        </div>
    }
    .into_any()
}

/// The templates to choose from: ours, and those that somebody has `saved`.
pub fn templates(saved: Vec<PresetView>) -> Vec<(String, String)> {
    let ours =
        Preset::ALL.map(|preset| (preset.word().to_owned(), rules::preset(preset).to_owned()));
    let own = saved
        .into_iter()
        .map(|preset| (preset.id.to_string(), preset.name.as_str().to_owned()));
    ours.into_iter().chain(own).collect()
}

/// Somebody to ask; the whole row is the target.
#[component]
fn PersonRow(person: PersonToAsk, checked: bool) -> impl IntoView {
    view! {
        <label class="person-row">
            <input
                class="check"
                type="checkbox"
                name="form[with][]"
                value=person.id.to_string()
                checked=checked
            />
            <Avatar id=person.id.as_uuid() name=person.name.clone() class="avatar avatar-32"/>
            <span class="person-row-name">{person.name.to_string()}</span>
            <span class="hint">{admin::role(person.role)}</span>
        </label>
    }
    .into_any()
}

/// Of those that repeat, which.
#[component]
pub fn ReachChoice(legend: &'static str) -> impl IntoView {
    view! {
        <fieldset class="choices">
            <legend class="field-label">{legend}</legend>
            <div class="choices-row">
                <ChoiceCard
                    name="reach"
                    value="this_one"
                    title=words::THIS_ONE
                    icon="calendar"
                    checked=true
                />
                <ChoiceCard
                    name="reach"
                    value="all_that_follow"
                    title=words::ALL_THAT_FOLLOW
                    icon="refresh"
                />
            </div>
        </fieldset>
    }
    .into_any()
}
