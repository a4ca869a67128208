//! Whether a call would work from here, for whoever fears that it will not, or for whom it did not. Needs no session and
//! no account.

use leptos::prelude::*;
use leptos_meta::Meta;

use crate::app::{
    components::{
        join_check::JoinCheckList, no_script::NoScript, page::Page, page_footer::PageFooter,
    },
    door,
    text::check as words,
};

/// The page of `/test`.
#[component]
pub fn CheckPage() -> impl IntoView {
    door::set_page_title(words::TITLE);
    view! {
        <Meta name="robots" content="noindex"/>
        <Page footer=view! { <PageFooter/> }.into_any()>
            <div class="check-page wrap">
                <header>
                    <h1 class="title-1">{words::TITLE}</h1>
                    <p class="lead">{words::LEAD}</p>
                </header>
                <NoScript text=words::NO_SCRIPT/>
                <JoinCheckList/>
            </div>
        </Page>
    }
    .into_any()
}
