//! A form that posts to a server function by itself before the page is alive, and hands over to `submit` after.

use leptos::{ev, prelude::*};

/// The form. `submit` prevents the browser's own way when it takes over.
#[component]
pub fn PostForm(
    action: &'static str,
    class: &'static str,
    submit: Callback<ev::SubmitEvent>,
    children: Children,
) -> impl IntoView {
    view! {
        <form class=class method="post" action=action on:submit=move |event| submit.run(event)>
            {children()}
        </form>
    }
    .into_any()
}
