//! The form for a new account, or why there is none. What is offered is asked on the server.

use leptos::{prelude::*, server_fn::ServerFn};
use leptos_router::components::Redirect;

use super::{
    answered::{Answered, typed},
    state::{BackToStart, NoAnswer, StatePage, dead_link},
};
use crate::{
    api::{AcceptInvitation, AccountView, InvitedSession, SignUp, SignUpView, view_sign_up},
    app::{
        components::{
            banner::{Banner, Refusal, Tone},
            begins_at::Beginning,
            field::TextField,
            page::Page,
            password_field::PasswordField,
            session_art::Art,
            session_row::named,
            time_zone::OwnTimeZone,
        },
        door,
        text::{self, account as words},
        viewer::Viewer,
    },
    domain::{limits, participant::DisplayName, session::SessionState, time_zone::TimeZoneName},
    protocol::{
        error_code::ErrorCode,
        route::{Route, own_path},
    },
};

/// The form's name in the query.
const FORM: &str = "sign-up";
/// The same for an invitation that is taken up.
const ACCEPT: &str = "accept";
/// What the fields answer for.
const AT_EMAIL: [ErrorCode; 2] = [ErrorCode::EmailMalformed, ErrorCode::EmailTaken];
const AT_NAME: [ErrorCode; 1] = [ErrorCode::NameEmpty];
const AT_PASSWORD: [ErrorCode; 1] = [ErrorCode::PasswordRefused];

/// The page of `/signup?invitation=…`. Who is signed in goes on at once.
#[component]
pub fn SignUpPage() -> impl IntoView {
    let (invitation, next) = (typed("invitation"), typed("next"));
    let form = Form {
        answered: Answered::read(),
        name: typed("name"),
        email: typed("email"),
        invitation: invitation.clone(),
        next: next.clone(),
    };
    let viewer = Viewer::current();
    Suspend::new(async move {
        let offer = view_sign_up(invitation.clone()).await;
        if let Some(account) = viewer.account {
            return match offer {
                // Who has an account needs no other one to take part.
                Ok(SignUpView::Invited {
                    by, to: Some(to), ..
                }) => accept(&account, invitation, &by, to, &form.answered),
                Ok(SignUpView::NotInvited) => link_is_over(),
                _ => {
                    let path = own_path(&next).unwrap_or("/").to_owned();
                    view! { <Redirect path=path/> }.into_any()
                }
            };
        }
        match offer {
            Ok(SignUpView::First) => form.draw(words::FIRST_TITLE, Lead::First, None),
            Ok(SignUpView::Open) => form.draw(
                words::SIGN_UP,
                Lead::Said(words::OPEN_LEAD.to_owned()),
                None,
            ),
            Ok(SignUpView::Invited {
                email,
                by,
                to: Some(to),
                ..
            }) => {
                let form = form.for_partner(&to);
                let lead = Lead::ToSession(words::invited_to(by.as_str(), &named(&to.title)), to);
                form.draw(words::SIGN_UP, lead, email.map(String::from))
            }
            Ok(SignUpView::Invited {
                role, email, by, ..
            }) => form.draw(
                words::SIGN_UP,
                Lead::Said(words::invited(by.as_str(), role)),
                email.map(String::from),
            ),
            Ok(SignUpView::NotInvited) => no_way(words::NOT_INVITED, words::NOT_INVITED_LEAD),
            Ok(SignUpView::ByInvitation) => no_way(words::ONLY_INVITED, words::ONLY_INVITED_LEAD),
            Ok(SignUpView::Closed) => no_way(words::CLOSED, words::CLOSED_LEAD),
            Err(error) => {
                let lead = text::refusal(error.code);
                view! { <NoAnswer why=error.code lead=lead again=Route::SignUp/> }.into_any()
            }
        }
    })
}

/// What stands over the form.
enum Lead {
    First,
    Said(String),
    ToSession(String, InvitedSession),
}

/// What the page was asked with.
struct Form {
    answered: Answered,
    name: String,
    email: String,
    invitation: String,
    next: String,
}

impl Form {
    /// Filled with what whoever invites calls them, until they say it themselves.
    fn for_partner(self, to: &InvitedSession) -> Self {
        let name = match self.name.as_str() {
            "" => to.name.to_string(),
            _ => self.name,
        };
        Self { name, ..self }
    }

    /// The page with the form; `only` is the one address that may use the invitation.
    fn draw(self, title: &'static str, lead: Lead, only: Option<String>) -> AnyView {
        door::set_page_title(title);
        let Self {
            answered,
            name,
            email,
            invitation,
            next,
        } = self;
        let at_fields = [AT_EMAIL.as_slice(), &AT_NAME, &AT_PASSWORD].concat();
        let elsewhere = answered.elsewhere(FORM, &at_fields);
        let lead = match lead {
            Lead::First => view! { <Banner tone=Tone::Info text=words::FIRST/> }.into_any(),
            Lead::Said(lead) => view! { <p class="lead">{lead}</p> }.into_any(),
            Lead::ToSession(lead, to) => view! {
                <p class="lead">{lead}</p>
                <WhenItIs session=to/>
            }
            .into_any(),
        };
        let email_hint = only.is_some().then(|| words::EMAIL_FIXED.to_owned());
        // Who has an account after all comes back here to take part by it.
        let back = match invitation.as_str() {
            "" => next.clone(),
            invitation => Route::SignUp.with(&[("invitation", invitation)]),
        };
        let sign_in = Route::SignIn.with(&[("next", &back)]);
        view! {
            <Page class="main main-centred">
                <div class="entry">
                    <div class="entry-card">
                        <h1 class="title-2">{title}</h1>
                        {lead}
                        <Refusal why=Signal::stored(elsewhere)/>
                        <form class="entry-form" method="post" action=SignUp::url()>
                            <input type="hidden" name="next" value=next/>
                            <input type="hidden" name="invitation" value=invitation/>
                            <OwnTimeZone/>
                            <TextField
                                id="name"
                                name="name"
                                label=words::NAME
                                max_length=limits::NAME_CHARS
                                autocomplete="name"
                                required=true
                                value=name
                                hint=Some(words::NAME_HINT.to_owned())
                                wrong=answered.wrong(FORM, &AT_NAME)
                            />
                            <TextField
                                id="email"
                                name="email"
                                kind="email"
                                label=words::EMAIL
                                autocomplete="username"
                                required=true
                                value=only.unwrap_or(email)
                                hint=email_hint
                                wrong=answered.wrong(FORM, &AT_EMAIL)
                            />
                            <PasswordField
                                id="password"
                                name="password"
                                label=words::PASSWORD
                                new=true
                                hint=Some(words::password_hint())
                                wrong=answered.wrong(FORM, &AT_PASSWORD).map(str::to_owned)
                            />
                            <button type="submit" class="button button-primary button-56 button-wide">
                                {words::MAKE_ACCOUNT}
                            </button>
                        </form>
                    </div>
                    <p class="entry-else">
                        {words::HAVE_ACCOUNT} " "
                        <a class="link" href=sign_in>
                            {words::SIGN_IN}
                        </a>
                    </p>
                </div>
            </Page>
        }
        .into_any()
    }
}

/// When a session is, for whoever is invited to it.
#[component]
fn WhenItIs(session: InvitedSession) -> impl IntoView {
    match session.state {
        SessionState::Scheduled { starts_at } => {
            let zone = session
                .plan
                .map_or_else(TimeZoneName::utc, |plan| plan.time_zone);
            view! { <Beginning at=starts_at zone=zone now=session.server_time/> }.into_any()
        }
        SessionState::Live { .. } => {
            view! { <p class="state-note">{words::IT_IS_LIVE}</p> }.into_any()
        }
        SessionState::Ended { .. } | SessionState::Cancelled { .. } => {
            view! { <p class="state-note">{words::IT_IS_OVER}</p> }.into_any()
        }
    }
}

/// The page of an invitation to a session for somebody who has an account.
fn accept(
    account: &AccountView,
    invitation: String,
    by: &DisplayName,
    to: InvitedSession,
    answered: &Answered,
) -> AnyView {
    let lead = words::invites_you(by.as_str(), &named(&to.title));
    let refused = answered.elsewhere(ACCEPT, &[]);
    let button = words::take_part_as(account.name.as_str());
    view! {
        <StatePage art=Art::Alone title=words::INVITED lead=lead>
            <WhenItIs session=to/>
            <Refusal why=Signal::stored(refused)/>
            <form class="actions" method="post" action=AcceptInvitation::url()>
                <input type="hidden" name="invitation" value=invitation/>
                <button type="submit" class="button button-primary">
                    {button}
                </button>
                <BackToStart/>
            </form>
        </StatePage>
    }
    .into_any()
}

/// A link that is good no more, for somebody who has an account.
fn link_is_over() -> AnyView {
    let on = (Route::Sessions, text::sessions::TITLE);
    dead_link(403, words::NOT_INVITED, words::NOT_INVITED_LEAD, on)
}

/// There is no account to be had.
fn no_way(title: &'static str, lead: &'static str) -> AnyView {
    dead_link(403, title, lead, (Route::SignIn, words::SIGN_IN))
}
