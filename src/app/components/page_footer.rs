//! Where this runs, in one line.

use leptos::prelude::*;

use super::icon::Icon;
use crate::{
    app::{shell::OwnHost, text},
    protocol::route::Route,
};

/// The footer.
#[component]
pub fn PageFooter() -> impl IntoView {
    let host = use_context::<OwnHost>().map(|OwnHost(host)| host);
    view! {
        <footer class="page-footer wrap">
            <Icon name="shield" class="icon-16"/>
            <p>{text::footer(&host.unwrap_or_default())}</p>
            <a class="link" href=Route::Check.path()>
                {text::check::TITLE}
            </a>
            <a class="link" href=Route::SharedSession.path()>
                {text::shared::LINK}
            </a>
            <a class="link" href=Route::Api.path()>
                {text::api::LINK}
            </a>
        </footer>
    }
}
