//! Somebody without an account: the fields in which they are asked in, those who are, and the link for them. Plain HTML,
//! but for copying.

use leptos::{prelude::*, server_fn::ServerFn};

use super::{field::TextField, icon::Icon, once::HandedLink, settings_part::SettingsAnswer};
use crate::{
    api::{InvitePartner, InvitedCard, PartnerLinkView, RenewPartnerLink, WithdrawPartner},
    app::{
        pages::answered::Answered,
        text::{appointment as words, sessions},
        wall_clocks::Times,
    },
    domain::{ids::SessionId, limits},
    protocol::{error_code::ErrorCode, route::Route},
};

/// The form's name in the query; also the id of its part.
pub const INVITE: &str = "invite";
/// What the fields answer for.
const AT_NAME: [ErrorCode; 1] = [ErrorCode::NameEmpty];
const AT_EMAIL: [ErrorCode; 1] = [ErrorCode::EmailMalformed];

/// The fields, which come when they are wanted. `names` and `filled` are those of the name and the address; `form`
/// is the one they stand in, which may have been `answered`.
#[component]
pub fn NewcomerFields(
    names: [&'static str; 2],
    summary: &'static str,
    filled: [String; 2],
    open: bool,
    form: &'static str,
    answered: Answered,
    /// A button, where they are a form by themselves.
    #[prop(optional)]
    children: Option<Children>,
) -> impl IntoView {
    let [name, email] = filled;
    let (at_name, at_email) = (
        answered.wrong(form, &AT_NAME),
        answered.wrong(form, &AT_EMAIL),
    );
    view! {
        <details class="newcomer" open=open || at_name.is_some() || at_email.is_some()>
            <summary class="newcomer-summary">
                <Icon name="plus"/>
                {summary}
            </summary>
            <div class="newcomer-fields">
                <p class="hint">{words::NEWCOMER_HINT}</p>
                <div class="settings-pair">
                    <TextField
                        id="newcomer"
                        name=names[0]
                        label=words::NEWCOMER_NAME
                        max_length=limits::NAME_CHARS
                        value=name
                        wrong=at_name
                    />
                    <TextField
                        id="newcomer-email"
                        name=names[1]
                        kind="email"
                        label=words::NEWCOMER_EMAIL
                        optional=true
                        value=email
                        hint=Some(words::NEWCOMER_EMAIL_HINT.to_owned())
                        wrong=at_email
                    />
                </div>
                {children.map(|children| children())}
            </div>
        </details>
    }
    .into_any()
}

/// The part of a session's page about those who are invited: a link that was `handed` to it, those `invited`, and for
/// whoever may, a form for another; `typed` is what was typed into it.
#[component]
pub fn Invited(
    id: SessionId,
    invited: Vec<InvitedCard>,
    handed: Option<PartnerLinkView>,
    may_invite: bool,
    answered: Answered,
    typed: [String; 2],
    times: Times,
) -> impl IntoView {
    if invited.is_empty() && !may_invite {
        return ().into_any();
    }
    let handed = handed.map(|made| {
        let title = words::partner_link(made.name.as_str());
        view! { <HandedLink title=title link=made.link path=Route::Session(id).path()/> }.into_any()
    });
    let refused = answered.elsewhere(INVITE, &[ErrorCode::NameEmpty, ErrorCode::EmailMalformed]);
    let list = if invited.is_empty() {
        view! { <p class="quiet">{words::NOBODY_INVITED}</p> }.into_any()
    } else {
        let rows = invited
            .into_iter()
            .map(|card| row(id, card, may_invite, &times))
            .collect::<Vec<_>>();
        view! { <ul class="rows">{rows}</ul> }.into_any()
    };
    let form = may_invite.then(|| {
        view! {
            <form method="post" action=InvitePartner::url()>
                <input type="hidden" name="id" value=id.to_string()/>
                <NewcomerFields
                    names=["name", "email"]
                    summary=words::INVITE
                    filled=typed
                    open=false
                    form=INVITE
                    answered=answered
                >
                    <button type="submit" class="button button-secondary">
                        {words::MAKE_LINK}
                    </button>
                </NewcomerFields>
            </form>
        }
        .into_any()
    });
    view! {
        <section class="session-part" id=INVITE aria-labelledby="invited">
            <h2 class="title-4" id="invited">
                {words::INVITED}
            </h2>
            <SettingsAnswer refused=refused/>
            {handed}
            {list}
            {form}
        </section>
    }
    .into_any()
}

/// Somebody who is invited, with what can be done about the link.
fn row(id: SessionId, invited: InvitedCard, may_invite: bool, times: &Times) -> AnyView {
    let name = invited.name.to_string();
    let until = sessions::moment_within(&times.wall(invited.expires_at), &times.today());
    let actions = may_invite.then(|| {
        let fields = move || {
            view! {
                <input type="hidden" name="id" value=id.to_string()/>
                <input type="hidden" name="invitation" value=invited.id.to_string()/>
            }
        };
        view! {
            <form class="row-actions" method="post" action=RenewPartnerLink::url()>
                {fields()}
                <button
                    type="submit"
                    class="button button-quiet button-44"
                    aria-label=words::new_link_for(&name)
                >
                    {words::NEW_LINK}
                </button>
                <button
                    type="submit"
                    class="button button-quiet button-44"
                    formaction=WithdrawPartner::url()
                    aria-label=words::withdraw(&name)
                >
                    {words::WITHDRAW}
                </button>
            </form>
        }
        .into_any()
    });
    view! {
        <li class="row">
            <span class="row-sign">
                <Icon name="link"/>
            </span>
            <div class="row-words">
                <p class="row-title">{name.clone()}</p>
                <p class="hint">{words::link_until(&until)}</p>
            </div>
            {actions}
        </li>
    }
    .into_any()
}
