//! Identifiers, one type each, so that a participant's id cannot stand where a session's is meant.

use std::{fmt, str::FromStr};

use serde::{Deserialize, Serialize};
use uuid::Uuid;

macro_rules! id {
    ($(#[$doc:meta])* $name:ident) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(transparent)]
        pub struct $name(Uuid);

        impl $name {
            /// Wraps an id that was drawn or read elsewhere.
            pub const fn from_uuid(uuid: Uuid) -> Self {
                Self(uuid)
            }

            /// The bare id, for storage.
            pub const fn as_uuid(self) -> Uuid {
                self.0
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
                self.0.hyphenated().fmt(formatter)
            }
        }

        impl FromStr for $name {
            type Err = uuid::Error;

            fn from_str(text: &str) -> Result<Self, Self::Err> {
                Uuid::try_parse(text.trim()).map(Self)
            }
        }
    };
}

id!(
    /// A session. UUID version 4 (RFC 9562 §5.4): the link is the key, so it must not be guessable.
    SessionId
);
id!(
    /// A person in one session. UUID version 7 (RFC 9562 §5.7): sorts by arrival.
    ParticipantId
);
id!(
    /// A chat message. UUID version 7 (RFC 9562 §5.7).
    MessageId
);
id!(
    /// The sender's own name for a message that has no receipt yet. UUID version 4, drawn by the browser;
    /// together with the author it is unique, so that a message sent twice is stored once.
    LocalRef
);
id!(
    /// A person who signs in. UUID version 7 (RFC 9562 §5.7): sorts by sign-up.
    AccountId
);
id!(
    /// One device on which somebody is signed in. UUID version 7 (RFC 9562 §5.7). No secret: it names a login
    /// in a list, and proves nothing.
    LoginId
);
id!(
    /// An invitation to sign up. UUID version 7 (RFC 9562 §5.7). No secret either.
    InvitationId
);
id!(
    /// A personal access token. UUID version 7 (RFC 9562 §5.7). No secret either.
    AccessTokenId
);

id!(
    /// Rules that an account saved. UUID version 7 (RFC 9562 §5.7). No secret either.
    PresetId
);

id!(
    /// The sessions that repeat an appointment every week. UUID version 7 (RFC 9562 §5.7).
    SeriesId
);

/// One life of one page in a call. A reload makes a new one, a lost socket does not; peer connections belong
/// to a pair of instances, so a signal for an earlier life is recognised and dropped.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Instance(pub u32);
