//! Beginning a session: the question, and then its code. The same on a page of its own and in a dialog.

use leptos::{ev, prelude::*, server_fn::ServerFn};
use serde::{Deserialize, Serialize};

use super::{
    banner::Refusal,
    focus::focus_id,
    form::PostForm,
    icon::icon,
    live_code::{LiveCode, START_TITLE},
    submit_button::SubmitButton,
};
use crate::{
    api::{LiveCodeView, StartLive, start_live},
    app::{asking::Asking, text::sessions as words},
    domain::ids::SessionId,
};

/// What is asked before a session begins, or gets a new code.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct StartAsk {
    /// Which.
    pub id: SessionId,
    /// What it is called.
    pub title: String,
    /// Whether it has begun, so that only a new code is made.
    pub live: bool,
    /// When it was planned for, as a sentence; empty when it is live.
    pub planned: String,
    /// First names of the others.
    pub names: Vec<String>,
}

/// A beginning under way. Copy it into views and handlers freely.
#[derive(Clone, Copy, Default)]
pub struct Starting {
    asking: Asking,
    made: RwSignal<Option<LiveCodeView>>,
}

impl Starting {
    /// Begins the session, or makes a new code for it. In the browser only: call it from handlers.
    pub fn begin(self, id: SessionId) {
        self.asking.ask(start_live(id), move |answer| {
            if let Ok(made) = answer {
                self.made.try_set(Some(made));
                // The words have changed: whoever does not see them hears them.
                request_animation_frame(|| focus_id(START_TITLE));
            }
        });
    }

    /// Forgets what was, before another question.
    pub fn clear(self) {
        self.made.set(None);
        self.asking.clear();
    }
}

/// The id of the button that says yes.
pub const START_GO: &str = "start-go";

/// The question, and after a yes the code. `away` closes a dialog; none on a page.
#[component]
pub fn StartQuestion(
    ask: StartAsk,
    start: Starting,
    #[prop(optional_no_strip)] away: Option<Callback<()>>,
) -> impl IntoView {
    let id = ask.id;
    let busy = start.asking.busy();
    let refusal = start.asking.refusal_words();
    let submit = Callback::new(move |event: ev::SubmitEvent| {
        event.prevent_default();
        start.begin(id);
    });
    let renew = Callback::new(move |()| start.begin(id));
    move || {
        if let Some(made) = start.made.get() {
            return view! { <LiveCode
                id=id
                title=ask.title.clone()
                names=ask.names.clone()
                made=made
                renew=renew
            /> }
            .into_any();
        }
        let (question, lead, label, working) = if ask.live {
            (
                words::invite_question(&ask.title),
                words::INVITE_LEAD.to_owned(),
                words::MAKE_CODE,
                words::MAKING_CODE,
            )
        } else {
            (
                words::start_question(&ask.title),
                ask.planned.clone(),
                words::START,
                words::STARTING,
            )
        };
        let facts = (!ask.live).then(|| facts(&ask.names));
        view! {
            <PostForm class="start-form" action=StartLive::url() submit=submit>
                <input type="hidden" name="id" value=id.to_string()/>
                <div class="dialog-body">
                    <h2 class="title-3" id=START_TITLE>
                        {question}
                    </h2>
                    <p>{lead}</p>
                    {facts}
                    <Refusal why=refusal/>
                </div>
                <div class="dialog-actions">
                    {away
                        .map(|away| {
                            view! {
                                <button
                                    type="button"
                                    class="button button-quiet"
                                    on:click=move |_| away.run(())
                                >
                                    {words::NOT_YET}
                                </button>
                            }
                                .into_any()
                        })}
                    <SubmitButton
                        label=label
                        busy_label=working
                        busy=busy
                        class="button button-primary"
                        id=START_GO
                    />
                </div>
            </PostForm>
        }
        .into_any()
    }
}

fn facts(names: &[String]) -> AnyView {
    let names: Vec<&str> = names.iter().map(String::as_str).collect();
    let facts = words::start_facts(&names)
        .into_iter()
        .map(|(sign, fact)| {
            view! {
                <li>
                    {icon(sign, "")} <span>{fact}</span>
                </li>
            }
            .into_any()
        })
        .collect::<Vec<_>>();
    view! { <ul class="dialog-facts start-facts">{facts}</ul> }.into_any()
}

/// The question on a page of its own; or the code at once, when a plain form has `made` one.
#[island(lazy)]
pub fn StartHere(
    ask: StartAsk,
    #[prop(optional_no_strip)] made: Option<LiveCodeView>,
) -> impl IntoView {
    let start = Starting::default();
    start.made.set(made);
    view! { <StartQuestion ask=ask start=start away=None/> }
}
