//! A device that can't be had: what happened, what to do about it in this browser, and another try.

use leptos::prelude::*;

use super::{
    check_link::check_link,
    icon::{Icon, icon},
};
use crate::{
    app::{
        call_view::CallView,
        door,
        text::{self, trouble as words},
    },
    call::{call_state::DeviceProblem, own_devices::DeviceKind},
};

/// What it is about: one device, or the camera and the microphone, which are away for the same reason.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Missing {
    /// This one.
    One(DeviceKind),
    /// Both.
    Both,
}

/// What happened and what to do.
#[component]
pub fn DeviceTrouble(view: CallView, missing: Missing, problem: DeviceProblem) -> impl IntoView {
    let which = match missing {
        Missing::One(DeviceKind::Camera) => words::CAMERA,
        Missing::One(_) => words::MICROPHONE,
        Missing::Both => words::BOTH,
    };
    let trouble = words::trouble(problem, which, door::browser_family());
    let sign = match missing {
        Missing::One(DeviceKind::Microphone | DeviceKind::Speaker) => "mic-off",
        Missing::One(DeviceKind::Camera) | Missing::Both => "camera-off",
    };
    let sign_class = if problem == DeviceProblem::NotFound {
        "trouble-sign trouble-sign-quiet"
    } else {
        "trouble-sign"
    };
    let steps = (!trouble.steps.is_empty()).then(|| {
        let steps = trouble.steps.into_iter();
        view! {
            <ol class="steps">
                {steps.map(|step| view! { <li><span>{step}</span></li> }.into_any()).collect_view()}
            </ol>
        }
        .into_any()
    });
    let text = (!trouble.text.is_empty()).then(|| view! { <p>{trouble.text}</p> }.into_any());
    // On an insecure page there is nothing to try again: only another address helps.
    let again = (problem != DeviceProblem::InsecureContext).then(|| {
        view! {
            <button
                type="button"
                class="button button-44 button-secondary"
                on:click=move |_| view.call.retry_devices()
            >
                <Icon name="refresh"/>
                {text::TRY_AGAIN}
            </button>
        }
        .into_any()
    });
    view! {
        <div class="trouble" role="status">
            <span class=sign_class>{icon(sign, "icon-32")}</span>
            <h2 class="title-3">{trouble.title}</h2>
            {text}
            {steps}
            <div class="actions">{again} {check_link("button button-44 button-quiet")}</div>
        </div>
    }
    .into_any()
}
