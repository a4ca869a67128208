//! What a host is told of somebody on their way in: the one thing that keeps them from being heard and seen.

use super::call_state::{CallState, Connection, Device, DeviceProblem, Phase};
use crate::protocol::guest_trouble::{GuestTrouble, TroubleOf, TroubleWhy};

/// What is wrong on one's way in; none when nothing is, and once one is inside.
pub fn trouble_of(state: &CallState) -> Option<GuestTrouble> {
    let connecting = match state.phase {
        Phase::Preview | Phase::Knocking => false,
        Phase::Entering => true,
        _ => return None,
    };
    let is_away = matches!(
        state.connection,
        Connection::Reconnecting { .. } | Connection::GaveUp
    );
    if connecting && is_away {
        return Some(GuestTrouble {
            of: TroubleOf::Connection,
            why: TroubleWhy::Unreachable,
        });
    }
    let (of, problem) = match (state.local.microphone, state.local.camera) {
        (Device::Missing(one), Device::Missing(other)) if one == other => (TroubleOf::Both, one),
        // Who is not heard is missed more than who is not seen.
        (Device::Missing(problem), _) => (TroubleOf::Microphone, problem),
        (_, Device::Missing(problem)) => (TroubleOf::Camera, problem),
        _ => return None,
    };
    Some(GuestTrouble {
        of,
        why: problem.into(),
    })
}

impl From<DeviceProblem> for TroubleWhy {
    fn from(problem: DeviceProblem) -> Self {
        match problem {
            DeviceProblem::Denied => Self::Denied,
            DeviceProblem::BlockedBySystem => Self::BlockedBySystem,
            DeviceProblem::NotFound => Self::NotFound,
            DeviceProblem::Busy => Self::Busy,
            DeviceProblem::InsecureContext => Self::NotSecure,
            DeviceProblem::Unknown => Self::Unknown,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{call::call_state::LocalMedia, domain::clock::Timestamp};

    fn of(phase: Phase, microphone: Device, camera: Device) -> Option<(TroubleOf, TroubleWhy)> {
        let state = CallState {
            phase,
            local: LocalMedia { microphone, camera },
            ..CallState::default()
        };
        trouble_of(&state).map(|trouble| (trouble.of, trouble.why))
    }

    #[test]
    fn the_devices_count_until_one_is_inside() {
        let busy = Device::Missing(DeviceProblem::Busy);
        let denied = Device::Missing(DeviceProblem::Denied);
        for phase in [Phase::Preview, Phase::Knocking, Phase::Entering] {
            assert_eq!(of(phase, Device::On, Device::Off), None);
            let both = Some((TroubleOf::Both, TroubleWhy::Denied));
            assert_eq!(of(phase, denied, denied), both);
            let microphone = Some((TroubleOf::Microphone, TroubleWhy::Busy));
            assert_eq!(of(phase, busy, denied), microphone);
            let camera = Some((TroubleOf::Camera, TroubleWhy::Denied));
            assert_eq!(of(phase, Device::On, denied), camera);
        }
        assert_eq!(of(Phase::Inside, denied, denied), None);
    }

    #[test]
    fn a_line_that_does_not_open_counts_more_than_a_device() {
        let mut state = CallState {
            phase: Phase::Entering,
            connection: Connection::Reconnecting {
                since: Timestamp::from_millis(0),
                next_try_at: Timestamp::from_millis(0),
            },
            ..CallState::default()
        };
        state.local.camera = Device::Missing(DeviceProblem::NotFound);
        let trouble = trouble_of(&state).unwrap();
        assert_eq!(trouble.of, TroubleOf::Connection);
        // A line that was there and is tried again is no trouble of who waits: their place says that it is away.
        state.phase = Phase::Knocking;
        assert_eq!(trouble_of(&state).unwrap().of, TroubleOf::Camera);
    }
}
