//! Asks before something is done to somebody that cannot simply be taken back.

use leptos::{html, prelude::*};

use super::dialog::{Dialog, Leave};
use crate::{
    app::{
        call_view::{CallView, Question},
        text::{self, host as words},
    },
    protocol::host_command::HostCommand,
};

/// The question. Focus starts on Cancel.
#[component]
pub fn PersonDialog(view: CallView) -> impl IntoView {
    let ban = NodeRef::<html::Input>::new();
    let asked = view.question;
    let is_removal = move || matches!(asked.get(), Some((Question::Remove, ..)));
    let title = move || {
        asked.get().map(|(question, _, name)| match question {
            Question::Remove => words::remove_question(&name),
            Question::HandOver => words::hand_over_question(&name),
        })
    };
    let act = move |_| {
        let Some((question, user_id, _)) = asked.get_untracked() else {
            return;
        };
        view.call.moderate(match question {
            Question::Remove => HostCommand::Remove {
                user_id,
                ban: ban.get_untracked().is_some_and(|ban| ban.checked()),
            },
            Question::HandOver => HostCommand::HandOver { user_id },
        });
        view.questioning.set(false);
    };
    view! {
        <Dialog open=view.questioning label="person-title">
            <div class="dialog-body">
                <h2 class="title-3" id="person-title">
                    {title}
                </h2>
                <p>
                    {move || {
                        if is_removal() { words::REMOVE_MEANING } else { words::HAND_OVER_MEANING }
                    }}
                </p>
                {move || {
                    is_removal()
                        .then(|| {
                            view! {
                                <label class="switch-row">
                                    <span>{words::BAN}</span>
                                    <input type="checkbox" role="switch" class="switch" node_ref=ban/>
                                </label>
                            }
                                .into_any()
                        })
                }}
            </div>
            <div class="dialog-actions">
                <Leave open=view.questioning word=text::CANCEL class="button button-secondary" first=true/>
                <button type="button" class="button button-danger" on:click=act>
                    {move || if is_removal() { words::REMOVE_NOW } else { words::HAND_OVER_NOW }}
                </button>
            </div>
        </Dialog>
    }
    .into_any()
}
