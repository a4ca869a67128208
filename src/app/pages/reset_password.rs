//! The form for a new password, for whoever has a link: a plain form.

use leptos::{prelude::*, server_fn::ServerFn};

use super::{
    answered::{Answered, typed},
    state::{NoAnswer, dead_link},
};
use crate::{
    api::{PasswordLinkView, ResetPassword, view_password_link},
    app::{
        components::{banner::Refusal, page::Page, password_field::PasswordField},
        door,
        text::{self, account as words},
    },
    protocol::{error_code::ErrorCode, route::Route},
};

/// The form's name in the query.
const FORM: &str = "reset";
/// What the password answers for.
const AT_PASSWORD: [ErrorCode; 1] = [ErrorCode::PasswordRefused];

/// The page of `/password?reset=…`. Who is signed in here already, even as somebody else, may use it too.
#[component]
pub fn ResetPasswordPage() -> impl IntoView {
    let answered = Answered::read();
    let reset = typed("reset");
    Suspend::new(async move {
        match view_password_link(reset.clone()).await {
            Ok(whose) => draw(&whose, reset, &answered),
            Err(error) if error.code == ErrorCode::PasswordLinkInvalid => {
                let on = (Route::SignIn, words::SIGN_IN);
                dead_link(
                    404,
                    words::NO_PASSWORD_LINK,
                    words::NO_PASSWORD_LINK_LEAD,
                    on,
                )
            }
            Err(error) => {
                let lead = text::refusal(error.code);
                view! { <NoAnswer why=error.code lead=lead again=Route::SignIn/> }.into_any()
            }
        }
    })
}

fn draw(whose: &PasswordLinkView, reset: String, answered: &Answered) -> AnyView {
    door::set_page_title(words::RESET_PASSWORD);
    let lead = words::reset_lead(whose.name.as_str());
    let email = whose.email.to_string();
    let refused = answered.elsewhere(FORM, &AT_PASSWORD);
    let wrong = answered.wrong(FORM, &AT_PASSWORD).map(str::to_owned);
    view! {
        <Page class="main main-centred">
            <div class="entry">
                <div class="entry-card">
                    <h1 class="title-2">{words::RESET_PASSWORD}</h1>
                    <p class="lead">{lead}</p>
                    <Refusal why=Signal::stored(refused)/>
                    <form class="entry-form" method="post" action=ResetPassword::url()>
                        <input type="hidden" name="reset" value=reset/>
                        // So that the browser keeps the password for the right account.
                        <input
                            type="email"
                            hidden
                            readonly
                            autocomplete="username"
                            value=email
                        />
                        <PasswordField
                            id="password"
                            name="new"
                            label=words::NEW_PASSWORD
                            new=true
                            hint=Some(words::password_hint())
                            wrong=wrong
                        />
                        <button type="submit" class="button button-primary button-56 button-wide">
                            {words::TAKE_PASSWORD}
                        </button>
                    </form>
                </div>
            </div>
        </Page>
    }
    .into_any()
}
