//! The frame of every page that says where somebody stands: a picture, what happened, what to do next.

use leptos::prelude::*;
use leptos_meta::Title;

use crate::{
    app::{
        components::{
            code_box::CodeBox,
            icon::Icon,
            page::Page,
            session_art::{Art, SessionArt},
        },
        door,
        text::{self, state as words},
    },
    protocol::route::Route,
};

/// The frame. `children` stand under the sentence.
#[component]
pub fn StatePage(
    art: Art,
    #[prop(into)] title: String,
    #[prop(into)] lead: String,
    #[prop(optional)] children: Option<Children>,
) -> impl IntoView {
    view! {
        <Title text=format!("{title} · {}", text::NAME)/>
        <Page>
                <div class="state">
                    <SessionArt art=art/>
                    <h1 class="title-2">{title}</h1>
                    <p class="lead">{lead}</p>
                    {children.map(|children| children())}
                </div>
        </Page>
    }
    .into_any()
}

/// Leads home.
#[component]
pub fn BackToStart() -> impl IntoView {
    view! {
        <a class="button button-secondary" href=Route::Home.path()>
            {text::BACK_TO_START}
        </a>
    }
}

/// A code, link or id that opens nothing, whatever the reason; with the box again.
#[component]
pub fn UnknownSession(title: &'static str, #[prop(optional, into)] typed: String) -> impl IntoView {
    view! {
        <StatePage art=Art::Alone title=title lead=words::UNKNOWN_LEAD>
            <div class="state-extra">
                <CodeBox id="code" label=text::home::PLACEHOLDER button=text::TRY_AGAIN typed=typed wrong=true/>
                <p class="hint">{words::UNKNOWN_HINT}</p>
            </div>
            <p class="state-note">
                <a class="link" href=Route::Home.path()>
                    {text::BACK_TO_START}
                </a>
            </p>
        </StatePage>
    }
    .into_any()
}

/// Every seat is taken; `look_again` runs by the button and every ten seconds.
#[component]
pub fn FullSession(seats: u32, look_again: Callback<()>) -> impl IntoView {
    let tick = door::every(10_000);
    Effect::new(move |before: Option<()>| {
        tick.track();
        if before.is_some() {
            look_again.run(());
        }
    });
    view! {
        <StatePage art=Art::Full title=words::FULL lead=words::full_lead(seats)>
            <div class="state-extra">
                <p class="banner">
                    <Icon name="clock"/>
                    {words::FULL_AGAIN}
                </p>
            </div>
            <div class="actions">
                <button type="button" class="button button-primary" on:click=move |_| look_again.run(())>
                    <Icon name="refresh"/>
                    {text::TRY_AGAIN}
                </button>
                <BackToStart/>
            </div>
        </StatePage>
    }
    .into_any()
}

/// The server refused or does not answer; `again` leads to the same page anew, also without JavaScript.
#[component]
pub fn RefusedPage(
    title: &'static str,
    lead: &'static str,
    #[prop(into)] again: String,
) -> impl IntoView {
    view! {
        <StatePage art=Art::Apart title=title lead=lead>
            <div class="actions">
                <a class="button button-primary" href=again rel="external">
                    <Icon name="refresh"/>
                    {text::TRY_AGAIN}
                </a>
                <BackToStart/>
            </div>
        </StatePage>
    }
    .into_any()
}
