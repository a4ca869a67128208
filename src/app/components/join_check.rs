//! What is looked at before a call, as a list that fills: each step with its state in a word and a sentence, and over
//! all of them what they mean together.

use leptos::{html, prelude::*};

use super::{
    copy_button::CopyButton,
    icon::{Icon, icon},
    level::Level,
};
use crate::{
    app::{
        door::{self, CheckHandle},
        text::{
            check as words,
            trouble::{self, CAMERA, MICROPHONE, Which},
        },
    },
    call::{
        call_state::DeviceProblem,
        join_check::{JoinCheck, State, Step, Tried},
    },
};

/// One step as it is drawn.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Row {
    title: &'static str,
    state: State,
    sentence: String,
    steps: Vec<String>,
}

/// The list, which begins to fill when the page is there.
#[island(lazy)]
pub fn JoinCheckList() -> impl IntoView {
    let handle = CheckHandle::begin();
    let check = handle.check;
    let mood = Memo::new(move |_| check.with(JoinCheck::mood));
    let verdict = Memo::new(move |_| check.with(|check| words::verdict(check.verdict())));
    let over = Memo::new(move |_| check.with(JoinCheck::is_over));
    let copied = Signal::derive(move || {
        let moment = door::exact_moment(door::now());
        check.with(|check| words::result(check, door::browser_family(), &moment))
    });
    // A list of as many rows as there are steps; a row draws itself anew when it changes.
    let steps = Memo::new(move |_| check.with(JoinCheck::steps));
    let rows = move || {
        steps
            .get()
            .into_iter()
            .map(|step| row(check, step))
            .collect::<Vec<_>>()
    };
    view! {
        <div class="check-body">
            <div class="check-verdict" data-mood=move || word(mood.get())>
                <span class="check-sign">{move || sign(mood.get())}</span>
                <p class="title-3" role="status">
                    {verdict}
                </p>
            </div>
            <ul class="rows check-rows" aria-label=words::STEPS>
                {rows}
            </ul>
            <Devices handle=handle/>
            <div class="actions check-actions">
                <button
                    type="button"
                    class="button button-secondary"
                    aria-disabled=move || (!over.get()).to_string()
                    on:click=move |_| {
                        if over.get_untracked() {
                            handle.look();
                        }
                    }
                >
                    <Icon name="refresh"/>
                    {words::AGAIN}
                </button>
                <CopyButton
                    what=copied
                    label=words::COPY
                    name=words::COPY_NAME
                    done=words::COPIED
                    class="button button-secondary"
                />
            </div>
        </div>
    }
    .into_any()
}

fn row(check: RwSignal<JoinCheck>, step: Step) -> AnyView {
    let row = Memo::new(move |_| check.with(|check| drawn(check, step)));
    view! {
        <li class="row check-row" data-state=move || row.with(|row| word(row.state))>
            {move || {
                let Row { title, state, sentence, steps } = row.get();
                let steps = (!steps.is_empty())
                    .then(|| {
                        let steps = steps
                            .into_iter()
                            .map(|step| view! { <li><span>{step}</span></li> }.into_any())
                            .collect::<Vec<_>>();
                        view! { <ol class="steps">{steps}</ol> }.into_any()
                    });
                view! {
                    <span class="check-sign">{sign(state)}</span>
                    <div class="row-words">
                        <h2 class="row-title">{title}</h2>
                        <p class="hint">{sentence}</p>
                        {steps}
                    </div>
                    <span class="badge check-state">{words::state(state)}</span>
                }
                    .into_any()
            }}
        </li>
    }
    .into_any()
}

fn drawn(check: &JoinCheck, step: Step) -> Row {
    let browser = door::browser_family();
    let steps = |answer: Tried<Result<(), DeviceProblem>>, which: Which| match answer {
        Tried::Done(Err(problem)) => trouble::trouble(problem, which, browser).steps,
        _ => Vec::new(),
    };
    Row {
        title: words::step(check, step),
        state: check.state(step),
        sentence: words::sentence(check, step, browser),
        steps: match step {
            Step::Microphone => steps(check.microphone, MICROPHONE),
            // The way to allow both is the same; once is enough.
            Step::Camera if check.camera != check.microphone => steps(check.camera, CAMERA),
            _ => Vec::new(),
        },
    }
}

/// The button that asks for the devices, and what they give.
#[component]
fn Devices(handle: CheckHandle) -> impl IntoView {
    let check = handle.check;
    let given = |answer| answer == Tried::Done(Ok(()));
    let has_camera = Memo::new(move |_| check.with(|check| given(check.camera)));
    let has_microphone = Memo::new(move |_| check.with(|check| given(check.microphone)));
    let held = RwSignal::new(true);
    let secure = Memo::new(move |_| {
        check.with(|check| check.browser.done().is_none_or(|facts| facts.secure))
    });
    let asking = Memo::new(move |_| check.with(|check| check.microphone == Tried::Looking));
    let button = Memo::new(move |_| check.with(words::devices_button));
    let video = NodeRef::<html::Video>::new();
    handle.show_picture(video);
    let ask = move |_| {
        if !asking.get_untracked() {
            held.set(true);
            handle.try_devices();
        }
    };
    let box_ = move || {
        (held.get() && (has_camera.get() || has_microphone.get())).then(|| {
            view! {
                <section class="check-preview" aria-label=words::PREVIEW>
                    <video
                        node_ref=video
                        autoplay
                        playsinline
                        muted
                        aria-hidden="true"
                        hidden=move || !has_camera.get()
                    ></video>
                    {move || {
                        has_microphone
                            .get()
                            .then(|| view! { <Level level=handle.level class="check-level"/> })
                    }}
                    <button
                        type="button"
                        class="button button-44 button-secondary"
                        on:click=move |_| {
                            held.set(false);
                            handle.let_go();
                        }
                    >
                        {words::LET_GO}
                    </button>
                </section>
            }
            .into_any()
        })
    };
    view! {
        <div class="check-devices">
            {box_}
            {move || {
                let shown = secure.get() && !(held.get() && has_camera.get() && has_microphone.get());
                shown
                    .then(|| {
                        view! {
                            <button
                                type="button"
                                class="button button-primary button-56"
                                aria-busy=move || asking.get().to_string()
                                on:click=ask
                            >
                                {move || {
                                    if asking.get() {
                                        view! { <span class="spinner" aria-hidden="true"></span> }.into_any()
                                    } else {
                                        icon("camera", "")
                                    }
                                }}
                                {button}
                            </button>
                        }
                            .into_any()
                    })
            }}
        </div>
    }
    .into_any()
}

/// A word for styles.
const fn word(state: State) -> &'static str {
    match state {
        State::Waiting => "waiting",
        State::Looking => "looking",
        State::Unknown => "unknown",
        State::Good => "good",
        State::Weak => "weak",
        State::Failed => "failed",
    }
}

fn sign(state: State) -> AnyView {
    let name = match state {
        State::Looking => {
            return view! { <span class="spinner" aria-hidden="true"></span> }.into_any();
        }
        State::Waiting => "clock",
        State::Unknown => "info",
        State::Good => "check",
        State::Weak => "warning",
        State::Failed => "close",
    };
    icon(name, "")
}
