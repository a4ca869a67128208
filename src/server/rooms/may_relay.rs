//! Who may use the relay: whoever has a seat, as long as they have it.

use super::delivery::Attendance;
use crate::server::ice::IceServers;

/// Notes what a change of who is inside means for the relay.
pub(super) fn note(ice_servers: &IceServers, attendance: &Attendance) {
    match attendance {
        Attendance::Inside {
            participant_id,
            session_id,
            ..
        } => ice_servers.came(*session_id, *participant_id),
        Attendance::Gone {
            participant_id,
            session_id,
            ..
        } => ice_servers.gone(*session_id, *participant_id),
    }
}
