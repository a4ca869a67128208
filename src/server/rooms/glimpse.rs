//! A room at one moment, for those who look at it from outside.

use super::state::RoomState;
use crate::{
    domain::{clock::Timestamp, participant::Participant, session::Session},
    protocol::server_message::User,
};

/// A room at one moment.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Glimpse {
    /// Who is inside, in the order in which they came.
    pub users: Vec<User>,
    /// Who has a seat, in the room or on their way into it, in the order in which the seats were given.
    pub seated: Vec<Participant>,
    /// Whether the asker would get a seat, or has one.
    pub has_place: bool,
    /// The session with its rules as they are now.
    pub session: Session,
    /// The asker as hosts have decided.
    pub asker: Option<Participant>,
    /// Whether somebody new without an account would have to knock.
    pub guests_knock: bool,
    /// Since when nobody inside has done anything; none while somebody sends sound or picture.
    pub quiet_since: Option<Timestamp>,
}

impl RoomState {
    /// What `asker` sees of it, or anybody.
    pub(super) fn glimpse(&self, asker: Option<Participant>) -> Glimpse {
        Glimpse {
            users: self.users(),
            seated: self.seated(),
            has_place: self.has_place_for(asker.as_ref().map(|asker| asker.id)),
            session: self.session().clone(),
            asker: asker.map(|asker| self.as_decided(asker)),
            guests_knock: self.has_to_knock(false),
            quiet_since: self.quiet_since(),
        }
    }
}
