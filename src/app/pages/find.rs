//! What the box on the home page asks when it is a plain form: leads into the session, or says that it is
//! none, with the box again.

use leptos::prelude::*;
use leptos_router::{components::Redirect, hooks::use_query_map};

use super::state::{NoAnswer, UnknownSession};
use crate::{
    api::find_session,
    app::{door, text::state as words},
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
            Ok(found) => view! { <Redirect path=found.path()/> }.into_any(),
            Err(error) if matches!(error.code, ErrorCode::Unavailable | ErrorCode::TooFast) => {
                let lead = words::wrong(error.code);
                view! { <NoAnswer why=error.code lead=lead again=Route::Home/> }.into_any()
            }
            Err(_) => {
                door::set_page_status(404);
                view! { <UnknownSession title=words::UNKNOWN typed=typed/> }.into_any()
            }
        }
    })
}
