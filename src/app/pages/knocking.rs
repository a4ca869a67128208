//! Before the door: one waits to be let in, sees what is going on meanwhile, and keeps one's picture.

use leptos::prelude::*;

use crate::{
    app::{
        call_view::CallView,
        components::{
            banner::{Banner, Tone},
            check_link::check_link,
            icon::Icon,
            page::Page,
            preview::Preview,
        },
        door,
        text::join as words,
    },
    call::call_state::Connection,
};

/// The page.
#[component]
pub fn KnockingPage(view: CallView) -> impl IntoView {
    let host = view
        .session
        .with_value(|session| session.host_name.to_string());
    let knocking = view.read(|state| state.knocking.clone());
    let away = view.read(|state| {
        !matches!(
            state.connection,
            Connection::Idle | Connection::Connecting | Connection::Connected
        )
    });
    let title = view.title();
    Effect::new(move |_| door::set_page_title(&title.get()));
    let lead = move || {
        knocking.with(|knocking| match knocking {
            Some(knocking) if knocking.host_inside => words::being_told(&host),
            Some(_) => words::NO_HOST_INSIDE.to_owned(),
            None => words::KNOCKING.to_owned(),
        })
    };
    let held = move || {
        let held = knocking.with(|knocking| knocking.as_ref()?.held.clone())?;
        let text = match held.as_str() {
            "" => words::HELD.to_owned(),
            message => words::held(message),
        };
        Some(view! { <Banner tone=Tone::Info text=text/> }.into_any())
    };
    let facts = move || {
        knocking.with(|knocking| {
            let knocking = knocking.as_ref()?;
            let inside = words::inside_count(knocking.total_users);
            Some(format!(
                "{}. {inside}.",
                words::waiting_as(knocking.name.as_str())
            ))
        })
    };
    view! {
        <Page class="main main-centred">
            <div class="join wrap">
                <Preview view=view/>
                <div>
                    <div class="join-about">
                        <span class="badge badge-waiting">
                            <span class="spinner" aria-hidden="true"></span>
                            {words::WAITING}
                        </span>
                        <h1 class="title-2">{title}</h1>
                        <div role="status">
                            <p class="lead">{lead}</p>
                            {held}
                        </div>
                        {move || {
                            away.get()
                                .then(|| {
                                    view! { <Banner tone=Tone::Lost text=words::KNOCKING_AGAIN.to_owned()/> }
                                        .into_any()
                                })
                        }}
                        <p class="join-inside">{facts}</p>
                    </div>
                    <p class="join-note">
                        <Icon name="info"/>
                        <span>{words::WAIT_NOTE} " " {check_link("link")}</span>
                    </p>
                    <button
                        type="button"
                        class="button button-secondary join-stop"
                        on:click=move |_| view.call.leave()
                    >
                        {words::STOP_WAITING}
                    </button>
                </div>
            </div>
        </Page>
    }
    .into_any()
}
