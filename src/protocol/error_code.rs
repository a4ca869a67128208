//! The stable words for what can go wrong, and the close codes of the socket.

use serde::{Deserialize, Serialize};

/// A stable word for a refusal, the same on the socket, in server functions and in the public API.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ErrorCode {
    /// The message or input does not have the expected form.
    BadRequest,
    /// The message's type is not known.
    UnknownType,
    /// The protocol version is not spoken here.
    WrongVersion,
    /// There is no such session, or what was typed finds none.
    SessionNotFound,
    /// The session is to be, and nobody has begun it.
    SessionNotBegun,
    /// The session is live already: what was planned of it cannot be changed.
    SessionBegun,
    /// The session is over.
    SessionEnded,
    /// All seats are taken.
    SessionFull,
    /// Nobody new is let in.
    SessionLocked,
    /// No ticket, or one that does not open this session.
    NotJoined,
    /// A host has not let them in, yet or at all.
    NotAdmitted,
    /// A host has put them out.
    Removed,
    /// The role does not allow it.
    NotAllowed,
    /// Without them the session would have no host.
    LastHost,
    /// There is nobody with this id in the room, or before it.
    UserNotFound,
    /// The session may not be made longer.
    NotExtendable,
    /// Calls cannot go by a relay, for there is none.
    NoRelay,
    /// Only those who moderate may write now.
    ChatPaused,
    /// As many sessions of this account, or of guests of this network, are live as may be.
    TooManySessions,
    /// An appointment cannot be at this time: it is past, too far, too long, or no time at all.
    TimeRefused,
    /// Somebody cannot be part of this appointment.
    PeopleRefused,
    /// There is no such message of the asker's.
    MessageNotFound,
    /// The receiver of a signal is not in the room.
    UnknownReceiver,
    /// The chat message is empty.
    ChatEmpty,
    /// The chat message is too long.
    ChatTooLong,
    /// Too much of it in a short time.
    TooFast,
    /// The request came from another site.
    ForeignOrigin,
    /// Nobody is signed in, or not any more.
    NotSignedIn,
    /// The address or the password is wrong.
    WrongLogin,
    /// The present password is wrong.
    WrongPassword,
    /// An admin has disabled the account.
    AccountDisabled,
    /// This is no e-mail address.
    EmailMalformed,
    /// There is an account with this address already.
    EmailTaken,
    /// The name is empty.
    NameEmpty,
    /// The password is too short, too long, or the person's address or name.
    PasswordRefused,
    /// There is no such time zone.
    TimeZoneUnknown,
    /// Nobody may sign up, or only by invitation.
    SignUpClosed,
    /// The invitation is not good, or not any more.
    InvitationInvalid,
    /// The link for a new password is not good, or not any more.
    PasswordLinkInvalid,
    /// There is no such account.
    AccountNotFound,
    /// Without them nobody could look after the server.
    LastAdmin,
    /// They have as many access tokens as one may have.
    TooManyTokens,
    /// They have saved as many presets as one may have.
    TooManyPresets,
    /// They have something else of this name.
    NameTaken,
    /// They have saved no such preset.
    PresetNotFound,
    /// There is no such path.
    PathNotFound,
    /// The path does not know this method.
    MethodNotAllowed,
    /// The request is larger than allowed.
    BodyTooLarge,
    /// The request is not of the kind that is read here.
    UnsupportedMediaType,
    /// The server cannot do it now.
    Unavailable,
}

impl ErrorCode {
    /// The stable word, as it stands on the wire.
    pub fn word(self) -> String {
        match serde_json::to_value(self) {
            Ok(serde_json::Value::String(word)) => word,
            _ => String::new(),
        }
    }

    /// The refusal that `word` names.
    pub fn parse(word: &str) -> Option<Self> {
        serde_json::from_value(serde_json::Value::from(word)).ok()
    }
}

/// Why a socket is closed (RFC 6455 §7.4; 4000–4999 are for applications).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum CloseCode {
    /// The client said that it leaves.
    Normal,
    /// The server restarts: come back soon. `Service Restart` in the IANA registry.
    ServiceRestart,
    /// Something that is no JSON text frame of this protocol, before or instead of a valid handshake.
    BadHandshake,
    /// No handshake in time.
    HelloTimeout,
    /// The protocol version is not spoken here.
    WrongVersion,
    /// The session is to be, and nobody has begun it.
    SessionNotBegun,
    /// The session is live already: what was planned of it cannot be changed.
    SessionBegun,
    /// The session is over.
    SessionEnded,
    /// All seats are taken.
    SessionFull,
    /// The ticket opens nothing any more.
    NotJoined,
    /// A host has put them out.
    Removed,
    /// A host has not let them in.
    NotAdmitted,
    /// The receiver read too slowly; it may resume.
    SlowReader,
    /// The same ticket opened another socket.
    Replaced,
    /// A frame was larger than allowed.
    TooBig,
    /// Far too many frames.
    Flood,
    /// Nothing was heard for too long.
    HeartbeatLost,
}

impl CloseCode {
    const TABLE: [(Self, u16); 15] = [
        (Self::Normal, 1000),
        (Self::TooBig, 1009),
        (Self::ServiceRestart, 1012),
        (Self::BadHandshake, 4000),
        (Self::HelloTimeout, 4001),
        (Self::WrongVersion, 4002),
        (Self::NotJoined, 4003),
        (Self::SessionEnded, 4004),
        (Self::SessionFull, 4005),
        (Self::Flood, 4006),
        (Self::HeartbeatLost, 4007),
        (Self::SlowReader, 4008),
        (Self::Replaced, 4009),
        (Self::Removed, 4010),
        (Self::NotAdmitted, 4011),
    ];

    /// The number on the wire.
    pub fn as_u16(self) -> u16 {
        Self::TABLE
            .iter()
            .find(|(code, _)| *code == self)
            .map_or(1000, |(_, number)| *number)
    }

    /// The meaning of a number; `None` when it is not one of ours.
    pub fn from_u16(number: u16) -> Option<Self> {
        Self::TABLE
            .iter()
            .find(|(_, candidate)| *candidate == number)
            .map(|(code, _)| *code)
    }

    /// Whether a client may come back by itself after this.
    pub const fn may_resume(self) -> bool {
        matches!(
            self,
            Self::ServiceRestart
                | Self::SlowReader
                | Self::HeartbeatLost
                | Self::HelloTimeout
                | Self::Flood
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_refusal_finds_its_way_back_from_its_word() {
        assert_eq!(ErrorCode::WrongLogin.word(), "wrong_login");
        assert_eq!(ErrorCode::parse("wrong_login"), Some(ErrorCode::WrongLogin));
        assert_eq!(ErrorCode::parse("no_word_of_ours"), None);
    }

    #[test]
    fn every_close_code_finds_its_way_back() {
        for (code, number) in CloseCode::TABLE {
            assert_eq!(code.as_u16(), number);
            assert_eq!(CloseCode::from_u16(number), Some(code));
        }
        assert_eq!(CloseCode::from_u16(1006), None);
    }
}
