//! The top of every quiet page: the mark, the way to one's sessions, the switch between light and dark, and who is signed in.

use leptos::prelude::*;

use super::{account_menu::AccountMenu, mark::Mark, theme_switch::ThemeSwitch};
use crate::{
    app::{
        text::{account, sessions, shared},
        viewer::Viewer,
    },
    protocol::route::Route,
};

/// The header.
#[component]
pub fn PageHeader() -> impl IntoView {
    let viewer = Viewer::current();
    let is_way_in = [Route::SignIn, Route::SignUp]
        .iter()
        .any(|route| route.path() == viewer.path);
    let end = match viewer.account.clone() {
        Some(account) => {
            view! { <AccountMenu account=account admin=viewer.is_admin()/> }.into_any()
        }
        None if is_way_in => ().into_any(),
        None => view! {
            <a class="button button-quiet button-44" href=viewer.sign_in_path()>
                {account::SIGN_IN}
            </a>
        }
        .into_any(),
    };
    let sessions = viewer.account.is_some().then(|| {
        let here = viewer.path == Route::Sessions.path();
        view! {
            <nav class="page-nav">
                <a href=Route::Sessions.path() aria-current=here.then_some("page")>
                    {sessions::TITLE}
                </a>
                <a
                    href=Route::SharedSession.path()
                    aria-current=(viewer.path == Route::SharedSession.path()).then_some("page")
                >
                    {shared::TITLE}
                    " "
                    <span class="badge badge-new">{shared::NEW}</span>
                </a>
            </nav>
        }
        .into_any()
    });
    view! {
        <header class="page-header wrap">
            <Mark/>
            {sessions}
            <div class="page-header-end">
                <ThemeSwitch/>
                {end}
            </div>
        </header>
    }
    .into_any()
}
