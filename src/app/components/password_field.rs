//! A labelled password field that shows what was typed, if one wants. Works as plain HTML; the button comes with the
//! program.

use leptos::prelude::*;

use super::{
    field::{FieldNotes, described_by},
    icon::icon,
};
use crate::{app::text::account as words, domain::limits};

/// The field called `name` in its form. A `new` one is checked for its length by the browser. One that is wrong when
/// the page comes has the focus, as does one that is `first`.
#[island(lazy)]
pub fn PasswordField(
    #[prop(into)] id: String,
    #[prop(into)] name: String,
    #[prop(into)] label: String,
    new: bool,
    #[prop(optional_no_strip)] hint: Option<String>,
    #[prop(optional_no_strip)] wrong: Option<String>,
) -> impl IntoView {
    let shown = RwSignal::new(false);
    let described_by = described_by(&id, hint.is_some(), wrong.is_some());
    view! {
        <div class="field">
            <label class="field-label" for=id.clone()>
                {label}
            </label>
            <div class="password">
                <input
                    class="input"
                    type=move || if shown.get() { "text" } else { "password" }
                    id=id.clone()
                    name=name
                    required
                    minlength=new.then(|| limits::PASSWORD_CHARS.start().to_string())
                    maxlength=limits::PASSWORD_CHARS.end().to_string()
                    autocomplete=if new { "new-password" } else { "current-password" }
                    autocapitalize="off"
                    spellcheck="false"
                    autofocus=wrong.is_some()
                    aria-invalid=wrong.as_ref().map(|_| "true")
                    aria-describedby=described_by
                />
                <button
                    type="button"
                    class="icon-button password-show"
                    aria-label=words::SHOW_PASSWORD
                    aria-pressed=move || shown.get().to_string()
                    aria-controls=id.clone()
                    on:click=move |_| shown.update(|shown| *shown = !*shown)
                >
                    {move || icon(if shown.get() { "eye-off" } else { "eye" }, "")}
                </button>
            </div>
            <FieldNotes id=id hint=hint wrong=wrong/>
        </div>
    }
    .into_any()
}
