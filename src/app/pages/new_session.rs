//! New session: a form that works as plain HTML, and what comes after it.

use leptos::{ev, html, prelude::*, server_fn::ServerFn};
use serde::{Deserialize, Serialize};

use super::state::{BackToStart, StatePage};
use crate::{
    api::{CreateSession, create_session, may_begin, my_presets},
    app::{
        asking::Asking,
        components::{
            banner::Refusal,
            choice_card::ChoiceCard,
            field::TextField,
            form::PostForm,
            more_rules::{MoreRules, RuleLists},
            page::Page,
            session_art::Art,
            submit_button::SubmitButton,
        },
        door,
        text::{account, new_session as words, rules},
        viewer::Viewer,
    },
    domain::{limits, policy::CallKind, preset::Preset},
    protocol::route::Route,
};

/// The page. Who has to sign in first is told so before they fill anything in.
#[component]
pub fn NewSessionPage() -> impl IntoView {
    let viewer = Viewer::current();
    Suspend::new(async move {
        // Where it cannot be asked, the form says so when it is sent.
        if may_begin().await.unwrap_or(true) {
            let saved = match &viewer.account {
                Some(_) => my_presets().await.unwrap_or_default(),
                None => Vec::new(),
            };
            let own = saved
                .iter()
                .map(|preset| OwnRules {
                    id: preset.id.to_string(),
                    name: preset.name.as_str().to_owned(),
                    summary: rules::summary(&preset.rules),
                })
                .collect();
            draw(viewer.name(), own)
        } else {
            door::set_page_status(403);
            view! {
                <StatePage art=Art::Alone title=words::SIGN_IN_FIRST lead=words::SIGN_IN_FIRST_LEAD>
                    <div class="actions">
                        <a class="button button-primary" href=viewer.sign_in_path()>
                            {account::SIGN_IN}
                        </a>
                        <BackToStart/>
                    </div>
                </StatePage>
            }
            .into_any()
        }
    })
}

fn draw(known: String, own: Vec<OwnRules>) -> AnyView {
    door::set_page_title(words::TITLE);
    view! {
        <Page>
                <div class="new-session wrap">
                    <h1 class="title-1">{words::TITLE}</h1>
                    <div class="new-session-columns">
                        <div>
                            <NewSessionForm known=known own=own/>
                        </div>
                        <WhatNext steps=words::STEPS/>
                    </div>
                </div>
        </Page>
    }
    .into_any()
}

/// Rules that somebody saved, as a choice.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
struct OwnRules {
    id: String,
    name: String,
    summary: String,
}

/// The form; made, it leads into the session. `known` is the name of who is signed in, `own` what they saved.
#[island(lazy)]
fn NewSessionForm(known: String, own: Vec<OwnRules>) -> impl IntoView {
    let create = Asking::default();
    let name = NodeRef::<html::Input>::new();
    Effect::new(move |_| {
        if let (Some(input), Some(saved)) = (name.get(), door::saved_name())
            && input.value().is_empty()
        {
            input.set_value(&saved);
        }
    });
    let title = NodeRef::<html::Input>::new();
    let audio = NodeRef::<html::Input>::new();
    let ours = Preset::ALL.map(|preset| Choice {
        value: preset.word().to_owned(),
        title: rules::preset(preset).to_owned(),
        hint: rules::preset_meaning(preset).to_owned(),
        icon: sign(preset),
        radio: NodeRef::new(),
    });
    let own = own.into_iter().map(|own| Choice {
        value: own.id,
        title: own.name,
        hint: own.summary,
        icon: "sliders",
        radio: NodeRef::new(),
    });
    let choices: Vec<Choice> = ours.into_iter().chain(own).collect();
    let cards = choices
        .iter()
        .cloned()
        .map(|choice| {
            view! {
                <ChoiceCard
                    name="preset"
                    checked=choice.value == Preset::default().word()
                    value=choice.value
                    title=choice.title
                    hint=choice.hint
                    icon=choice.icon
                    node_ref=choice.radio
                />
            }
            .into_any()
        })
        .collect::<Vec<_>>();
    let lists = RuleLists::default();
    let submit = Callback::new(move |event: ev::SubmitEvent| {
        let (Some(title), Some(name), Some(audio)) = (
            title.get_untracked(),
            name.get_untracked(),
            audio.get_untracked(),
        ) else {
            return;
        };
        event.prevent_default();
        door::save_name(name.value().trim());
        let kind = if audio.checked() {
            CallKind::Audio
        } else {
            CallKind::Video
        };
        let preset = choices
            .iter()
            .find(|choice| {
                choice
                    .radio
                    .get_untracked()
                    .is_some_and(|radio| radio.checked())
            })
            .map_or_else(String::new, |choice| choice.value.clone());
        create.ask(
            create_session(title.value(), name.value(), kind, preset, lists.chosen()),
            |made| {
                if let Ok(id) = made {
                    door::go_to(&Route::Join(id).path());
                }
            },
        );
    });
    view! {
        <PostForm class="new-session-form" action=CreateSession::url() submit=submit>
            <TextField
                id="title"
                name="title"
                label=words::ABOUT
                max_length=limits::TITLE_CHARS
                optional=true
                node_ref=title
            />
            <TextField
                id="name"
                name="name"
                label=words::YOUR_NAME
                max_length=limits::NAME_CHARS
                optional=true
                hint=Some(words::NAME_HINT.to_owned())
                autocomplete="name"
                value=known
                node_ref=name
            />
            <fieldset class="choices">
                <legend class="field-label">{words::KIND}</legend>
                <div class="choices-row">
                    <ChoiceCard
                        name="kind"
                        value="video"
                        title=words::VIDEO
                        icon="camera"
                        checked=true
                    />
                    <ChoiceCard
                        name="kind"
                        value="audio"
                        title=words::AUDIO
                        icon="mic"
                        node_ref=audio
                    />
                </div>
            </fieldset>
            <fieldset class="choices">
                <legend class="field-label">{rules::PRESET}</legend>
                <div class="choices-rows">{cards}</div>
            </fieldset>
            <MoreRules lists=lists/>
            <div class="new-session-end">
                <SubmitButton
                    label=words::CREATE
                    busy_label=words::CREATING
                    busy=create.busy()
                    class="button button-primary button-56"
                />
                <p class="hint">{words::LIMITS}</p>
            </div>
        </PostForm>
        <Refusal why=create.refusal_words()/>
    }
    .into_any()
}

/// A set of rules to choose.
#[derive(Clone)]
struct Choice {
    value: String,
    title: String,
    hint: String,
    icon: &'static str,
    radio: NodeRef<html::Input>,
}

const fn sign(preset: Preset) -> &'static str {
    match preset {
        Preset::Conversation => "people",
        Preset::Presentation => "share",
        Preset::Interview => "shield",
    }
}

/// The card beside a form; its `steps` are a title and a sentence each.
#[component]
pub fn WhatNext(steps: [[&'static str; 2]; 3]) -> impl IntoView {
    let steps = steps.map(|[title, text]| {
        view! {
            <li>
                <h3>{title}</h3>
                <p>{text}</p>
            </li>
        }
        .into_any()
    });
    view! {
        <aside class="next" aria-labelledby="next">
            <h2 class="title-4" id="next">
                {words::NEXT}
            </h2>
            <ol>{steps.into_iter().collect::<Vec<_>>()}</ol>
        </aside>
    }
    .into_any()
}
