//! What a server function sees of the request that it answers: who asks, what proves it, and the answer's
//! headers. The one place where server functions touch HTTP.

use std::time::Duration;

use axum::http::{StatusCode, header, request::Parts};
use leptos::prelude::use_context;
use leptos_axum::ResponseOptions;

use super::{
    address_limits::Limited, cookies, guest_sessions::GuestSession, handed::Handed,
    login_limits::Attempt, state::AppState, visitor::Visitor,
};
use crate::{
    domain::{
        access_code::AccessCode,
        account::Account,
        ids::{AccountId, SessionId},
        login::Device,
        schedule::AppointmentForm,
        share_code::ShareCode,
    },
    protocol::{
        appointment_query::{self, APPOINTMENT_FORM},
        error_code::ErrorCode,
        route::{API_PREFIX, CALENDAR_PATTERN, Route},
        server_message::{ErrorMessage, IceServer},
    },
    server::{
        buckets::network,
        secret::{CalendarSecret, InvitationSecret, LoginSecret, PasswordResetSecret, Ticket},
        service::{Entered, RoleLinks, Seated, Services, SignedIn},
    },
};

/// A trial of the relay is over by then, and makes room for another.
const A_TRIAL: Duration = Duration::from_secs(60);

/// The request that is being answered.
pub struct Call {
    state: AppState,
    parts: Parts,
    visitor: Visitor,
    response: ResponseOptions,
}

impl Call {
    /// The present one.
    ///
    /// # Errors
    /// `unavailable` outside of a request.
    pub fn current() -> Result<Self, ErrorMessage> {
        let outside = || refusal(ErrorCode::Unavailable, "there is no request", None);
        let state = use_context::<AppState>().ok_or_else(outside)?;
        let parts = use_context::<Parts>().ok_or_else(outside)?;
        let response = use_context::<ResponseOptions>().ok_or_else(outside)?;
        let visitor = parts
            .extensions
            .get::<Visitor>()
            .cloned()
            .ok_or_else(outside)?;
        Ok(Self {
            state,
            parts,
            visitor,
            response,
        })
    }

    /// The use cases.
    pub fn services(&self) -> &Services {
        &self.state.services
    }

    /// The asker's ticket for session `id`.
    pub fn ticket(&self, id: SessionId) -> Option<Ticket> {
        cookies::ticket(&self.parts.headers, id, self.visitor.public.is_secure())
    }

    /// Gives the asker the ticket of their new seat.
    pub fn give_ticket(&self, seated: &Seated) {
        let secure = self.visitor.public.is_secure();
        if let Some(cookie) = self.state.ticket_cookie(seated, secure) {
            self.response.append_header(header::SET_COOKIE, cookie);
        }
    }

    /// Takes the tickets of `account` away: whoever uses this browser next is not taken for them, neither in what is
    /// live nor in the chats of what was. A page that is in a call stays in it.
    pub async fn drop_tickets(&self, account: AccountId) {
        let secure = self.visitor.public.is_secure();
        for (id, ticket) in cookies::tickets(&self.parts.headers, secure) {
            let whose = self.services().authenticate(id, Some(&ticket)).await;
            if whose.is_ok_and(|participant| participant.account == Some(account)) {
                let cookie = cookies::drop_ticket(id, secure);
                self.response.append_header(header::SET_COOKIE, cookie);
            }
        }
    }

    /// The secret of the asker's login, good or not.
    pub fn login(&self) -> Option<LoginSecret> {
        cookies::login(&self.parts.headers, self.visitor.public.is_secure())
    }

    /// Who is signed in; nobody is no error. A login that lasts longer by this use goes back to the browser.
    ///
    /// # Errors
    /// `unavailable`.
    pub async fn account(&self) -> Result<Option<Account>, ErrorMessage> {
        Ok(self.find_signed_in().await?.map(|asker| asker.account))
    }

    /// Who is signed in, where somebody has to be; the question is counted for their address as one of `what`.
    ///
    /// # Errors
    /// `too_fast` when it was too often, `not_signed_in`, `unavailable`.
    pub async fn signed_in(&self, what: Limited) -> Result<SignedIn, ErrorMessage> {
        self.count(what)?;
        self.find_signed_in()
            .await?
            .ok_or_else(|| refusal(ErrorCode::NotSignedIn, "nobody is signed in", None))
    }

    async fn find_signed_in(&self) -> Result<Option<SignedIn>, ErrorMessage> {
        let Some(secret) = self.login() else {
            return Ok(None);
        };
        let asker = self.services().find_signed_in(&secret).await?;
        if asker.as_ref().is_some_and(|asker| asker.renewed) {
            self.set_login(&secret);
        }
        Ok(asker)
    }

    /// Gives the asker the login that has begun.
    pub fn give_login(&self, entered: &Entered) {
        self.set_login(&entered.secret);
    }

    /// Takes the asker's login away.
    pub fn drop_login(&self) {
        let cookie = cookies::drop_login(self.visitor.public.is_secure());
        self.response.append_header(header::SET_COOKIE, cookie);
    }

    fn set_login(&self, secret: &LoginSecret) {
        let cookie = cookies::set_login(secret, self.visitor.public.is_secure());
        self.response.append_header(header::SET_COOKIE, cookie);
    }

    /// Hands a secret to the page that a plain form is led to, which shows it once; the browser's program has it
    /// in the answer.
    pub fn hand_on(&self, what: Handed, secret: &str) {
        if self.is_plain_form() {
            self.hand_to_next_page(what, secret);
        }
    }

    /// Hands a secret to the page that comes next, whoever leads there: the browser by itself, or its program.
    fn hand_to_next_page(&self, what: Handed, secret: &str) {
        let cookie = cookies::set_handed(&what.word(), secret, self.visitor.public.is_secure());
        self.response.append_header(header::SET_COOKIE, cookie);
    }

    /// The secret that was handed to the page which is being drawn. It is gone from the browser with that.
    pub fn take_handed(&self, what: Handed) -> Option<String> {
        let secure = self.visitor.public.is_secure();
        let (word, secret) = cookies::handed(&self.parts.headers, secure)?;
        (word == what.word()).then(|| {
            let cookie = cookies::drop_handed(secure);
            self.response.append_header(header::SET_COOKIE, cookie);
            secret.to_owned()
        })
    }

    /// Hands the codes of session `id`'s links by role to its page, which shows the links once.
    pub fn hand_role_links(&self, id: SessionId, links: &RoleLinks) {
        let codes = format!("{}-{}", links.collaborator.as_str(), links.viewer.as_str());
        self.hand_to_next_page(Handed::RoleLinks(id), &codes);
    }

    /// The links for those who take part and for those who watch that were handed to the page of session `id`.
    pub fn take_role_links(&self, id: SessionId) -> Option<[String; 2]> {
        let codes = self.take_handed(Handed::RoleLinks(id))?;
        let (collaborator, viewer) = codes.split_once('-')?;
        let link = |code| Some(self.role_link(id, &AccessCode::parse(code)?));
        Some([link(collaborator)?, link(viewer)?])
    }

    /// The asker's device, as far as it tells.
    pub fn device(&self) -> Device {
        self.parts
            .headers
            .get(header::USER_AGENT)
            .and_then(|agent| agent.to_str().ok())
            .map(Device::from_user_agent)
            .unwrap_or_default()
    }

    /// Counts a try to prove a password as `email`, for the asker's address and for the account.
    ///
    /// # Errors
    /// `too_fast` when it was too often.
    pub fn begin_attempt(&self, email: &str) -> Result<Attempt, ErrorMessage> {
        self.count(Limited::SignIn)?;
        let now = self.state.services.clock.now();
        self.state
            .site
            .login_limits
            .begin(email, self.visitor.address, now)
            .map_err(too_fast)
    }

    /// The password was right: for the account, the try does not count.
    pub fn forgive(&self, attempt: Attempt) {
        self.state.site.login_limits.forgive(attempt);
    }

    /// Counts `what` for the asker's address.
    ///
    /// # Errors
    /// `too_fast` when it was too often.
    pub fn count(&self, what: Limited) -> Result<(), ErrorMessage> {
        let now = self.state.services.clock.now();
        self.state
            .site
            .limits
            .take(what, self.visitor.address, now)
            .map_err(too_fast)
    }

    /// What the asker's page tries the relay out with, who need not be in a session.
    ///
    /// # Errors
    /// `too_fast` when it was too often, or when too many try at the moment.
    pub fn trial_servers(&self) -> Result<Vec<IceServer>, ErrorMessage> {
        self.count(Limited::Trial)?;
        let services = self.services();
        services
            .rooms
            .ice_servers()
            .hand_out_trial(
                services.randomness.bytes(),
                self.visitor.public.host_name(),
                services.clock.now(),
            )
            .ok_or_else(|| too_fast(A_TRIAL))
    }

    /// The asker's network, as `server::buckets` knows it.
    pub fn network(&self) -> u128 {
        network(self.visitor.address)
    }

    /// Counts a session that the asker is about to begin, for their network; say [`GuestSession::made`] when it was.
    ///
    /// # Errors
    /// `too_many_sessions` when their network has as many as it may have, `unavailable`.
    pub async fn begin_counted(&self) -> Result<GuestSession, ErrorMessage> {
        let begun = self.state.begin_counted(self.visitor.address).await;
        begun.map_err(ErrorMessage::from)
    }

    /// Asks `question`, in which something secret may have been guessed: answered by `wrong`, it counts against the
    /// asker's address.
    ///
    /// # Errors
    /// `too_fast` after too many of them, and those of the question.
    pub async fn guess<T, E: Into<ErrorMessage>>(
        &self,
        wrong: ErrorCode,
        question: impl Future<Output = Result<T, E>>,
    ) -> Result<T, ErrorMessage> {
        let now = self.state.services.clock.now();
        let question = async { question.await.map_err(E::into) };
        let is_wrong = |refused: &ErrorMessage| refused.code == wrong;
        self.state
            .site
            .limits
            .guess(self.visitor.address, now, is_wrong, question)
            .await
            .map_err(too_fast)?
    }

    /// The same for a session that is looked for by the `code` of a link; with none, nothing is guessed.
    ///
    /// # Errors
    /// As [`Call::guess`].
    pub async fn guess_code<T, E: Into<ErrorMessage>>(
        &self,
        code: &str,
        question: impl Future<Output = Result<T, E>>,
    ) -> Result<T, ErrorMessage> {
        if code.is_empty() {
            return question.await.map_err(E::into);
        }
        self.guess(ErrorCode::SessionNotFound, question).await
    }

    /// Leads a plain form, sent without JavaScript, to another page of ours; the browser's program stays.
    pub fn redirect_form(&self, route: Route) {
        self.lead_form(&route.path());
    }

    /// Tells a plain form on `page` what became of it, by leading back there with a query: `done` names the form
    /// that was done, `form` and `why` one that was refused. What was `typed` goes back too, never a password.
    pub fn answer_form(
        &self,
        page: Route,
        form: &str,
        refused: Option<&ErrorMessage>,
        typed: &[(&str, &str)],
    ) {
        let path = match refused {
            // No fragment where something is wrong: it would take the focus from what is.
            None => format!("{}#{form}", page.with(&[("done", form)])),
            Some(refused) => {
                let why = refused.code.word();
                page.with(&[&[("form", form), ("why", &why)], typed].concat())
            }
        };
        self.lead_form(&path);
    }

    /// Tells the plain form of an appointment on `page` why it was refused; what was `typed` goes back too.
    pub fn refuse_appointment(&self, page: Route, refused: &ErrorMessage, typed: &AppointmentForm) {
        let typed = appointment_query::write(typed);
        let typed = typed
            .each_ref()
            .map(|(name, value)| (*name, value.as_str()));
        self.answer_form(page, APPOINTMENT_FORM, Some(refused), &typed);
    }

    /// The same to any path of ours, as `protocol::route::own_path` knows them.
    pub fn lead_form(&self, path: &str) {
        if self.is_plain_form() {
            leptos_axum::redirect(path);
        }
    }

    /// Whether a browser sent a form by itself, and shows what comes back.
    fn is_plain_form(&self) -> bool {
        self.parts
            .headers
            .get(header::ACCEPT)
            .and_then(|accept| accept.to_str().ok())
            .is_some_and(|accept| accept.contains("text/html"))
    }

    /// Gives the page that is being rendered an HTTP status. The answer of a function keeps its own: its caller
    /// reads the body, and would take another status for a failure.
    pub fn set_page_status(&self, status: u16) {
        if !self.parts.uri.path().starts_with(API_PREFIX)
            && let Ok(status) = StatusCode::from_u16(status)
        {
            self.response.set_status(status);
        }
    }

    /// The link to send to somebody who is invited.
    pub fn invitation_link(&self, secret: &InvitationSecret) -> String {
        let page = Route::SignUp.path();
        format!(
            "{}{page}?invitation={}",
            self.visitor.public,
            secret.reveal()
        )
    }

    /// The link to send to somebody who is to choose a new password.
    pub fn password_link(&self, secret: &PasswordResetSecret) -> String {
        let page = Route::ResetPassword.path();
        format!("{}{page}?reset={}", self.visitor.public, secret.reveal())
    }

    /// The secret address of a calendar.
    pub fn calendar_link(&self, secret: &CalendarSecret) -> String {
        let path = CALENDAR_PATTERN.replace("{secret}", &secret.reveal());
        format!("{}{path}", self.visitor.public)
    }

    /// The link that gives a part in session `id` to whoever has `code`.
    pub fn role_link(&self, id: SessionId, code: &AccessCode) -> String {
        format!("{}{}", self.visitor.public, Route::role_link(id, code))
    }

    /// The link to the page of the shared session that `code` opens.
    pub fn shared_link(&self, code: &ShareCode) -> String {
        let path = Route::SharedSession.with(&[("code", code.as_str())]);
        format!("{}{path}", self.visitor.public)
    }

    /// Takes the asker's ticket for session `id` away: their seat is free.
    pub fn drop_ticket(&self, id: SessionId) {
        let cookie = cookies::drop_ticket(id, self.visitor.public.is_secure());
        self.response.append_header(header::SET_COOKIE, cookie);
    }

    /// The link to send to others.
    pub fn link(&self, id: SessionId) -> String {
        format!("{}{}", self.visitor.public, Route::Join(id).path())
    }
}

fn too_fast(wait: Duration) -> ErrorMessage {
    let millis = u64::try_from(wait.as_micros().div_ceil(1_000)).unwrap_or(u64::MAX);
    refusal(
        ErrorCode::TooFast,
        "too often in a short time",
        Some(millis),
    )
}

fn refusal(code: ErrorCode, message: &str, retry_after: Option<u64>) -> ErrorMessage {
    ErrorMessage {
        code,
        message: message.to_owned(),
        retry_after,
        local_ref: None,
        to: None,
    }
}
