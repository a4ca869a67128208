//! The form for a new account, or why there is none. What is offered is asked on the server.

use leptos::{prelude::*, server_fn::ServerFn};
use leptos_router::components::Redirect;

use super::{
    answered::{Answered, typed},
    state::{BackToStart, NoAnswer, StatePage},
};
use crate::{
    api::{SignUp, SignUpView, view_sign_up},
    app::{
        components::{
            banner::{Banner, Refusal, Tone},
            field::TextField,
            page::Page,
            password_field::PasswordField,
            session_art::Art,
            time_zone::OwnTimeZone,
        },
        door,
        text::{self, account as words},
        viewer::Viewer,
    },
    domain::limits,
    protocol::{
        error_code::ErrorCode,
        route::{Route, own_path},
    },
};

/// The form's name in the query.
const FORM: &str = "sign-up";
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
        if viewer.account.is_some() {
            let path = own_path(&next).unwrap_or("/").to_owned();
            return view! { <Redirect path=path/> }.into_any();
        }
        match view_sign_up(invitation).await {
            Ok(SignUpView::First) => form.draw(words::FIRST_TITLE, Lead::First, None),
            Ok(SignUpView::Open) => form.draw(
                words::SIGN_UP,
                Lead::Said(words::OPEN_LEAD.to_owned()),
                None,
            ),
            Ok(SignUpView::Invited { role, email, by }) => form.draw(
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
        };
        let email_hint = only.is_some().then(|| words::EMAIL_FIXED.to_owned());
        let sign_in = Route::SignIn.with(&[("next", &next)]);
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

/// There is no account to be had.
fn no_way(title: &'static str, lead: &'static str) -> AnyView {
    door::set_page_status(403);
    view! {
        <StatePage art=Art::Alone title=title lead=lead>
            <div class="actions">
                <a class="button button-primary" href=Route::SignIn.path()>
                    {words::SIGN_IN}
                </a>
                <BackToStart/>
            </div>
        </StatePage>
    }
    .into_any()
}
