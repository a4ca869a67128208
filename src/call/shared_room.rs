//! A shared session as its page sees it: who is there, who waits, and how it ends.

use crate::{
    domain::{clock::Timestamp, ids::ParticipantId, participant::DisplayName},
    protocol::{
        error_code::CloseCode,
        server_message::{Termination, WaitingUser},
        shared::{SharedMessage, SharedUser},
    },
};

use super::call_state::Connection;

/// Comings and goings that are kept.
const NOTICES: usize = 3;

/// A shared session as one person sees it.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct SharedRoom {
    /// The truth about the socket.
    pub connection: Connection,
    /// Where the person is on their way through the session.
    pub phase: SharedPhase,
    /// Everybody, in the order in which they came.
    pub users: Vec<SharedUser>,
    /// Who waits to be let in; empty for whoever may not let them in.
    pub waiting: Vec<WaitingUser>,
    /// Who came and went lately, newest first.
    pub notices: Vec<SharedNotice>,
}

/// Where somebody is on their way through a shared session.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum SharedPhase {
    /// Inside, or on the way in.
    #[default]
    Inside,
    /// Waits to be let in.
    Knocking,
    /// It is over, for everybody or for them.
    Over(Termination),
    /// The server closed the socket for good.
    Closed(CloseCode),
}

/// Somebody came or went.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SharedNotice {
    /// Who.
    pub id: ParticipantId,
    /// What they are called.
    pub name: DisplayName,
    /// Whether they came.
    pub came: bool,
    /// When, by the browser's clock.
    pub at: Timestamp,
}

impl SharedRoom {
    /// Takes what the server says at `now`. True when the line may be let go of.
    pub fn said(&mut self, message: SharedMessage, now: Timestamp) -> bool {
        match message {
            SharedMessage::SessionInfo(info) => {
                self.phase = SharedPhase::Inside;
                self.users = info.users;
            }
            SharedMessage::UserJoined { user, .. } => {
                self.notice(&user, true, now);
                self.users.retain(|other| other.id != user.id);
                self.users.push(user);
            }
            SharedMessage::UserLeft { user, .. } => {
                self.notice(&user, false, now);
                self.users.retain(|other| other.id != user.id);
            }
            SharedMessage::Waiting { users } => self.waiting = users,
            SharedMessage::Knocking(_) => self.phase = SharedPhase::Knocking,
            SharedMessage::SessionTerminated { reason } => {
                self.phase = SharedPhase::Over(reason);
                return true;
            }
            SharedMessage::Pong {} | SharedMessage::Error(_) => {}
        }
        false
    }

    /// The server closed the line for good. What it said of it before is the better reason.
    pub const fn closed(&mut self, code: CloseCode) {
        if !matches!(self.phase, SharedPhase::Over(_)) {
            self.phase = SharedPhase::Closed(code);
        }
    }

    fn notice(&mut self, user: &SharedUser, came: bool, at: Timestamp) {
        let notice = SharedNotice {
            id: user.id,
            name: user.name.clone(),
            came,
            at,
        };
        self.notices.insert(0, notice);
        self.notices.truncate(NOTICES);
    }
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::*;
    use crate::{domain::ids::SessionId, protocol::shared::SharedInfo};

    fn user(number: u128, name: &str) -> SharedUser {
        SharedUser {
            id: ParticipantId::from_uuid(Uuid::from_u128(number)),
            name: DisplayName::clean(name).unwrap(),
            joined_at: Timestamp::from_millis(0),
            is_creator: number == 1,
        }
    }

    fn inside() -> SharedRoom {
        let maya = user(1, "Maya");
        let mut room = SharedRoom::default();
        room.said(
            SharedMessage::SessionInfo(SharedInfo {
                session_id: SessionId::from_uuid(Uuid::nil()),
                share_code: "ABC123".to_owned(),
                user_id: maya.id,
                users: vec![maya],
                url: None,
                expires_at: Timestamp::from_millis(600_000),
            }),
            Timestamp::from_millis(0),
        );
        room
    }

    fn comes(room: &mut SharedRoom, number: u128, at: i64) {
        let user = user(number, "Tom");
        let message = SharedMessage::UserJoined {
            user,
            total_users: 2,
        };
        room.said(message, Timestamp::from_millis(at));
    }

    #[test]
    fn people_come_and_go_and_the_last_of_it_is_remembered() {
        let mut room = inside();
        for number in 2..6 {
            comes(&mut room, number, i64::try_from(number).unwrap());
        }
        comes(&mut room, 5, 6);
        assert_eq!(room.users.len(), 5, "nobody stands there twice");
        let left = SharedMessage::UserLeft {
            user: user(2, "Tom"),
            total_users: 4,
        };
        room.said(left, Timestamp::from_millis(7));
        assert_eq!(room.users.len(), 4);
        let came: Vec<_> = room.notices.iter().map(|notice| notice.came).collect();
        assert_eq!(came, [false, true, true]);
    }

    #[test]
    fn why_it_is_over_is_what_was_said_first() {
        let mut room = inside();
        let reason = Termination::TimeLimit;
        let now = Timestamp::from_millis(0);
        assert!(room.said(SharedMessage::SessionTerminated { reason }, now));
        room.closed(CloseCode::SessionEnded);
        assert_eq!(room.phase, SharedPhase::Over(reason));
        let mut room = inside();
        room.closed(CloseCode::Replaced);
        assert_eq!(room.phase, SharedPhase::Closed(CloseCode::Replaced));
    }
}
