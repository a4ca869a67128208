//! Home: what this is in one sentence, one box, and the way to a new session. A link that gives a part in a session leads
//! here, and fills the box.

use leptos::prelude::*;

use super::answered::typed;
use crate::{
    app::{
        components::{
            code_box::{CODE_BOX, CodeBox},
            facing_frames::FacingFrames,
            icon::Icon,
            page::Page,
            page_footer::PageFooter,
        },
        text::home,
    },
    protocol::route::Route,
};

/// The page.
#[component]
pub fn HomePage() -> impl IntoView {
    let [first, second] = home::HEADLINE;
    let [before, code, after] = home::HINT;
    view! {
        <Page class="main main-centred" footer=view! { <PageFooter/> }.into_any()>
                <div class="home wrap">
                    <div class="home-words">
                        <h1 class="display">{first} <br/> {second}</h1>
                        <p class="lead">{home::LEAD}</p>
                        <div class="home-join">
                            <label class="field-label" for=CODE_BOX>
                                {home::JOIN_LABEL}
                            </label>
                            <CodeBox label=home::BOX button=home::JOIN typed=role_link() wrong=false/>
                            <p class="hint">{before} <b>{code}</b> {after}</p>
                        </div>
                        <div class="home-new">
                            <a class="button button-secondary" href=Route::NewSession.path()>
                                <Icon name="plus"/>
                                {home::NEW_SESSION}
                            </a>
                            <p class="hint">{home::NO_ACCOUNT}</p>
                        </div>
                    </div>
                    <div class="home-art">
                        <FacingFrames/>
                    </div>
                </div>
        </Page>
    }
    .into_any()
}

/// What stands in the box: what a link that gives a part has in its query, as the box reads it again.
fn role_link() -> String {
    let (session, code) = (typed("sessionId"), typed("code"));
    match (session.as_str(), code.as_str()) {
        ("", _) => code,
        (_, "") => session,
        _ => format!("{session}?code={code}"),
    }
}
