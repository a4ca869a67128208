//! What the document says of the nouns that the API shares with the rest of the house. Their words come from their
//! own serialisation, so that the document cannot say another.

use serde::Serialize;
use utoipa::{
    PartialSchema, ToSchema,
    openapi::{
        ObjectBuilder, RefOr, SchemaFormat, Type,
        schema::{Schema, SchemaType},
    },
};

use crate::{
    domain::{
        account::AccountRole,
        door::Door,
        ids::{AccountId, ParticipantId, SessionId},
        limits,
        participant::DisplayName,
        policy::CallKind,
        preset::Preset,
        role::Role,
        schedule::{Meeting, Part, Reach},
        session::{CancelReason, EndReason, Title},
        time_zone::TimeZoneName,
    },
    protocol::error_code::ErrorCode,
};

fn text(description: &str) -> ObjectBuilder {
    ObjectBuilder::new()
        .schema_type(SchemaType::Type(Type::String))
        .description(Some(description))
}

/// A code in a body. What is written in place and described besides would be said to be an object (utoipa's
/// `inline`), so the whole of it stands here.
pub(super) fn typed_code() -> RefOr<Schema> {
    text("The code, as somebody typed it.")
        .max_length(Some(limits::TYPED_CODE_CHARS))
        .into()
}

fn word(value: impl Serialize) -> serde_json::Value {
    serde_json::to_value(value).expect("a word is written by itself")
}

/// The words of an enum; it does not compile with one of them left out.
macro_rules! words {
    ($type:ident, $description:literal, $($variant:ident)+) => {
        impl PartialSchema for $type {
            fn schema() -> RefOr<Schema> {
                const fn is_complete(value: $type) {
                    match value { $($type::$variant => {})+ }
                }
                let all = [$($type::$variant),+];
                all.into_iter().for_each(is_complete);
                text($description).enum_values(Some(all.map(word))).into()
            }
        }
        impl ToSchema for $type {}
    };
}

macro_rules! id {
    ($type:ident, $description:literal) => {
        impl PartialSchema for $type {
            fn schema() -> RefOr<Schema> {
                text($description)
                    .format(Some(SchemaFormat::Custom("uuid".to_owned())))
                    .into()
            }
        }
        impl ToSchema for $type {}
    };
}

macro_rules! line {
    ($type:ident, $description:literal, $most:expr) => {
        impl PartialSchema for $type {
            fn schema() -> RefOr<Schema> {
                text($description).max_length(Some($most)).into()
            }
        }
        impl ToSchema for $type {}
    };
}

id!(
    SessionId,
    "A session. Whoever has it has the session's link."
);
id!(AccountId, "Somebody who signs in.");
id!(ParticipantId, "Somebody in one session.");

line!(
    Title,
    "What a session is about; possibly empty.",
    limits::TITLE_CHARS
);
line!(DisplayName, "What somebody is called.", limits::NAME_CHARS);
line!(
    CancelReason,
    "What was said about it; possibly empty.",
    limits::CANCEL_REASON_CHARS
);

impl PartialSchema for TimeZoneName {
    fn schema() -> RefOr<Schema> {
        text("A name of the IANA time zone database.")
            .examples([word("Europe/Lisbon")])
            .into()
    }
}
impl ToSchema for TimeZoneName {}

words!(CallKind, "Sound and camera, or sound only.", Video Audio);
words!(Preset, "Who is seen and heard: in a `conversation` and an `interview` everybody who takes part, in a `presentation` the host alone.", Conversation Presentation Interview);
words!(Door, "Who may come in: with an `open` door whoever has the way in, before a `lobby` they knock, and a `locked` session takes nobody new.", Open Lobby Locked);
words!(Meeting, "What people meet for: `mentoring` is a mentor with those who learn, `interview` an admin who gets to know a mentor, `open` whoever likes to.", Mentoring Interview Open);
words!(Part, "What somebody is in what was arranged.", Mentor Learner Interviewer Candidate Member);
words!(Role, "What somebody is in the room: the host leads, a collaborator takes part, a viewer watches.", Host Collaborator Viewer);
words!(AccountRole, "What somebody is on this server.", Mentor Learner Admin);
words!(Reach, "Which of those that repeat is meant.", ThisOne AllThatFollow);
words!(EndReason, "Why a session is over.", EndedByHost EndedByAdmin TimeLimit Inactive ServerShutdown Missed);
words!(
    ErrorCode, "The stable word for a refusal.",
    BadRequest UnknownType WrongVersion SessionNotFound SessionNotBegun SessionBegun SessionEnded SessionFull
    SessionLocked NotJoined NotAdmitted Removed NotAllowed LastHost UserNotFound NotExtendable NoRelay ChatPaused TooManySessions
    TimeRefused PeopleRefused MessageNotFound UnknownReceiver ChatEmpty ChatTooLong
    TooFast ForeignOrigin NotSignedIn WrongLogin WrongPassword AccountDisabled EmailMalformed EmailTaken NameEmpty
    PasswordRefused TimeZoneUnknown SignUpClosed InvitationInvalid PasswordLinkInvalid AccountNotFound LastAdmin TooManyTokens TooManyPresets NameTaken PresetNotFound
    PathNotFound MethodNotAllowed BodyTooLarge UnsupportedMediaType Unavailable
);
