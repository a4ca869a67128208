//! One part of a page of settings: what it is about beside what one can do, the one over the other on a phone.

use leptos::prelude::*;

use super::banner::{Banner, Tone};

/// The part; `id` is also where links and answers of its forms lead.
#[component]
pub fn SettingsPart(
    id: &'static str,
    title: &'static str,
    hint: &'static str,
    children: Children,
) -> impl IntoView {
    let title_id = format!("{id}-title");
    let labelled_by = title_id.clone();
    view! {
        <section class="settings-part" id=id aria-labelledby=labelled_by>
            <div class="settings-about">
                <h2 class="title-4" id=title_id.clone()>
                    {title}
                </h2>
                <p>{hint}</p>
            </div>
            <div class="settings-body">{children()}</div>
        </section>
    }
    .into_any()
}

/// What a form of the part has come to: why it was refused, said at once and with the focus, or that it is done.
#[component]
pub fn SettingsAnswer(
    #[prop(optional_no_strip)] refused: Option<&'static str>,
    #[prop(optional_no_strip)] done: Option<&'static str>,
) -> impl IntoView {
    match (refused, done) {
        (Some(refused), _) => view! {
            <div role="alert" tabindex="-1" autofocus>
                <Banner tone=Tone::Lost text=refused/>
            </div>
        }
        .into_any(),
        (None, Some(done)) => view! {
            <div role="status">
                <Banner tone=Tone::Done text=done/>
            </div>
        }
        .into_any(),
        (None, None) => ().into_any(),
    }
}
