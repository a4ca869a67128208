//! What is asked of a state that a page shows.

use uuid::Uuid;

use super::*;
use crate::{
    domain::{
        door::Door,
        ids::Instance,
        participant::DisplayName,
        policy::Policy,
        preset::{Extension, Preset},
    },
    protocol::{client_message::MediaState, server_message::PartGrants},
};

fn id(number: u128) -> ParticipantId {
    ParticipantId::from_uuid(Uuid::from_u128(number))
}

fn user(number: u128, role: Role, hand: Option<i64>) -> User {
    User {
        id: id(number),
        name: DisplayName::guest(1),
        role,
        grants: Policy::conversation(CallKind::Video).grants(role),
        joined_at: Timestamp::from_millis(0),
        instance: Instance(1),
        connected: true,
        media: MediaState::default(),
        hand: hand.map(Timestamp::from_millis),
    }
}

/// Those of a conversation that nobody has changed.
pub(in crate::call) fn rules() -> Rules {
    Rules {
        preset: Some(Preset::Conversation),
        parts: None,
        door: Door::Open,
        chat_paused: false,
        extension: Extension::default(),
        take_over: true,
        relay_only: false,
        take_over_from: None,
    }
}

fn state(me: User, others: Vec<User>) -> CallState {
    let link = LinkState::Connected;
    CallState {
        room: Some(Room {
            session_id: SessionId::from_uuid(Uuid::nil()),
            title: Title::default(),
            kind: CallKind::Video,
            started_at: Timestamp::from_millis(0),
            expires_at: Timestamp::from_millis(1_000),
            clock_offset_ms: 0,
            max_participants: 10,
            maker: id(2),
            rules: rules(),
            me,
            may_take_over: false,
            views: true,
        }),
        people: others
            .into_iter()
            .map(|user| Person {
                link,
                ..Person::new(user)
            })
            .collect(),
        ..CallState::default()
    }
}

#[test]
fn raised_hands_stand_first_in_their_order_then_hosts_then_the_others_as_they_came() {
    let others = vec![
        user(2, Role::Viewer, None),
        user(3, Role::Host, None),
        user(4, Role::Viewer, Some(20)),
        user(5, Role::Collaborator, Some(10)),
    ];
    let state = state(user(1, Role::Collaborator, None), others);
    assert_eq!(state.in_order(), [5, 4, 3, 1, 2].map(id));
}

#[test]
fn a_host_sees_commands_about_everybody_but_other_hosts_unless_they_made_the_session() {
    let host = |number| {
        let mut host = user(number, Role::Host, None);
        host.grants.moderate = true;
        host
    };
    let guest = user(9, Role::Viewer, None);
    let others = |maker| vec![host(maker), guest.clone()];
    // The maker of these is number 2.
    let second = state(host(1), others(2));
    assert!(second.has_power_over(guest.id) && !second.has_power_over(id(2)));
    let maker = state(host(2), others(1));
    assert!(maker.has_power_over(guest.id) && maker.has_power_over(id(1)));
    assert!(!maker.has_power_over(id(2)), "there is no menu of oneself");
    let guests = state(guest.clone(), vec![host(2), user(3, Role::Viewer, None)]);
    assert!(!guests.has_power_over(id(2)) && !guests.has_power_over(id(3)));
}

#[test]
fn only_what_the_part_has_by_the_rules_was_taken_by_a_host() {
    let mut muted = user(2, Role::Collaborator, None);
    muted.grants.publish_audio = false;
    let viewer = user(3, Role::Viewer, None);
    let state = state(
        user(1, Role::Host, None),
        vec![muted.clone(), viewer.clone()],
    );
    assert!(state.is_barred(&muted, Grant::PublishAudio));
    assert!(!state.is_barred(&muted, Grant::PublishVideo));
    assert!(!state.is_barred(&viewer, Grant::PublishAudio));
    let mut own = state;
    if let Some(room) = &mut own.room {
        room.rules.preset = None;
        room.rules.parts = Some(PartGrants {
            collaborator: viewer.grants,
            viewer: user(4, Role::Collaborator, None).grants,
        });
    }
    assert!(!own.is_barred(&muted, Grant::PublishAudio));
    assert!(own.is_barred(&viewer, Grant::PublishAudio));
}
