//! The cookies (RFC 6265), all out of reach of scripts: a ticket for each session, the login, and a secret on its way
//! to the page that shows it.

use std::time::Duration;

use axum::http::{HeaderMap, HeaderValue, header};

use crate::{
    domain::{ids::SessionId, limits},
    server::secret::{LoginSecret, Ticket},
};

const SESSION: &str = "visavis_";
pub(super) const LOGIN: &str = "visavis_login";
const HANDED: &str = "visavis_handed";
/// A page that was led to comes at once, or not at all.
const HANDED_LIFE: Duration = Duration::from_secs(5 * 60);

/// The ticket for session `id` that came with a request.
pub(super) fn ticket(headers: &HeaderMap, id: SessionId, secure: bool) -> Option<Ticket> {
    find(headers, &name(&of_session(id), secure)).and_then(Ticket::parse)
}

/// The header that gives the browser the ticket for session `id`, for as long as it may be of use.
pub(super) fn set_ticket(
    id: SessionId,
    ticket: &Ticket,
    lasts: Duration,
    secure: bool,
) -> HeaderValue {
    set(&of_session(id), &ticket.reveal(), lasts, secure)
}

/// Every ticket that came with a request, and the session that it is for.
pub(super) fn tickets(headers: &HeaderMap, secure: bool) -> Vec<(SessionId, Ticket)> {
    pairs(headers)
        .filter_map(|(other, value)| {
            let plain = other.strip_prefix(prefix(secure))?;
            let id = plain.strip_prefix(SESSION)?.parse().ok()?;
            (name(&of_session(id), secure) == other).then_some((id, Ticket::parse(value)?))
        })
        .collect()
}

/// The header that takes the ticket for session `id` away.
pub(super) fn drop_ticket(id: SessionId, secure: bool) -> HeaderValue {
    set(&of_session(id), "", Duration::ZERO, secure)
}

/// The login that came with a request.
pub(super) fn login(headers: &HeaderMap, secure: bool) -> Option<LoginSecret> {
    find(headers, &name(LOGIN, secure)).and_then(LoginSecret::parse)
}

/// Whether a login came with a request, good or not.
pub(super) fn has_login(headers: &HeaderMap) -> bool {
    [true, false]
        .into_iter()
        .any(|secure| find(headers, &name(LOGIN, secure)).is_some())
}

/// The header that gives the browser its login, for as long as it lasts unused.
pub(super) fn set_login(secret: &LoginSecret, secure: bool) -> HeaderValue {
    set(LOGIN, &secret.reveal(), limits::LOGIN_LIFE, secure)
}

/// The header that takes the browser's login away.
pub(super) fn drop_login(secure: bool) -> HeaderValue {
    set(LOGIN, "", Duration::ZERO, secure)
}

/// What was handed to the page that is asked for: a word for what it is, and a secret.
pub(super) fn handed(headers: &HeaderMap, secure: bool) -> Option<(&str, &str)> {
    find(headers, &name(HANDED, secure))?.split_once('.')
}

/// The header that hands a secret to the next page. The word and the secret are of letters, digits and hyphens.
pub(super) fn set_handed(what: &str, secret: &str, secure: bool) -> HeaderValue {
    set(HANDED, &format!("{what}.{secret}"), HANDED_LIFE, secure)
}

/// The header that takes it away, for it was shown.
pub(super) fn drop_handed(secure: bool) -> HeaderValue {
    set(HANDED, "", Duration::ZERO, secure)
}

fn of_session(id: SessionId) -> String {
    format!("{SESSION}{}", id.as_uuid().simple())
}

/// The prefix `__Host-` keeps neighbours on a shared domain from setting it; browsers accept it by https only.
fn name(plain: &str, secure: bool) -> String {
    format!("{}{plain}", prefix(secure))
}

const fn prefix(secure: bool) -> &'static str {
    if secure { "__Host-" } else { "" }
}

/// The names and values of all cookies that came with a request.
fn pairs(headers: &HeaderMap) -> impl Iterator<Item = (&str, &str)> {
    headers
        .get_all(header::COOKIE)
        .iter()
        .filter_map(|value| value.to_str().ok())
        .flat_map(|value| value.split(';'))
        .filter_map(|pair| pair.trim().split_once('='))
}

fn find<'a>(headers: &'a HeaderMap, name: &str) -> Option<&'a str> {
    pairs(headers)
        .find(|(other, _)| *other == name)
        .map(|(_, value)| value)
}

fn set(plain: &str, value: &str, lasts: Duration, secure: bool) -> HeaderValue {
    let name = name(plain, secure);
    let secure = if secure { "; Secure" } else { "" };
    let text = format!(
        "{name}={value}; Path=/; Max-Age={}; HttpOnly; SameSite=Lax{secure}",
        lasts.as_secs()
    );
    HeaderValue::try_from(text).expect("letters, digits and fixed words make a header value")
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::*;
    use crate::server::secret::Randomness;

    /// The request of a browser that was given the cookie `set`.
    fn with(set: &HeaderValue) -> HeaderMap {
        let mut headers = HeaderMap::new();
        let pair = set.to_str().unwrap().split(';').next().unwrap();
        let cookie = format!("other=1; {pair}");
        headers.insert(header::COOKIE, HeaderValue::try_from(cookie).unwrap());
        headers
    }

    #[test]
    fn a_ticket_comes_back_for_its_own_session_only() {
        let id = SessionId::from_uuid(Uuid::from_u128(1));
        let given = Ticket::draw(&Randomness::seeded(1));
        let set = set_ticket(id, &given, Duration::from_secs(60), true);
        let text = set.to_str().unwrap();
        assert!(text.starts_with("__Host-visavis_00000000000000000000000000000001="));
        assert!(text.ends_with("; Path=/; Max-Age=60; HttpOnly; SameSite=Lax; Secure"));

        let headers = with(&set);
        assert_eq!(ticket(&headers, id, true), Some(given.clone()));
        assert_eq!(tickets(&headers, true), [(id, given)]);
        assert_eq!(tickets(&headers, false), []);
        assert_eq!(
            ticket(&headers, SessionId::from_uuid(Uuid::from_u128(2)), true),
            None
        );
        assert_eq!(ticket(&headers, id, false), None);
        assert!(!has_login(&headers));
    }

    #[test]
    fn a_login_comes_back_until_it_is_taken_away() {
        let given = LoginSecret::draw(&Randomness::seeded(1));
        for secure in [true, false] {
            let set = set_login(&given, secure);
            assert!(
                set.to_str()
                    .unwrap()
                    .contains("; Max-Age=2592000; HttpOnly")
            );
            let headers = with(&set);
            assert_eq!(login(&headers, secure), Some(given.clone()));
            assert_eq!(login(&headers, !secure), None);
            assert!(has_login(&headers));
            let taken = drop_login(secure);
            assert!(taken.to_str().unwrap().contains("=; Path=/; Max-Age=0;"));
            assert_eq!(login(&with(&taken), secure), None);
        }
    }

    #[test]
    fn a_secret_is_handed_on_until_it_was_shown() {
        let set = set_handed("password", "abc", true);
        let text = set.to_str().unwrap();
        assert!(text.ends_with("; Path=/; Max-Age=300; HttpOnly; SameSite=Lax; Secure"));
        assert_eq!(handed(&with(&set), true), Some(("password", "abc")));
        assert_eq!(handed(&with(&set), false), None);
        assert_eq!(handed(&with(&drop_handed(true)), true), None);
    }
}
