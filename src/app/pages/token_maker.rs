//! Makes an access token and shows it, once. It needs the program: a plain form has no place for an answer that nobody
//! may keep.

use leptos::{ev, html, prelude::*};

use crate::{
    api::{MadeToken, make_token},
    app::{
        asking::Asking,
        components::{
            banner::Refusal, field::TextField, focus::focus_id, no_script::NoScript,
            once::ShownOnce, select::Select, submit_button::SubmitButton,
        },
        text::account as words,
    },
    domain::{access_token::Scope, limits},
    protocol::route::Route,
};

/// The field for its name.
const NAME: &str = "token-name";

/// The form; made, it gives way to the token.
#[island(lazy)]
pub fn TokenMaker() -> impl IntoView {
    let make = Asking::default();
    let made = RwSignal::new(None::<MadeToken>);
    let (name, read, write) = (
        NodeRef::<html::Input>::new(),
        NodeRef::<html::Input>::new(),
        NodeRef::<html::Input>::new(),
    );
    let days = NodeRef::<html::Select>::new();
    let no_scope = RwSignal::new(false);
    let busy = make.busy();
    let refusal = Signal::derive(move || {
        if no_scope.get() {
            Some(words::NO_SCOPE)
        } else {
            make.refusal_words().get()
        }
    });
    let submit = move |event: ev::SubmitEvent| {
        event.prevent_default();
        let (Some(name), Some(read), Some(write), Some(days)) = (
            name.get_untracked(),
            read.get_untracked(),
            write.get_untracked(),
            days.get_untracked(),
        ) else {
            return;
        };
        let scopes: Vec<Scope> = [
            (read.checked(), Scope::SessionsRead),
            (write.checked(), Scope::SessionsWrite),
        ]
        .into_iter()
        .filter_map(|(wanted, scope)| wanted.then_some(scope))
        .collect();
        no_scope.set(scopes.is_empty());
        if name.value().trim().is_empty() {
            focus_id(NAME);
        } else if !scopes.is_empty() {
            let days = days.value().parse().unwrap_or(words::LASTS_FOR[0].0);
            make.ask(make_token(name.value(), scopes, days), move |answer| {
                made.try_set(answer.ok());
            });
        }
    };
    let submit = Callback::new(submit);
    let lasts = words::LASTS_FOR.map(|(days, words)| (days.to_string(), words.to_owned()));
    let form = move || {
        view! {
            <form class="settings-form maker" method="dialog" on:submit=move |event| submit.run(event)>
                <div class="settings-pair">
                    <TextField
                        id=NAME
                        name="name"
                        label=words::TOKEN_NAME
                        max_length=limits::TOKEN_NAME_CHARS
                        required=true
                        node_ref=name
                    />
                    <Select
                        id="token-days"
                        name="days"
                        label=words::LASTS
                        options=lasts.to_vec()
                        node_ref=days
                    />
                </div>
                <fieldset class="choices">
                    <legend class="field-label">{words::SCOPES}</legend>
                    <label class="switch-row">
                        {words::scope(Scope::SessionsRead)}
                        <input class="switch" type="checkbox" role="switch" checked node_ref=read/>
                    </label>
                    <label class="switch-row">
                        {words::scope(Scope::SessionsWrite)}
                        <input class="switch" type="checkbox" role="switch" node_ref=write/>
                    </label>
                </fieldset>
                <Refusal why=refusal/>
                <SubmitButton
                    label=words::MAKE_TOKEN
                    busy_label=words::MAKING
                    busy=busy
                    class="button button-secondary"
                />
                <NoScript text=words::NO_SCRIPT/>
            </form>
        }
        .into_any()
    };
    move || match made.get() {
        Some(made) => view! {
            <ShownOnce
                title=words::NEW_TOKEN
                secret=made.secret
                copy=words::COPY_TOKEN
                copied=words::TOKEN_COPIED
                path=Route::Account.path()
            />
        }
        .into_any(),
        None => form(),
    }
}
