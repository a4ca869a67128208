//! Shared sessions: the way in by six characters, as a plain form, and the session itself for whoever has a seat.

use leptos::{prelude::*, server_fn::ServerFn};

use super::answered::{Answered, typed};
use crate::{
    api::{CreateSharedSession, JoinSharedSession, view_shared_session},
    app::{
        components::{
            banner::Refusal,
            code_box::CODE_BOX,
            field::TextField,
            icon::Icon,
            page::Page,
            page_footer::PageFooter,
            session_art::{Art, SessionArt},
            shared_room::SharedRoom,
        },
        door,
        text::shared as words,
        viewer::Viewer,
    },
    domain::limits,
    protocol::{error_code::ErrorCode, route::SHARED_FORM},
};

/// What the box answers for.
const AT_CODE: [ErrorCode; 1] = [ErrorCode::SessionNotFound];
/// The id of the line under the box that says what is wrong.
const WRONG: &str = "code-wrong";

/// The page of `/shared-session?code=…`.
#[component]
pub fn SharedSessionPage() -> impl IntoView {
    let answered = Answered::read();
    let (code, name) = (typed("code"), typed("name"));
    let viewer = Viewer::current();
    Suspend::new(async move {
        door::set_page_title(words::TITLE);
        let refused = answered.refusal(SHARED_FORM);
        // What a form was just refused for is not asked again.
        let seen = if code.is_empty() || refused.is_some() {
            Ok(None)
        } else {
            view_shared_session(code.clone()).await.map(Some)
        };
        match seen {
            Ok(Some(seen)) if seen.me.is_some() => view! {
                <Page>
                    <SharedRoom seen=seen/>
                </Page>
            }
            .into_any(),
            seen => {
                let refused = refused.or(seen.err().map(|error| error.code));
                if refused == Some(ErrorCode::SessionNotFound) {
                    door::set_page_status(404);
                }
                way_in(refused, code, name, viewer.account.is_none())
            }
        }
    })
}

/// The way in; the name is asked of those without an account.
fn way_in(refused: Option<ErrorCode>, code: String, name: String, asks_name: bool) -> AnyView {
    let wrong_code = refused.is_some_and(|why| AT_CODE.contains(&why));
    let elsewhere = refused
        .filter(|_| !wrong_code)
        .map(crate::app::text::refusal);
    let [first, second] = words::HEADLINE;
    let [before, example, after] = words::HINT;
    let facts = words::FACTS
        .map(|(sign, fact)| {
            view! {
                <li>
                    <Icon name=sign/>
                    {fact}
                </li>
            }
            .into_any()
        })
        .into_iter()
        .collect::<Vec<_>>();
    view! {
        <Page class="main main-centred" footer=view! { <PageFooter/> }.into_any()>
            <div class="home wrap">
                <div class="home-words">
                    <h1 class="display">{first} <br/> {second}</h1>
                    <p class="lead">{words::LEAD}</p>
                    <form class="shared-form" method="post" action=JoinSharedSession::url()>
                        <Refusal why=Signal::stored(elsewhere)/>
                        {asks_name
                            .then(|| {
                                view! {
                                    <TextField
                                        id="name"
                                        name="name"
                                        label=words::YOUR_NAME
                                        max_length=limits::NAME_CHARS
                                        optional=true
                                        hint=Some(words::NAME_HINT.to_owned())
                                        autocomplete="name"
                                        value=name
                                    />
                                }
                                    .into_any()
                            })}
                        <div class="home-join">
                            <label class="field-label" for=CODE_BOX>
                                {words::JOIN_LABEL}
                            </label>
                            <div class="code-box" data-wrong=wrong_code.then_some("")>
                                <input
                                    class="code-box-input"
                                    type="text"
                                    id=CODE_BOX
                                    name="code"
                                    value=code
                                    required
                                    placeholder=words::PLACEHOLDER
                                    maxlength=limits::TYPED_CODE_CHARS.to_string()
                                    aria-invalid=wrong_code.then_some("true")
                                    aria-describedby=WRONG
                                    autofocus=wrong_code
                                    autocomplete="off"
                                    autocapitalize="off"
                                    spellcheck="false"
                                    enterkeyhint="go"
                                />
                                <button type="submit" class="button button-primary">
                                    {words::JOIN}
                                </button>
                            </div>
                            <div id=WRONG role="alert">
                                {wrong_code
                                    .then(|| {
                                        view! {
                                            <p class="wrong">
                                                <Icon name="warning" class="icon-16"/>
                                                <span>{words::WRONG_CODE}</span>
                                            </p>
                                        }
                                            .into_any()
                                    })}
                            </div>
                            <p class="hint">{before} " " <b>{example}</b> {after}</p>
                        </div>
                        <button
                            type="submit"
                            class="button button-secondary"
                            formaction=CreateSharedSession::url()
                            formnovalidate
                        >
                            <Icon name="plus"/>
                            {words::START}
                        </button>
                    </form>
                    <ul class="shared-facts">{facts}</ul>
                </div>
                <div class="home-art">
                    <SessionArt art=Art::Full/>
                </div>
            </div>
        </Page>
    }
    .into_any()
}
