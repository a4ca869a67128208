//! Says to readers what others see happen, and shows it as a passing sentence where eyes may miss it too.
//!
//! Politely: who came and went (those together who come together), who raised a hand, new messages while the chat is
//! closed, announcements, who shares a screen, the connection coming back, another device than before. At once: the
//! connection is lost, a host turned one's microphone
//! off, something was refused, the session ends soon.

use std::time::Duration;

use leptos::prelude::*;

use super::notices::sentences;
use crate::{
    app::{
        call_view::{CallView, Panel},
        text::{self, connection, devices, host, room as words, screen},
    },
    call::{
        call_state::{Connection, NoticeKind, OwnScreen},
        quality::Level,
    },
    domain::{ids::ParticipantId, participant::DisplayName},
    protocol::guest_trouble::AtDoor,
};

/// For so long it is waited who else comes, or goes, before it is said.
const GATHER: Duration = Duration::from_millis(800);

/// The two live regions.
#[component]
pub fn Announcer(view: CallView) -> impl IntoView {
    let polite = RwSignal::new(String::new());
    let urgent = RwSignal::new(String::new());

    let say = move |sentence: String| {
        polite.set(sentence.clone());
        view.toast.set(Some(sentence));
    };
    let say_at_once = move |sentence: &str| {
        urgent.set(sentence.to_owned());
        view.toast.set(Some(sentence.to_owned()));
    };

    let last = view.read(|state| state.notices.last().map_or(0, |notice| notice.number));
    let said = StoredValue::new(None::<u32>);
    let gathering = StoredValue::new(false);
    Effect::new(move |_| {
        let now = last.get();
        let Some(before) = said.get_value() else {
            // What was there on entering is no news.
            said.set_value(Some(now));
            return;
        };
        if now <= before || gathering.get_value() {
            return;
        }
        gathering.set_value(true);
        let speak = move || {
            let Some(Some(before)) = said.try_get_value() else {
                return;
            };
            gathering.set_value(false);
            let sentences = view.call.state.with_untracked(|state| {
                sentences(state.notices.iter().filter(|one| one.number > before))
            });
            if let Some(last) = sentences.last() {
                said.set_value(Some(last.last));
                let words: Vec<String> = sentences.iter().map(|one| one.words()).collect();
                polite.set(words.join(". "));
                // What a prompt asks over the stage is not shown twice.
                let shown: Vec<String> = sentences
                    .iter()
                    .filter(|one| one.first.kind != NoticeKind::AskedToMute)
                    .map(|one| one.words())
                    .collect();
                if !shown.is_empty() {
                    view.toast.set(Some(shown.join(". ")));
                }
            }
        };
        set_timeout(speak, GATHER);
    });

    let news = view.read(|state| state.devices.news.clone());
    Effect::new(move |before: Option<u32>| {
        let news = news.get();
        let number = news.as_ref().map_or(0, |news| news.number);
        if let (Some(before), Some(news)) = (before, news)
            && number > before
        {
            say(devices::news(news.kind, &news.what));
        }
        number
    });

    let at_door = view.read(|state| state.at_door.clone());
    Effect::new(move |before: Option<Vec<AtDoor>>| {
        let now = at_door.get();
        let new = now
            .iter()
            .find(|one| before.as_ref().is_none_or(|before| !before.contains(one)));
        if let Some(AtDoor { name, trouble }) = new {
            let name = name.as_ref().map(DisplayName::as_str);
            say(host::trouble_at_door(name, *trouble));
        }
        now
    });

    let refused = view.read(|state| state.refused);
    Effect::new(move |_| {
        if let Some(refused) = refused.get() {
            say_at_once(text::refusal(refused.code));
        }
    });

    let me = view.read(|state| state.room.as_ref().map(|room| room.me.clone()));
    Effect::new(move |before: Option<Option<(_, bool)>>| {
        let now = me.get().map(|me| (me.role, me.grants.publish_audio));
        if let (Some(Some((role, spoke))), Some((role_now, speaks))) = (before, now) {
            if role != role_now {
                say_at_once(host::role_now(role_now));
            } else if spoke && !speaks {
                say_at_once(host::MUTED_NOW);
            }
        }
        now
    });

    // Shown over the stage; its figures change too often to be read out.
    let weak = view.read(|state| state.own_mark.level == Level::Weak);
    Effect::new(move |_| {
        if weak.get() {
            let mark = view.call.state.with_untracked(|state| state.own_mark);
            polite.set(connection::of_oneself(mark).unwrap_or_default());
        }
    });

    let screens = view.read(|state| state.screens_of_others());
    Effect::new(move |before: Option<Vec<ParticipantId>>| {
        let now = screens.get();
        let name = |id: &ParticipantId| {
            view.call.state.with_untracked(|state| {
                state.person(*id).map(|person| person.user.name.to_string())
            })
        };
        // Who shared already on entering is no less news.
        let before = before.unwrap_or_default();
        let begun = now.iter().filter(|id| !before.contains(id));
        let over = before.iter().filter(|id| !now.contains(id));
        // Of who is gone it is said that they left.
        let over = over
            .filter_map(name)
            .map(|name| screen::shares_no_more(&name));
        let begun = begun.filter_map(name).map(|name| screen::shares(&name));
        let sentences: Vec<String> = over.chain(begun).collect();
        if !sentences.is_empty() {
            polite.set(sentences.join(". "));
        }
        now
    });
    let own_screen = view.read(|state| {
        let may = state.grants().is_none_or(|grants| grants.share_screen);
        (state.own_screen, may)
    });
    Effect::new(move |before: Option<bool>| {
        let (now, may) = own_screen.get();
        if let OwnScreen::Missing(problem) = now {
            say_at_once(screen::trouble(problem));
        } else if before == Some(true) && !may {
            say_at_once(screen::TAKEN);
        }
        matches!(now, OwnScreen::On(_))
    });

    let announcement = view.read(|state| {
        let messages = state.chat.messages.iter().rev();
        messages
            .filter(|message| message.announcement && message.deleted_at.is_none())
            .map(|message| (message.seq, message.body.as_str().to_owned()))
            .next()
    });
    let entered = view.read(|state| state.room.is_some());
    Effect::new(move |before: Option<Option<u64>>| {
        let now = announcement.get();
        if !entered.get() {
            return None;
        }
        let seq = now.as_ref().map_or(0, |(seq, _)| *seq);
        if let (Some(Some(before)), Some((_, body))) = (before, now)
            && seq > before
        {
            say(host::announced(&body));
        }
        Some(seq)
    });

    let message = view.read(|state| {
        let me = state.room.as_ref()?.me.id;
        let last = state.chat.messages.last()?;
        let body = (last.author_id != me)
            .then(|| (last.author_name.to_string(), last.body.as_str().to_owned()));
        Some((last.seq, body))
    });
    Effect::new(move |heard: Option<u64>| {
        let Some((seq, body)) = message.get() else {
            return heard.unwrap_or(0);
        };
        let heard = heard.unwrap_or(seq).max(view.seen.get_untracked());
        if let (true, Some((name, body))) = (
            seq > heard && view.panel.get_untracked() != Some(Panel::Chat),
            body,
        ) {
            polite.set(words::wrote(&name, &body));
        }
        seq.max(heard)
    });

    let connected = view.read(|state| match state.connection {
        Connection::Connected => Some(true),
        Connection::Idle | Connection::Connecting => None,
        Connection::Reconnecting { .. } | Connection::Offline { .. } | Connection::GaveUp => {
            Some(false)
        }
    });
    Effect::new(move |before: Option<Option<bool>>| {
        let now = connected.get();
        match (before.flatten(), now) {
            (Some(true), Some(false)) => urgent.set(words::LOST.to_owned()),
            (Some(false), Some(true)) => {
                urgent.set(String::new());
                polite.set(words::BACK.to_owned());
                view.toast.set(Some(words::BACK.to_owned()));
            }
            _ => {}
        }
        now.or(before.flatten())
    });

    // The sentence itself stands over the stage.
    let warning = view.warning();
    Effect::new(move |_| {
        if let Some(minutes) = warning.get() {
            urgent.set(host::ends_in(minutes));
        }
    });

    // So do these two.
    let waiting = view.waiting();
    Effect::new(move |before: Option<usize>| {
        let waiting = waiting.get();
        if waiting.len() > before.unwrap_or(0) {
            let names: Vec<&str> = waiting.iter().map(|user| user.name.as_str()).collect();
            polite.set(host::knocks(&names));
        }
        waiting.len()
    });
    let grants = view.grants();
    Effect::new(move |before: Option<(bool, bool)>| {
        let grants = grants.get();
        let now = (grants.publish_audio, grants.publish_video);
        match before.map(|before| (now.0 && !before.0, now.1 && !before.1)) {
            Some((true, true)) => polite.set(host::MAY_BOTH.to_owned()),
            Some((true, false)) => polite.set(host::MAY_SPEAK.to_owned()),
            Some((false, true)) => polite.set(host::MAY_SHOW.to_owned()),
            Some((false, false)) | None => {}
        }
        now
    });

    view! {
        <div class="unseen" role="status" aria-live="polite">
            {polite}
        </div>
        <div class="unseen" role="alert">
            {urgent}
        </div>
    }
    .into_any()
}
