//! A room as the server tells it, message by message.
use uuid::Uuid;

use super::*;
use crate::{
    call::{
        call_state::{OutgoingState, tests::rules},
        chat_list::tests::message,
    },
    domain::{
        chat::ChatMessage,
        ids::{LocalRef, SessionId},
        participant::DisplayName,
        policy::CallKind,
        role::{Grants, Role},
        session::{EndReason, Title},
    },
    protocol::{
        annotation::Mark,
        client_message::{MediaState, Reaction},
        error_code::ErrorCode,
        server_message::{Knocking, Termination},
    },
};

const GRANTS: Grants = Grants {
    publish_audio: true,
    publish_video: true,
    share_screen: true,
    annotate: true,
    chat: true,
    moderate: false,
};
const ME: u128 = 1;
const MAYA: u128 = 2;
const TOM: u128 = 3;

#[path = "room_reducer_end_tests.rs"]
mod ends;

fn id(number: u128) -> ParticipantId {
    ParticipantId::from_uuid(Uuid::from_u128(number))
}

fn at(seconds: i64) -> Timestamp {
    Timestamp::from_millis(seconds * 1_000)
}

fn user(number: u128, instance: u32) -> User {
    User {
        id: id(number),
        name: DisplayName::guest(u32::try_from(number).unwrap()),
        role: Role::Collaborator,
        grants: GRANTS,
        joined_at: at(0),
        hand: None,
        instance: Instance(instance),
        connected: true,
        media: MediaState::default(),
    }
}

fn info(users: Vec<User>, resumed: bool) -> SessionInfo {
    SessionInfo {
        session_id: SessionId::from_uuid(Uuid::nil()),
        title: Title::default(),
        kind: CallKind::Video,
        started_at: at(0),
        expires_at: at(1_000),
        server_time: at(100),
        max_participants: 10,
        maker: id(MAYA),
        me: user(ME, 1),
        rules: rules(),
        may_take_over: false,
        views: true,
        users,
        resumed,
        ice_servers: Vec::new(),
        chat: Vec::new(),
        more_chat: false,
    }
}

/// A page with its room, and what became of the last message.
#[derive(Default)]
struct Page {
    state: CallState,
    outbox: Outbox,
    reducer: RoomReducer,
}

impl Page {
    fn hear(&mut self, message: ServerMessage, now: Timestamp) -> Vec<Effect> {
        self.reducer
            .apply(&mut self.state, &mut self.outbox, message, now)
    }

    fn enter(&mut self, info: SessionInfo) -> Vec<Effect> {
        let mut effects = self.hear(ServerMessage::SessionInfo(Box::new(info)), at(10));
        // What comes with every room says nothing of this one.
        effects.retain(|effect| {
            !matches!(
                effect,
                Effect::UseIceServers(_)
                    | Effect::UseRelayOnly(_)
                    | Effect::UseGrants(_)
                    | Effect::ShowInk(_)
                    | Effect::SendChat
            )
        });
        effects
    }

    /// Somebody who is there with a connection that works.
    fn with_connected(number: u128) -> Self {
        let mut page = Self::default();
        page.enter(info(vec![user(number, 7)], false));
        page.connect(number);
        page
    }

    fn connect(&mut self, number: u128) {
        self.state.person_mut(id(number)).unwrap().link = LinkState::Connected;
    }

    fn names(&self) -> Vec<ParticipantId> {
        self.state
            .people
            .iter()
            .map(|person| person.user.id)
            .collect()
    }
}

fn open(number: u128, instance: u32, offer: bool) -> Effect {
    Effect::OpenLink {
        id: id(number),
        instance: Instance(instance),
        offer,
    }
}

#[test]
fn who_enters_offers_to_everybody_and_who_is_there_waits() {
    let mut page = Page::default();
    let effects = page.enter(info(vec![user(MAYA, 7), user(TOM, 8)], false));
    assert_eq!(effects, [open(MAYA, 7, true), open(TOM, 8, true)]);
    assert_eq!(page.state.phase, Phase::Inside);
    assert_eq!(page.state.connection, Connection::Connected);
    assert_eq!(page.state.room.as_ref().unwrap().clock_offset_ms, 90_000);

    let mut page = Page::default();
    page.enter(info(Vec::new(), false));
    let joined = ServerMessage::UserJoined {
        user: user(MAYA, 7),
        total_users: 2,
    };
    assert_eq!(page.hear(joined, at(11)), [open(MAYA, 7, false)]);
    assert_eq!(page.state.notices.last().unwrap().kind, NoticeKind::Joined);
}

#[test]
fn after_a_lost_socket_links_are_left_alone_and_checked() {
    let mut page = Page::with_connected(MAYA);
    assert_eq!(
        page.enter(info(vec![user(MAYA, 7)], true)),
        [Effect::Resync(id(MAYA))]
    );
    assert_eq!(page.state.people[0].link, LinkState::Connected);
}

#[test]
fn a_room_that_tells_everything_tells_the_ink_anew_and_marks_are_shown_as_they_come() {
    let mut page = Page::default();
    let information = Box::new(info(vec![user(2, 7)], false));
    let effects = page.hear(ServerMessage::SessionInfo(information), at(10));
    assert!(effects.contains(&Effect::ShowInk(InkNews::Anew(Vec::new()))));
    let (from, screen, mark) = (id(2), id(ME), Mark::Clear {});
    let marked = ServerMessage::Annotated {
        from,
        screen,
        mark: mark.clone(),
    };
    let news = InkNews::Marked { from, screen, mark };
    assert_eq!(page.hear(marked, at(20)), [Effect::ShowInk(news)]);
}

#[test]
fn whoever_loaded_their_page_anew_gets_a_new_link() {
    let mut page = Page::with_connected(MAYA);
    let back = |instance| ServerMessage::Presence {
        user_id: id(MAYA),
        instance: Instance(instance),
        connected: true,
        media: MediaState::default(),
    };
    assert_eq!(page.hear(back(7), at(11)), [Effect::Resync(id(MAYA))]);
    assert_eq!(page.hear(back(8), at(12)), [open(MAYA, 8, false)]);
    assert_eq!(
        page.enter(info(vec![user(MAYA, 9)], true)),
        [open(MAYA, 9, true)],
        "their offer to this page was lost"
    );
}

#[test]
fn lost_is_not_left() {
    let mut page = Page::with_connected(MAYA);
    let lost = ServerMessage::Presence {
        user_id: id(MAYA),
        instance: Instance(7),
        connected: false,
        media: MediaState::default(),
    };
    assert_eq!(page.hear(lost, at(11)), []);
    assert!(!page.state.people[0].user.connected);
    let left = ServerMessage::UserLeft {
        user_id: id(MAYA),
        total_users: 1,
        reason: LeaveReason::Lost,
    };
    assert_eq!(page.hear(left, at(12)), [Effect::CloseLink(id(MAYA))]);
    assert!(page.state.people.is_empty());
    assert_eq!(page.state.notices.last().unwrap().kind, NoticeKind::Lost);
}

#[test]
fn a_restarted_server_takes_nobody_away_whose_picture_still_flows() {
    let mut page = Page::with_connected(MAYA);
    assert_eq!(page.enter(info(Vec::new(), false)), []);
    assert_eq!(page.names(), [id(MAYA)]);
    let joined = ServerMessage::UserJoined {
        user: user(MAYA, 7),
        total_users: 2,
    };
    assert_eq!(page.hear(joined, at(12)), [Effect::Resync(id(MAYA))]);
    assert_eq!(page.reducer.tick(&mut page.state, at(500)), []);
    assert_eq!(page.names(), [id(MAYA)]);
}

#[test]
fn who_does_not_come_back_to_a_restarted_server_goes_in_the_end() {
    let mut page = Page::with_connected(MAYA);
    page.enter(info(Vec::new(), false));
    assert_eq!(page.reducer.tick(&mut page.state, at(39)), []);
    assert_eq!(
        page.reducer.tick(&mut page.state, at(40)),
        [Effect::CloseLink(id(MAYA))]
    );
    assert!(page.state.people.is_empty());
}

#[test]
fn a_room_that_knew_this_page_is_believed_when_it_says_who_is_gone() {
    let mut page = Page::with_connected(MAYA);
    assert_eq!(
        page.enter(info(Vec::new(), true)),
        [Effect::CloseLink(id(MAYA))]
    );
}

#[test]
fn a_link_that_does_not_work_is_made_anew_when_the_room_was_rebuilt() {
    let mut page = Page::with_connected(MAYA);
    page.state.people[0].link = LinkState::Interrupted;
    assert_eq!(
        page.enter(info(vec![user(MAYA, 7)], false)),
        [open(MAYA, 7, true)]
    );
}

#[test]
fn signals_from_another_life_of_a_page_are_dropped() {
    let mut page = Page::with_connected(MAYA);
    let signal = Signal::Answer {
        offer_id: 1,
        sdp: String::new(),
    };
    let from = |from_instance| ServerMessage::Signal {
        from: id(MAYA),
        from_instance: Instance(from_instance),
        signal: signal.clone(),
    };
    assert_eq!(page.hear(from(6), at(11)), []);
    assert_eq!(
        page.hear(from(7), at(11)),
        [Effect::Feed(id(MAYA), signal.clone())]
    );
}

#[test]
fn the_echo_is_the_receipt() {
    let mut page = Page::with_connected(MAYA);
    let local_ref = LocalRef::from_uuid(Uuid::from_u128(1));
    page.outbox
        .write(&mut page.state.chat, local_ref, "hello".to_owned(), at(10));
    page.outbox.next(&page.state.chat, at(10));
    let echo = ChatMessage {
        author_id: id(ME),
        ..message(1)
    };
    assert_eq!(
        page.hear(ServerMessage::Chat { message: echo }, at(11)),
        [Effect::SendChat]
    );
    assert!(page.state.chat.outbox.is_empty());
    assert_eq!(page.state.chat.last_seq(), Some(1));
}

#[test]
fn a_message_out_of_line_asks_for_those_that_are_missing() {
    let mut page = Page::with_connected(MAYA);
    let early = ServerMessage::Chat {
        message: message(3),
    };
    assert_eq!(page.hear(early, at(11)), [Effect::FetchChat]);
    assert!(page.state.chat.messages.is_empty());
}

#[test]
fn a_refused_message_says_why() {
    let mut page = Page::with_connected(MAYA);
    let local_ref = LocalRef::from_uuid(Uuid::from_u128(1));
    page.outbox
        .write(&mut page.state.chat, local_ref, "hello".to_owned(), at(10));
    page.hear(
        ServerMessage::Error(ErrorMessage {
            code: ErrorCode::NotAllowed,
            message: String::new(),
            retry_after: None,
            local_ref: Some(local_ref),
            to: None,
        }),
        at(11),
    );
    assert_eq!(
        page.state.chat.outbox[0].state,
        OutgoingState::Refused(ErrorCode::NotAllowed)
    );
}

#[test]
fn whoever_is_told_that_they_may_no_longer_speak_hears_what_they_may_do_now() {
    let mut page = Page::with_connected(MAYA);
    let grants = Grants {
        publish_audio: false,
        ..GRANTS
    };
    let change = |number| ServerMessage::UserChanged {
        user_id: id(number),
        role: Role::Viewer,
        grants,
        hand: None,
    };
    assert_eq!(page.hear(change(ME), at(20)), [Effect::UseGrants(grants)]);
    assert_eq!(page.state.grants(), Some(grants));
    assert_eq!(page.hear(change(MAYA), at(20)), []);
    let maya = page.state.person(id(MAYA)).unwrap();
    assert_eq!((maya.user.role, maya.user.grants), (Role::Viewer, grants));
    assert_eq!(page.hear(change(TOM), at(20)), []);
}

#[test]
fn a_hand_is_noticed_when_it_goes_up_and_not_when_it_stays() {
    let mut page = Page::with_connected(MAYA);
    for hand in [Some(at(20)), Some(at(20)), None] {
        let change = ServerMessage::UserChanged {
            user_id: id(MAYA),
            role: Role::Collaborator,
            grants: GRANTS,
            hand,
        };
        page.hear(change, at(20));
    }
    let kinds: Vec<_> = page
        .state
        .notices
        .iter()
        .map(|notice| notice.kind)
        .collect();
    assert_eq!(kinds, [NoticeKind::HandRaised]);
}

#[test]
fn a_small_sign_is_on_the_screen_for_a_moment() {
    let mut page = Page::with_connected(MAYA);
    let sign = ServerMessage::Reaction {
        from: id(MAYA),
        reaction: Reaction::Clap,
    };
    page.hear(sign, at(20));
    assert_eq!(page.state.reactions.len(), 1);
    page.reducer.tick(&mut page.state, at(24));
    assert_eq!(page.state.reactions.len(), 1);
    page.reducer.tick(&mut page.state, at(25));
    assert_eq!(page.state.reactions, []);
}

#[test]
fn a_command_that_was_refused_is_said_once_more_each_time() {
    let mut page = Page::with_connected(MAYA);
    let mut numbers = Vec::new();
    for (code, to) in [
        (ErrorCode::NotAllowed, None),
        (ErrorCode::UnknownReceiver, Some(id(MAYA))),
        (ErrorCode::NotAllowed, Some(id(MAYA))),
        (ErrorCode::NotAllowed, None),
    ] {
        let error = ErrorMessage {
            code,
            message: String::new(),
            retry_after: None,
            local_ref: None,
            to,
        };
        page.hear(ServerMessage::Error(error), at(20));
        numbers.push(page.state.refused.map(|refused| refused.number));
    }
    assert_eq!(numbers[0], numbers[1]);
    assert_eq!(numbers[0], numbers[2]);
    assert_ne!(numbers[0], numbers[3]);
}
