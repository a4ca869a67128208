//! Whose page it is. The server provides it as context; an island that draws a page's frame gets it as a prop, for no
//! context reaches into an island.

use leptos::prelude::*;
use serde::{Deserialize, Serialize};

use crate::{api::AccountView, domain::account::AccountRole, protocol::route::Route};

/// Who looks at a page, and at which.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Viewer {
    /// Who is signed in.
    pub account: Option<AccountView>,
    /// The path of the page.
    pub path: String,
}

impl Viewer {
    /// Of the page that is being drawn.
    pub fn current() -> Self {
        use_context().unwrap_or_default()
    }

    /// What they are called; empty for a guest.
    pub fn name(&self) -> String {
        self.account
            .as_ref()
            .map(|account| account.name.to_string())
            .unwrap_or_default()
    }

    /// Whether they look after the server.
    pub fn is_admin(&self) -> bool {
        self.account
            .as_ref()
            .is_some_and(|account| account.role == AccountRole::Admin)
    }

    /// Where they sign in, to come back to this page.
    pub fn sign_in_path(&self) -> String {
        let next = match self.path.as_str() {
            "/" => "",
            path => path,
        };
        Route::SignIn.with(&[("next", next)])
    }
}
