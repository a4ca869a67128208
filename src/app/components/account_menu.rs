//! The initials of who is signed in, and behind them the ways to what is theirs. The browser opens and closes the menu
//! by itself (popover), so that it needs no program.

use leptos::{prelude::*, server_fn::ServerFn};

use super::{avatar::Avatar, icon::Icon};
use crate::{
    api::{AccountView, SignOut},
    app::text::{account as words, sessions},
    protocol::route::Route,
};

/// The button and its menu.
#[component]
pub fn AccountMenu(account: AccountView, admin: bool) -> impl IntoView {
    view! {
        <button
            type="button"
            class="avatar-button"
            popovertarget="account-menu"
            aria-label=words::menu_of(account.name.as_str())
        >
            <Avatar id=account.id.as_uuid() name=account.name.clone()/>
        </button>
        <div class="menu account-menu" id="account-menu" popover="auto">
            <div class="account-menu-who">
                <p>
                    <b>{account.name.to_string()}</b>
                </p>
                <p class="hint">{account.email.to_string()}</p>
            </div>
            <hr class="menu-line"/>
            <a class="menu-item" href=Route::Sessions.path()>
                <Icon name="calendar"/>
                {sessions::TITLE}
            </a>
            <a class="menu-item" href=Route::Account.path()>
                <Icon name="person"/>
                {words::TITLE}
            </a>
            {admin
                .then(|| {
                    view! {
                        <a class="menu-item" href=Route::Admin.path()>
                            <Icon name="people"/>
                            {words::ADMIN}
                        </a>
                    }
                })}
            <hr class="menu-line"/>
            <form method="post" action=SignOut::url()>
                <button type="submit" class="menu-item">
                    <Icon name="sign-out"/>
                    {words::SIGN_OUT}
                </button>
            </form>
        </div>
    }
    .into_any()
}
