//! What the box on the home page asks when it is a plain form: leads into the session, or says that it is
//! none, with the box again.

use leptos::prelude::*;
use leptos_router::{components::Redirect, hooks::use_query_map};

use super::state::{RefusedPage, UnknownSession};
use crate::{
    api::find_session,
    app::{
        door,
        text::{self, state as words},
    },
    protocol::{error_code::ErrorCode, route::Route},
};

/// The page of `/find?code=…`.
#[component]
pub fn FindPage() -> impl IntoView {
    let typed = use_query_map()
        .with_untracked(|query| query.get("code"))
        .unwrap_or_default();
    Suspend::new(async move {
        match find_session(typed.clone()).await {
            Ok(session) => view! { <Redirect path=Route::Join(session).path()/> }.into_any(),
            Err(error) if error.code == ErrorCode::Unavailable => {
                door::set_page_status(503);
                view! {
                    <RefusedPage
                        title=words::UNAVAILABLE
                        lead=text::refusal(error.code)
                        again=Route::Home.path()
                    />
                }
                .into_any()
            }
            Err(error) if error.code == ErrorCode::TooFast => {
                door::set_page_status(429);
                view! {
                    <RefusedPage
                        title=words::REFUSED
                        lead=words::wrong(error.code)
                        again=Route::Home.path()
                    />
                }
                .into_any()
            }
            Err(_) => {
                door::set_page_status(404);
                view! { <UnknownSession title=words::UNKNOWN typed=typed/> }.into_any()
            }
        }
    })
}
