//! The ticket cookies (RFC 6265): one for each session, out of reach of scripts.

use std::time::Duration;

use axum::http::{HeaderMap, HeaderValue, header};

use crate::{domain::ids::SessionId, server::secret::Ticket};

/// The ticket for session `id` that came with a request.
pub(super) fn ticket(headers: &HeaderMap, id: SessionId, secure: bool) -> Option<Ticket> {
    let name = name(id, secure);
    headers
        .get_all(header::COOKIE)
        .iter()
        .filter_map(|value| value.to_str().ok())
        .flat_map(|value| value.split(';'))
        .filter_map(|pair| pair.trim().split_once('='))
        .find(|(other, _)| *other == name)
        .and_then(|(_, value)| Ticket::parse(value))
}

/// The header that gives the browser the ticket for session `id`, for as long as it may be of use.
pub(super) fn set_ticket(
    id: SessionId,
    ticket: &Ticket,
    lasts: Duration,
    secure: bool,
) -> HeaderValue {
    let name = name(id, secure);
    let secure = if secure { "; Secure" } else { "" };
    let text = format!(
        "{name}={}; Path=/; Max-Age={}; HttpOnly; SameSite=Lax{secure}",
        ticket.reveal(),
        lasts.as_secs()
    );
    HeaderValue::try_from(text).expect("hexadecimal digits and fixed words make a header value")
}

/// The prefix `__Host-` keeps neighbours on a shared domain from setting it; browsers accept it by https only.
fn name(id: SessionId, secure: bool) -> String {
    let prefix = if secure { "__Host-" } else { "" };
    format!("{prefix}visavis_{}", id.as_uuid().simple())
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::*;
    use crate::server::secret::Randomness;

    #[test]
    fn a_ticket_comes_back_for_its_own_session_only() {
        let id = SessionId::from_uuid(Uuid::from_u128(1));
        let given = Ticket::draw(&Randomness::seeded(1));
        let set = set_ticket(id, &given, Duration::from_secs(60), true);
        let set = set.to_str().unwrap();
        assert!(set.starts_with("__Host-visavis_00000000000000000000000000000001="));
        assert!(set.ends_with("; Path=/; Max-Age=60; HttpOnly; SameSite=Lax; Secure"));

        let mut headers = HeaderMap::new();
        let cookie = format!("other=1; {}", set.split(';').next().unwrap());
        headers.insert(header::COOKIE, HeaderValue::try_from(cookie).unwrap());
        assert_eq!(ticket(&headers, id, true), Some(given));
        assert_eq!(
            ticket(&headers, SessionId::from_uuid(Uuid::from_u128(2)), true),
            None
        );
        assert_eq!(ticket(&headers, id, false), None);
    }
}
