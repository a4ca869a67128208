//! The rules of one session besides its template: folded away, and as the template has them until somebody chooses
//! otherwise. Works as plain HTML.

use leptos::{html, prelude::*};

use super::{icon::Icon, select::Select};
use crate::{
    app::text::{rules as words, sessions},
    domain::{door::Door, role::Role, rule_changes::RuleChanges},
};

/// The lists, to be read when the form is sent by the program.
#[derive(Clone, Copy, Default)]
pub struct RuleLists {
    minutes: NodeRef<html::Select>,
    seats: NodeRef<html::Select>,
    door: NodeRef<html::Select>,
    guests: NodeRef<html::Select>,
    newcomers: NodeRef<html::Select>,
    take_over: NodeRef<html::Select>,
    relay_only: NodeRef<html::Select>,
    history: NodeRef<html::Select>,
    links: NodeRef<html::Select>,
}

impl RuleLists {
    /// What is chosen.
    pub fn chosen(self) -> RuleChanges {
        let value = |list: NodeRef<html::Select>| {
            list.get_untracked()
                .map_or_else(String::new, |list| list.value())
        };
        RuleChanges {
            minutes: value(self.minutes),
            seats: value(self.seats),
            door: value(self.door),
            guests: value(self.guests),
            newcomers: value(self.newcomers),
            take_over: value(self.take_over),
            relay_only: value(self.relay_only),
            history: value(self.history),
            links: value(self.links),
        }
    }
}

/// The fields.
#[component]
pub fn MoreRules(lists: RuleLists) -> impl IntoView {
    let figures = |all: &[u32], in_words: fn(u32) -> String| {
        all.iter()
            .map(|figure| (figure.to_string(), in_words(*figure)))
            .collect::<Vec<_>>()
    };
    let either = |in_words: fn(bool) -> &'static str| {
        [true, false]
            .map(|yes| {
                let word = if yes { "yes" } else { "no" };
                (word.to_owned(), in_words(yes).to_owned())
            })
            .to_vec()
    };
    let doors = [Door::Open, Door::Lobby]
        .map(|door| (door.word().to_owned(), words::door(door).to_owned()));
    let parts = [Role::Collaborator, Role::Viewer]
        .map(|role| (role.word().to_owned(), words::newcomers(role).to_owned()));
    let list = |id, name, label, options: Vec<(String, String)>, node_ref| {
        let mut all = vec![(String::new(), words::AS_CHOSEN.to_owned())];
        all.extend(options);
        view! { <Select id=id name=name label=label options=all node_ref=node_ref/> }.into_any()
    };
    let mut links = either(words::links);
    links.insert(0, (String::new(), words::LINKS_USUAL.to_owned()));
    view! {
        <details class="newcomer">
            <summary class="newcomer-summary">
                <Icon name="plus"/>
                {words::MORE}
            </summary>
            <div class="newcomer-fields more-rules">
                <div class="settings-pair">
                    {list(
                        "more-minutes",
                        "more[minutes]",
                        words::LENGTH,
                        figures(&words::LENGTHS, sessions::length),
                        lists.minutes,
                    )}
                    {list(
                        "more-seats",
                        "more[seats]",
                        words::SEATS_LABEL,
                        figures(&words::SEATS, words::seats),
                        lists.seats,
                    )}
                    {list("more-door", "more[door]", words::DOOR, doors.to_vec(), lists.door)}
                    {list(
                        "more-guests",
                        "more[guests]",
                        words::GUESTS,
                        either(words::guests),
                        lists.guests,
                    )}
                    {list(
                        "more-newcomers",
                        "more[newcomers]",
                        words::NEWCOMERS,
                        parts.to_vec(),
                        lists.newcomers,
                    )}
                    <Select
                        id="more-links"
                        name="more[links]"
                        label=words::LINKS
                        options=links
                        node_ref=lists.links
                    />
                    {list(
                        "more-history",
                        "more[history]",
                        words::HISTORY,
                        figures(&words::HISTORIES, |last| words::history(Some(last))),
                        lists.history,
                    )}
                    {list(
                        "more-take-over",
                        "more[take_over]",
                        words::TAKE_OVER,
                        either(words::take_over),
                        lists.take_over,
                    )}
                    {list(
                        "more-relay-only",
                        "more[relay_only]",
                        words::RELAY_ONLY,
                        either(words::relay_only),
                        lists.relay_only,
                    )}
                </div>
            </div>
        </details>
    }
    .into_any()
}
