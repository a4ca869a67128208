//! Every path that a browser may ask for, as one enum: pages link by it, the server mounts by it.

use crate::domain::{
    access_code::AccessCode,
    chat::ExportFormat,
    ids::{PresetId, SessionId},
    share_code::ShareCode,
};

/// The server's pattern for the socket.
pub const SOCKET_PATTERN: &str = "/ws/sessions/{id}";
/// The server's pattern for the socket of a shared session.
pub const SHARED_SOCKET_PATTERN: &str = "/ws/shared/{code}";
/// The server's pattern for somebody's whole calendar. Who knows the secret in it may read.
pub const CALENDAR_PATTERN: &str = "/calendar/{secret}/sessions.ics";
/// Where a page hears that the sessions of whoever is signed in have changed.
pub const CHANGES_PATH: &str = "/api/my/changes";
/// The server's pattern for bytes that a page fetches or sends to try out its line; `limits::TRIAL_TRANSFERS` says how
/// many there may be.
pub const TRIAL_TRANSFER_PATTERN: &str = "/check/transfer/{bytes}";
/// The socket that a page tries out: it says back the first frame, and closes.
pub const TRIAL_SOCKET_PATH: &str = "/ws/check";
/// Where the document of the public API is.
pub const API_DOCUMENT_PATH: &str = "/api/openapi.json";
/// Where the server proves who it is, to who has its key; a nonce of 32 hexadecimal digits follows.
pub const PROBE_PREFIX: &str = "/healthz/";
/// Where server functions live, and the public API.
pub const API_PREFIX: &str = "/api";

/// Whether `path` is of the API: below its prefix, which itself is a page about it.
pub fn is_of_api(path: &str) -> bool {
    path.strip_prefix(API_PREFIX)
        .is_some_and(|rest| rest.starts_with('/'))
}

/// The name of the form of shared sessions, in the query of its page.
pub const SHARED_FORM: &str = "shared";

/// A path.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Route {
    /// The home page.
    Home,
    /// The form for a new session.
    NewSession,
    /// The join page, and the call once joined.
    Join(SessionId),
    /// The way in for those who have an account.
    SignIn,
    /// The form for a new account; an invitation's link leads here.
    SignUp,
    /// The form for a new password; the link for one leads here.
    ResetPassword,
    /// Somebody's own account.
    Account,
    /// The form for rules that somebody saves.
    NewPreset,
    /// The form that changes them.
    Preset(PresetId),
    /// People and settings, for admins.
    Admin,
    /// The sessions of whoever is signed in.
    Sessions,
    /// The form for an appointment.
    PlanSession,
    /// One session of whoever is signed in: when, who, and its chat.
    Session(SessionId),
    /// The form that changes an appointment.
    EditSession(SessionId),
    /// Asks before an appointment is called off.
    CancelSession(SessionId),
    /// Asks before a session begins, and shows its code.
    StartSession(SessionId),
    /// A session's chat, as a file.
    ChatFile(SessionId, ExportFormat),
    /// One appointment, as a file for calendar programs.
    CalendarFile(SessionId),
    /// The public API, as people read about it.
    Api,
    /// Tries out whether a call would work here.
    Check,
    /// Bytes to try out a line, so many.
    TrialTransfer(u32),
    /// Takes what was typed into the box on the home page.
    Find,
    /// The socket of a session.
    Socket(SessionId),
    /// Shared sessions: the way in, and with a code in its query the session itself.
    SharedSession,
    /// The socket of a shared session.
    SharedSocket(ShareCode),
    /// The QR code of a session's link, as SVG.
    QrCode(SessionId),
}

impl Route {
    /// The path, beginning with a slash.
    pub fn path(self) -> String {
        match self {
            Self::Home => "/".to_owned(),
            Self::NewSession => "/new".to_owned(),
            Self::Join(id) => format!("/join/{id}"),
            Self::SignIn => "/signin".to_owned(),
            Self::SignUp => "/signup".to_owned(),
            Self::ResetPassword => "/password".to_owned(),
            Self::Account => "/account".to_owned(),
            Self::NewPreset => "/account/presets/new".to_owned(),
            Self::Preset(id) => format!("/account/presets/{id}"),
            Self::Admin => "/admin".to_owned(),
            Self::Sessions => "/sessions".to_owned(),
            Self::PlanSession => "/sessions/new".to_owned(),
            Self::Session(id) => format!("/sessions/{id}"),
            Self::EditSession(id) => format!("/sessions/{id}/edit"),
            Self::CancelSession(id) => format!("/sessions/{id}/cancel"),
            Self::StartSession(id) => format!("/sessions/{id}/start"),
            Self::ChatFile(id, ExportFormat::Markdown) => format!("/sessions/{id}/chat.md"),
            Self::ChatFile(id, ExportFormat::Json) => format!("/sessions/{id}/chat.json"),
            Self::CalendarFile(id) => format!("/join/{id}/session.ics"),
            Self::Api => "/api".to_owned(),
            Self::Check => "/test".to_owned(),
            Self::TrialTransfer(bytes) => format!("/check/transfer/{bytes}"),
            Self::Find => "/find".to_owned(),
            Self::Socket(id) => format!("/ws/sessions/{id}"),
            Self::SharedSession => "/shared-session".to_owned(),
            Self::SharedSocket(code) => format!("/ws/shared/{}", code.as_str()),
            Self::QrCode(id) => format!("/join/{id}/qr.svg"),
        }
    }

    /// The path of a link that gives a part in session `id` to whoever has `code`: the home page with its box filled.
    pub fn role_link(id: SessionId, code: &AccessCode) -> String {
        Self::Home.with(&[("sessionId", &id.to_string()), ("code", code.as_str())])
    }

    /// The path with a query; what is empty is left out.
    pub fn with(self, query: &[(&str, &str)]) -> String {
        let mut path = self.path();
        for (name, value) in query.iter().filter(|(_, value)| !value.is_empty()) {
            path.push(if path.contains('?') { '&' } else { '?' });
            path.push_str(name);
            path.push('=');
            encode(&mut path, value);
        }
        path
    }
}

/// Writes `value` so that it can stand in a query (RFC 3986 §2.1).
fn encode(path: &mut String, value: &str) {
    const DIGITS: &[u8; 16] = b"0123456789ABCDEF";
    for byte in value.bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~".contains(&byte) {
            path.push(char::from(byte));
        } else {
            path.push('%');
            path.push(char::from(DIGITS[usize::from(byte >> 4)]));
            path.push(char::from(DIGITS[usize::from(byte & 15)]));
        }
    }
}

/// What somebody is to be led to, if it is a path of this server, as it came: a link that says where to go next may
/// come from anybody. Browsers take `//` and `/\` for the beginning of another host's name.
pub fn own_path(raw: &str) -> Option<&str> {
    let rest = raw.strip_prefix('/')?;
    let good = !rest.starts_with(['/', '\\']) && rest.bytes().all(|byte| byte.is_ascii_graphic());
    good.then_some(raw)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_query_is_written_so_that_nothing_in_it_ends_it() {
        let path = Route::SignIn.with(&[("next", "/new?a=b&c"), ("email", ""), ("name", "Ñ#")]);
        assert_eq!(path, "/signin?next=%2Fnew%3Fa%3Db%26c&name=%C3%91%23");
        assert_eq!(Route::SignIn.with(&[]), "/signin");
    }

    #[test]
    fn nobody_is_led_to_another_server() {
        for own in ["/", "/account", "/join/1?a=b#c"] {
            assert_eq!(own_path(own), Some(own));
        }
        for foreign in [
            "",
            "account",
            "//example.org",
            "/\\example.org",
            "https://example.org/",
            "/a\r\nSet-Cookie: a=b",
            "/\t/example.org",
            "/ñ",
        ] {
            assert_eq!(own_path(foreign), None, "{foreign:?}");
        }
    }
}
