//! What tests of a room by itself start from: no runtime, no storage, only its rules.

use std::sync::Arc;

use uuid::Uuid;
use visavis::{
    domain::{
        ids::{ParticipantId, SessionId},
        policy::{CallKind, Policy},
        schedule::Meeting,
        session::{Session, SessionState, Title},
    },
    server::{ice::IceServers, rooms::RoomState},
};

use super::START;

/// A session that is live, with so many `seats`.
pub fn live_session(number: u128, host: ParticipantId, seats: u32) -> Session {
    Session {
        id: SessionId::from_uuid(Uuid::from_u128(number)),
        title: Title::default(),
        kind: CallKind::Video,
        meeting: Meeting::Open,
        guests: true,
        plan: None,
        policy: Policy {
            max_participants: seats,
            ..Policy::conversation(CallKind::Video)
        },
        host,
        created_at: START,
        state: SessionState::Live { since: START },
    }
}

/// Its room, in which nobody is and nobody was.
pub fn empty_room(session: Session) -> RoomState {
    let ice = Arc::new(IceServers::new(Vec::new(), None));
    RoomState::new(session, ice, Vec::new(), Vec::new(), START, false)
}
