//! What a socket speaks: the messages of a room, or those of a shared session, which are translated here. The room
//! behind both is the same, and knows nothing of it.

use crate::{
    domain::{ids::ParticipantId, share_code::ShareCode},
    protocol::{
        client_message::ClientMessage,
        codec::{self, DecodeError},
        server_message::{ServerMessage, User},
        shared::{SharedInfo, SharedMessage, SharedUser},
    },
    server::rooms::Frame,
};

/// What a socket speaks.
pub(super) enum Tongue {
    /// The messages of a room, after a handshake.
    Room,
    /// Those of a shared session, without one.
    Shared(Box<SharedTongue>),
}

/// What has to be known for the translation.
pub(super) struct SharedTongue {
    code: ShareCode,
    /// Who made the session.
    creator: ParticipantId,
    /// Who is inside, as the socket was told: who leaves is named in full.
    users: Vec<SharedUser>,
}

impl Tongue {
    /// That of a shared session that `creator` made, for a socket that came by `code`.
    pub(super) fn shared(code: ShareCode, creator: ParticipantId) -> Self {
        Self::Shared(Box::new(SharedTongue {
            code,
            creator,
            users: Vec::new(),
        }))
    }

    /// What the client says.
    ///
    /// # Errors
    /// [`DecodeError`] for what is no message of this tongue.
    pub(super) fn hear(&self, text: &str) -> Result<ClientMessage, DecodeError> {
        let message = codec::decode(text)?;
        let spoken = match self {
            Self::Room => true,
            Self::Shared(_) => matches!(
                message,
                ClientMessage::Ping {}
                    | ClientMessage::UserActivity {}
                    | ClientMessage::Moderate { .. }
                    | ClientMessage::Leave {}
            ),
        };
        spoken.then_some(message).ok_or(DecodeError::UnknownType)
    }

    /// What the room says, as the client is told it; none when it has no word for it.
    pub(super) fn tell(&mut self, frame: Frame) -> Option<Frame> {
        let Self::Shared(shared) = self else {
            return Some(frame);
        };
        let message = codec::decode(std::str::from_utf8(&frame).ok()?).ok()?;
        let told = shared.translate(message)?;
        Some(Frame::from(codec::encode(&told)))
    }
}

impl SharedTongue {
    fn translate(&mut self, message: ServerMessage) -> Option<SharedMessage> {
        Some(match message {
            ServerMessage::SessionInfo(info) => {
                let user_id = info.me.id;
                let mut users: Vec<User> = info.users;
                users.push(info.me);
                users.sort_by_key(|user| (user.joined_at, user.id));
                self.users = users.into_iter().map(|user| self.user(user)).collect();
                SharedMessage::SessionInfo(SharedInfo {
                    session_id: info.session_id,
                    share_code: self.code.as_str().to_owned(),
                    users: self.users.clone(),
                    user_id,
                    url: None,
                    expires_at: info.expires_at,
                })
            }
            ServerMessage::UserJoined { user, total_users } => {
                let user = self.user(user);
                self.users.push(user.clone());
                SharedMessage::UserJoined { user, total_users }
            }
            ServerMessage::UserLeft {
                user_id,
                total_users,
                ..
            } => {
                let at = self.users.iter().position(|user| user.id == user_id)?;
                SharedMessage::UserLeft {
                    user: self.users.remove(at),
                    total_users,
                }
            }
            ServerMessage::SessionTerminated { reason } => {
                SharedMessage::SessionTerminated { reason }
            }
            ServerMessage::Knocking(knocking) => SharedMessage::Knocking(knocking),
            ServerMessage::Waiting { users } => SharedMessage::Waiting { users },
            ServerMessage::Pong {} => SharedMessage::Pong {},
            ServerMessage::Error(error) => SharedMessage::Error(error),
            _ => return None,
        })
    }

    fn user(&self, user: User) -> SharedUser {
        SharedUser {
            is_creator: user.id == self.creator,
            id: user.id,
            name: user.name,
            joined_at: user.joined_at,
        }
    }
}
