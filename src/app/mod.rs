//! The pages: Leptos components that the server renders. Those that are islands come to life in the browser, with
//! what stands in them; nothing else of a page is in the browser's program.

pub mod api_reference;
pub mod asking;
pub mod call_view;
pub mod components;
pub mod door;
pub mod pages;
pub mod shell;
pub mod text;
pub mod viewer;
pub mod wall_clocks;

use leptos::prelude::*;
use leptos_meta::{Meta, Title, provide_meta_context};
use leptos_router::{
    SsrMode,
    components::{Route, Router, Routes},
    path,
};

use pages::{
    account::AccountPage,
    admin::AdminPage,
    api::ApiPage,
    cancel_session::CancelSessionPage,
    check::CheckPage,
    edit_session::EditSessionPage,
    find::FindPage,
    home::HomePage,
    join::JoinPage,
    new_session::NewSessionPage,
    not_found::NotFoundPage,
    plan_session::PlanSessionPage,
    preset::{NewPresetPage, PresetPage},
    reset_password::ResetPasswordPage,
    session::SessionPage,
    sessions::SessionsPage,
    shared_session::SharedSessionPage,
    sign_in::SignInPage,
    sign_up::SignUpPage,
    start_session::StartSessionPage,
};

/// Everything inside `<body>`; drawn by the server only. What a page needs to know before it is drawn is awaited on the server
/// (`SsrMode::Async`), so that it is whole without JavaScript and has its HTTP status.
#[component]
pub fn App() -> impl IntoView {
    provide_meta_context();
    view! {
        <Title text=text::NAME/>
        <Meta name="description" content=text::DESCRIPTION/>
        <Router>
            <Routes fallback=|| view! { <NotFoundPage/> }>
                <Route path=path!("/") view=HomePage/>
                <Route path=path!("/new") view=NewSessionPage ssr=SsrMode::Async/>
                <Route path=path!("/sessions") view=SessionsPage ssr=SsrMode::Async/>
                <Route path=path!("/sessions/new") view=PlanSessionPage ssr=SsrMode::Async/>
                <Route path=path!("/sessions/:id") view=SessionPage ssr=SsrMode::Async/>
                <Route path=path!("/sessions/:id/edit") view=EditSessionPage ssr=SsrMode::Async/>
                <Route path=path!("/sessions/:id/cancel") view=CancelSessionPage ssr=SsrMode::Async/>
                <Route path=path!("/sessions/:id/start") view=StartSessionPage ssr=SsrMode::Async/>
                <Route path=path!("/shared-session") view=SharedSessionPage ssr=SsrMode::Async/>
                <Route path=path!("/find") view=FindPage ssr=SsrMode::Async/>
                <Route path=path!("/signin") view=SignInPage ssr=SsrMode::Async/>
                <Route path=path!("/signup") view=SignUpPage ssr=SsrMode::Async/>
                <Route path=path!("/password") view=ResetPasswordPage ssr=SsrMode::Async/>
                <Route path=path!("/account") view=AccountPage ssr=SsrMode::Async/>
                <Route path=path!("/account/presets/new") view=NewPresetPage ssr=SsrMode::Async/>
                <Route path=path!("/account/presets/:id") view=PresetPage ssr=SsrMode::Async/>
                <Route path=path!("/admin") view=AdminPage ssr=SsrMode::Async/>
                <Route path=path!("/api") view=ApiPage/>
                <Route path=path!("/test") view=CheckPage/>
                <Route path=path!("/join/:id") view=JoinPage ssr=SsrMode::Async/>
            </Routes>
        </Router>
    }
}
