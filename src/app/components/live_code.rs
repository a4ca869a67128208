//! A code that has just been made: in cells, with its countdown, the link and the picture to scan. It is shown once.

use std::time::Duration;

use leptos::prelude::*;

use super::{copy_button::CopyButton, icon::Icon};
use crate::{
    api::LiveCodeView,
    app::{
        door,
        text::{room, sessions as words},
    },
    domain::ids::SessionId,
    protocol::route::Route,
};

/// From when on the countdown warns, in seconds.
const WARN: u64 = 120;

/// The id of the heading.
pub const START_TITLE: &str = "start-title";

/// The code of the session `id`, and the way in; `names` are whom it is for. `renew` makes another when it is over.
#[component]
pub fn LiveCode(
    id: SessionId,
    title: String,
    names: Vec<String>,
    made: LiveCodeView,
    renew: Callback<()>,
) -> impl IntoView {
    let names: Vec<&str> = names.iter().map(String::as_str).collect();
    let title = words::is_live(&title);
    let whom = words::read_it_out(&names);
    // The browser's clock may be wrong; what counts is how long ago the answer came.
    let came_at = door::now();
    let life = made.expires_at.since(made.server_time);
    let tick = door::every(1_000);
    let left = Memo::new(move |_| {
        tick.track();
        life.saturating_sub(door::now().since(came_at))
            .max(Duration::ZERO)
            .as_secs()
    });
    let over = Memo::new(move |_| left.get() == 0);
    let cells = made
        .code
        .chars()
        .map(|letter| match letter {
            '-' => view! { <span class="live-code-dash">"–"</span> }.into_any(),
            letter => view! { <span class="live-code-cell">{letter.to_string()}</span> }.into_any(),
        })
        .collect::<Vec<_>>();
    let state = move || match left.get() {
        0 => "over",
        1..=WARN => "warn",
        _ => "running",
    };
    view! {
        <div class="dialog-body">
            <h2 class="title-3" id=START_TITLE tabindex="-1">
                {title}
            </h2>
            <p>{whom}</p>
            <div class="live-code" data-state=state>
                <p class="live-code-cells" role="img" aria-label=words::spell(&made.code)>
                    {cells}
                </p>
                <p class="live-code-left">
                    <Icon name="clock" class="icon-16"/>
                    {move || {
                        if over.get() {
                            words::CODE_OVER.to_owned()
                        } else {
                            words::code_left(left.get())
                        }
                    }}
                </p>
            </div>
            <div class="live-code-share">
                <img
                    class="scan-code"
                    src=Route::QrCode(id).path()
                    alt=words::SCAN_ALT
                    width="112"
                    height="112"
                />
                <div class="live-code-copies">
                    <CopyButton
                        what=made.code.clone()
                        label=words::COPY_CODE
                        name=words::COPY_CODE
                        done=words::CODE_COPIED
                        class="button button-secondary button-44"
                    />
                    <CopyButton
                        what=made.link.clone()
                        label=room::COPY_LINK
                        name=room::COPY_LINK
                        done=room::LINK_COPIED
                        class="button button-secondary button-44"
                    />
                </div>
            </div>
        </div>
        <div class="dialog-actions">
            {move || {
                over.get()
                    .then(|| {
                        view! {
                            <button
                                type="button"
                                class="button button-secondary"
                                on:click=move |_| renew.run(())
                            >
                                <Icon name="refresh"/>
                                {words::RENEW}
                            </button>
                        }
                            .into_any()
                    })
            }} <a class="button button-primary" href=Route::Join(id).path()>
                {words::JOIN_NOW}
            </a>
        </div>
    }
    .into_any()
}
