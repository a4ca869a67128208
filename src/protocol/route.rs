//! Every path that a browser may ask for, as one enum: pages link by it, the server mounts by it.

use crate::domain::{chat::ExportFormat, ids::SessionId};

/// The server's pattern for the socket.
pub const SOCKET_PATTERN: &str = "/ws/sessions/{id}";
/// The server's pattern for somebody's whole calendar. Who knows the secret in it may read.
pub const CALENDAR_PATTERN: &str = "/calendar/{secret}/sessions.ics";
/// Where a page hears that the sessions of whoever is signed in have changed.
pub const CHANGES_PATH: &str = "/api/my/changes";
/// Where server functions live.
pub const API_PREFIX: &str = "/api";

/// A path.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Route {
    /// The home page.
    Home,
    /// The form for a new session.
    NewSession,
    /// The join page, and the call once joined.
    Join(SessionId),
    /// The form for a new account; an invitation's link leads here.
    SignUp,
    /// The sessions of whoever is signed in.
    Sessions,
    /// A session's chat, as a file.
    ChatFile(SessionId, ExportFormat),
    /// One appointment, as a file for calendar programs.
    CalendarFile(SessionId),
    /// Takes what was typed into the box on the home page.
    Find,
    /// The socket of a session.
    Socket(SessionId),
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
            Self::SignUp => "/sign-up".to_owned(),
            Self::Sessions => "/sessions".to_owned(),
            Self::ChatFile(id, ExportFormat::Markdown) => format!("/sessions/{id}/chat.md"),
            Self::ChatFile(id, ExportFormat::Json) => format!("/sessions/{id}/chat.json"),
            Self::CalendarFile(id) => format!("/join/{id}/session.ics"),
            Self::Find => "/find".to_owned(),
            Self::Socket(id) => format!("/ws/sessions/{id}"),
            Self::QrCode(id) => format!("/join/{id}/qr.svg"),
        }
    }
}
