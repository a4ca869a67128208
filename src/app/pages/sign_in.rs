//! The way in for those who have an account: a plain form.

use leptos::{prelude::*, server_fn::ServerFn};
use leptos_router::components::Redirect;

use super::answered::{Answered, typed};
use crate::{
    api::{SignIn, SignUpView, view_sign_up},
    app::{
        components::{
            banner::Refusal, field::TextField, page::Page, password_field::PasswordField,
        },
        door,
        text::{self, account as words},
        viewer::Viewer,
    },
    protocol::{
        error_code::ErrorCode,
        route::{Route, own_path},
    },
};

/// The form's name in the query.
const FORM: &str = "sign-in";
/// What the password answers for.
const AT_PASSWORD: [ErrorCode; 1] = [ErrorCode::WrongLogin];

/// The page of `/signin?next=…`. Who is signed in goes on at once.
#[component]
pub fn SignInPage() -> impl IntoView {
    let answered = Answered::read();
    let (email, next) = (typed("email"), typed("next"));
    let viewer = Viewer::current();
    Suspend::new(async move {
        if viewer.account.is_some() {
            let path = own_path(&next).unwrap_or("/").to_owned();
            return view! { <Redirect path=path/> }.into_any();
        }
        door::set_page_title(words::SIGN_IN);
        let offer = view_sign_up(String::new()).await.ok();
        let wrong = answered.wrong(FORM, &AT_PASSWORD);
        view! {
            <Page class="main main-centred">
                <div class="entry">
                    <div class="entry-card">
                        <h1 class="title-2">{words::SIGN_IN}</h1>
                        <p class="lead">{words::SIGN_IN_LEAD}</p>
                        <Refusal why=Signal::stored(answered.elsewhere(FORM, &AT_PASSWORD))/>
                        <form class="entry-form" method="post" action=SignIn::url()>
                            <input type="hidden" name="next" value=next.clone()/>
                            <TextField
                                id="email"
                                name="email"
                                kind="email"
                                label=words::EMAIL
                                autocomplete="username"
                                required=true
                                value=email
                            />
                            <PasswordField
                                id="password"
                                name="password"
                                label=words::PASSWORD
                                new=false
                                hint=Some(words::FORGOT.to_owned())
                                wrong=wrong.map(str::to_owned)
                            />
                            <button type="submit" class="button button-primary button-56 button-wide">
                                {words::SIGN_IN}
                            </button>
                        </form>
                    </div>
                    <NewAccount offer=offer next=next/>
                </div>
            </Page>
        }
        .into_any()
    })
}

/// What somebody without an account can do.
#[component]
fn NewAccount(offer: Option<SignUpView>, next: String) -> impl IntoView {
    match offer {
        Some(SignUpView::First | SignUpView::Open) => view! {
            <p class="entry-else">
                {words::NO_ACCOUNT} " "
                <a class="link" href=Route::SignUp.with(&[("next", &next)])>
                    {words::SIGN_UP}
                </a>
            </p>
        }
        .into_any(),
        _ => view! {
            <p class="entry-else">
                {words::BY_INVITATION} " "
                <a class="link" href=Route::Home.path()>
                    {text::BACK_TO_START}
                </a>
            </p>
        }
        .into_any(),
    }
}
