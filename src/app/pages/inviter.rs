//! Makes an invitation and shows its link, once. It needs the program, as the maker of tokens does.

use leptos::{ev, html, prelude::*};

use crate::{
    api::{MadeInvitation, invite_person},
    app::{
        asking::Asking,
        components::{
            banner::Refusal, choice_card::ChoiceCard, field::TextField, no_script::NoScript,
            once::ShownOnce, submit_button::SubmitButton,
        },
        text::{account, admin as words},
    },
    domain::account::AccountRole,
    protocol::route::Route,
};

/// The form; made, it gives way to the link.
#[island(lazy)]
pub fn Inviter() -> impl IntoView {
    let invite = Asking::default();
    let made = RwSignal::new(None::<MadeInvitation>);
    let (mentor, admin, email) = (
        NodeRef::<html::Input>::new(),
        NodeRef::<html::Input>::new(),
        NodeRef::<html::Input>::new(),
    );
    let busy = invite.busy();
    let submit = Callback::new(move |event: ev::SubmitEvent| {
        event.prevent_default();
        let (Some(mentor), Some(admin), Some(email)) = (
            mentor.get_untracked(),
            admin.get_untracked(),
            email.get_untracked(),
        ) else {
            return;
        };
        let role = match (mentor.checked(), admin.checked()) {
            (true, _) => AccountRole::Mentor,
            (_, true) => AccountRole::Admin,
            _ => AccountRole::Learner,
        };
        invite.ask(invite_person(role, email.value()), move |answer| {
            made.try_set(answer.ok());
        });
    });
    let form = move || {
        view! {
            <form class="settings-form maker" method="dialog" on:submit=move |event| submit.run(event)>
                <fieldset class="choices">
                    <legend class="field-label">{words::INVITE_AS}</legend>
                    <div class="choices-row choices-row-3">
                        <ChoiceCard
                            name="role"
                            value="learner"
                            title=words::role(AccountRole::Learner)
                            icon="person"
                            checked=true
                        />
                        <ChoiceCard
                            name="role"
                            value="mentor"
                            title=words::role(AccountRole::Mentor)
                            icon="people"
                            node_ref=mentor
                        />
                        <ChoiceCard
                            name="role"
                            value="admin"
                            title=words::role(AccountRole::Admin)
                            icon="shield"
                            node_ref=admin
                        />
                    </div>
                </fieldset>
                <TextField
                    id="invite-email"
                    name="email"
                    kind="email"
                    label=words::INVITE_EMAIL
                    optional=true
                    hint=Some(words::INVITE_EMAIL_HINT.to_owned())
                    node_ref=email
                />
                <Refusal why=invite.refusal_words()/>
                <SubmitButton
                    label=words::MAKE_LINK
                    busy_label=words::MAKING
                    busy=busy
                    class="button button-primary"
                />
                <NoScript text=account::NO_SCRIPT/>
            </form>
        }
        .into_any()
    };
    move || match made.get() {
        Some(made) => view! {
            <ShownOnce
                title=words::NEW_LINK
                secret=made.link
                copy=words::COPY_LINK
                copied=words::LINK_COPIED
                path=Route::Admin.path()
            />
        }
        .into_any(),
        None => form(),
    }
}
