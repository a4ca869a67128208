//! Asks before a session is ended for everyone.

use leptos::prelude::*;

use super::{
    banner::Refusal,
    dialog::{Dialog, Leave},
};
use crate::{
    api::end_session,
    app::{
        asking::Asking,
        call_view::CallView,
        text::{self, room as words},
    },
};

/// The question. Focus starts on Cancel, for the other button cannot be undone.
#[component]
pub fn EndDialog(view: CallView) -> impl IntoView {
    let end = Asking::default();
    let id = view.session.with_value(|session| session.id);
    let others = view.read(|state| state.people.len());
    let busy = end.busy();
    view! {
        <Dialog open=view.ending label="end-title">
            <div class="dialog-body">
                <h2 class="title-3" id="end-title">
                    {words::END_QUESTION}
                </h2>
                <p>{move || words::end_meaning(others.get())}</p>
                <Refusal why=end.refusal_words()/>
            </div>
            <div class="dialog-actions">
                <Leave open=view.ending word=text::CANCEL class="button button-secondary" first=true/>
                <button
                    type="button"
                    class="button button-danger"
                    aria-busy=move || busy.get().to_string()
                    on:click=move |_| end.ask(end_session(id), |_| {})
                >
                    {move || if busy.get() { words::ENDING } else { words::END_NOW }}
                </button>
            </div>
        </Dialog>
    }
    .into_any()
}
