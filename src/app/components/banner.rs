//! One sentence about the state of something.

use leptos::prelude::*;

use super::icon::icon;

/// How serious it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Tone {
    /// Good to know.
    Info,
    /// It went well.
    Done,
    /// It works badly, or something is about to happen.
    Weak,
    /// It does not work.
    Lost,
}

/// The sentence with its sign, and possibly a button behind it.
#[component]
pub fn Banner(
    tone: Tone,
    #[prop(into)] text: Signal<String>,
    #[prop(optional)] class: &'static str,
    #[prop(optional)] children: Option<Children>,
) -> impl IntoView {
    let (kind, sign) = match tone {
        Tone::Info => ("banner", "info"),
        Tone::Done => ("banner", "check"),
        Tone::Weak => ("banner banner-weak", "signal"),
        Tone::Lost => ("banner banner-lost", "warning"),
    };
    view! {
        <div class=format!("{kind} {class}")>
            {icon(sign, "")} <span>{text}</span> {children.map(|children| children())}
        </div>
    }
    .into_any()
}

/// Why the server refused, said at once; nothing while it did not.
#[component]
pub fn Refusal(#[prop(into)] why: Signal<Option<&'static str>>) -> impl IntoView {
    view! {
        <div class="refusal" role="alert">
            {move || why.get().map(|why| view! { <Banner tone=Tone::Lost text=why/> }.into_any())}
        </div>
    }
    .into_any()
}
