//! The rules of a room, driven without a runtime: whatever people do, in any order.

use std::{collections::HashMap, time::Duration};

use proptest::prelude::*;
use uuid::Uuid;
use visavis::{
    domain::{
        chat::ChatMessage,
        clock::Timestamp,
        ids::{AccountId, Instance, MessageId, ParticipantId, SessionId},
        limits,
        participant::{DisplayName, Participant, Standing},
        role::Role,
        session::{EndReason, Session},
    },
    protocol::{
        client_message::{ClientMessage, MediaState},
        error_code::CloseCode,
        server_message::ServerMessage,
        signal::Signal,
    },
    server::rooms::{
        Arrival, Asker, Attendance, Delivery, Hello, Input, RoomState, SocketId, reached,
    },
};

use crate::support::{RECEIVING, START, empty_room, live_session, local_ref};

/// More people than seats.
const PEOPLE: u8 = 5;
const SEATS: u32 = 4;

fn session() -> Session {
    live_session(1, person(0).id, SEATS)
}

fn person(number: u8) -> Participant {
    let role = match number {
        0 => Role::Host,
        1 => Role::Viewer,
        _ => Role::Collaborator,
    };
    Participant {
        id: ParticipantId::from_uuid(Uuid::from_u128(100 + u128::from(number))),
        session_id: SessionId::from_uuid(Uuid::from_u128(1)),
        account: None,
        name: DisplayName::clean(&format!("P{number}")).unwrap(),
        role,
        own_grants: None,
        standing: Standing::Admitted,
        joined_at: START,
        reads_from: Some(1),
    }
}

fn room() -> RoomState {
    empty_room(session())
}

/// What somebody does; sockets are named by how many were opened before.
#[derive(Debug, Clone)]
enum Deed {
    Reserve(u8),
    Enter {
        person: u8,
        instance: u32,
    },
    Lose {
        socket: u64,
    },
    Leave {
        socket: u64,
    },
    Signal {
        socket: u64,
        to: u8,
        instance: u32,
    },
    Media {
        socket: u64,
        audio: bool,
        video: bool,
    },
    Chat {
        socket: u64,
        local_ref: u128,
    },
    Ping {
        socket: u64,
    },
    Hello {
        socket: u64,
    },
    Wait {
        seconds: u64,
    },
    Tick,
    End,
    Drain,
}

fn deed() -> impl Strategy<Value = Deed> {
    let socket = 0..12_u64;
    let someone = 0..PEOPLE;
    prop_oneof![
        2 => someone.clone().prop_map(Deed::Reserve),
        8 => (someone.clone(), 0..3_u32).prop_map(|(person, instance)| Deed::Enter { person, instance }),
        4 => socket.clone().prop_map(|socket| Deed::Lose { socket }),
        2 => socket.clone().prop_map(|socket| Deed::Leave { socket }),
        6 => (socket.clone(), someone, 0..3_u32)
            .prop_map(|(socket, to, instance)| Deed::Signal { socket, to, instance }),
        3 => (socket.clone(), any::<bool>(), any::<bool>())
            .prop_map(|(socket, audio, video)| Deed::Media { socket, audio, video }),
        4 => (socket.clone(), 0..6_u128).prop_map(|(socket, local_ref)| Deed::Chat { socket, local_ref }),
        1 => socket.clone().prop_map(|socket| Deed::Ping { socket }),
        1 => socket.prop_map(|socket| Deed::Hello { socket }),
        3 => (0..200_u64).prop_map(|seconds| Deed::Wait { seconds }),
        2 => Just(Deed::Tick),
        1 => Just(Deed::End),
        1 => Just(Deed::Drain),
    ]
}

/// A room with the bookkeeping of a test beside it.
struct Play {
    room: RoomState,
    now: Timestamp,
    /// Whose each socket is, as the ticket said; the room is never asked.
    owners: HashMap<SocketId, ParticipantId>,
    open: Vec<SocketId>,
    stored: u64,
}

impl Play {
    fn new() -> Self {
        Self {
            room: room(),
            now: START,
            owners: HashMap::new(),
            open: Vec::new(),
            stored: 0,
        }
    }

    fn perform(&mut self, deed: Deed) -> Result<(), TestCaseError> {
        let said = |socket: u64, message| Input::Said {
            socket: SocketId(socket),
            message,
        };
        let input = match deed {
            Deed::Reserve(number) => {
                let _ = self.room.reserve(self.now, &person(number), Arrival::Again);
                return Ok(());
            }
            Deed::Enter {
                person: number,
                instance,
            } => {
                let socket = SocketId(self.owners.len() as u64);
                self.owners.insert(socket, person(number).id);
                self.open.push(socket);
                let hello = Hello {
                    instance: Instance(instance),
                    last_seq: None,
                    media: MediaState {
                        audio: true,
                        video: true,
                        screen: false,
                    },
                    host: "localhost".into(),
                };
                Input::Enter {
                    socket,
                    participant: person(number),
                    hello,
                }
            }
            Deed::Lose { socket } => {
                self.open.retain(|other| other.0 != socket);
                Input::Lost {
                    socket: SocketId(socket),
                }
            }
            Deed::Leave { socket } => said(socket, ClientMessage::Leave {}),
            Deed::Signal {
                socket,
                to,
                instance,
            } => {
                let signal = Signal::Answer {
                    offer_id: 1,
                    sdp: RECEIVING.to_owned(),
                };
                let to_instance = Instance(instance);
                said(
                    socket,
                    ClientMessage::Signal {
                        to: person(to).id,
                        to_instance,
                        signal,
                    },
                )
            }
            Deed::Media {
                socket,
                audio,
                video,
            } => said(
                socket,
                ClientMessage::MediaState {
                    media: MediaState {
                        audio,
                        video,
                        screen: video,
                    },
                },
            ),
            Deed::Chat {
                socket,
                local_ref: number,
            } => said(
                socket,
                ClientMessage::Chat {
                    local_ref: local_ref(number),
                    body: "hello".to_owned(),
                },
            ),
            Deed::Ping { socket } => said(socket, ClientMessage::Ping {}),
            Deed::Hello { socket } => said(
                socket,
                ClientMessage::Hello {
                    version: 1,
                    instance: Instance(9),
                    last_seq: None,
                    media: MediaState::default(),
                },
            ),
            Deed::Wait { seconds } => {
                self.now = self.now.plus(Duration::from_secs(seconds));
                return Ok(());
            }
            Deed::Tick => Input::Tick,
            Deed::End => Input::End {
                reason: EndReason::EndedByHost,
            },
            Deed::Drain => Input::Drain,
        };
        self.hand_in(input)
    }

    fn hand_in(&mut self, input: Input) -> Result<(), TestCaseError> {
        let speaker = match &input {
            Input::Said { socket, .. } => self.owners.get(socket).copied(),
            _ => None,
        };
        let deliveries = self.room.handle(self.now, input);
        for socket in reached(&deliveries) {
            prop_assert!(
                self.open.contains(&socket),
                "{socket:?} is not an open socket of this room"
            );
        }
        let mut follow_up = Vec::new();
        for delivery in deliveries {
            match delivery {
                Delivery::Send { to, message } => self.check_sent(&to, &message, speaker)?,
                Delivery::Close { socket, .. } => self.open.retain(|other| *other != socket),
                Delivery::Store {
                    asker,
                    author,
                    local_ref,
                    body,
                } => {
                    prop_assert_eq!(Some(author.id), speaker, "an author is who speaks");
                    self.stored += 1;
                    let message = ChatMessage {
                        id: MessageId::from_uuid(Uuid::from_u128(u128::from(self.stored))),
                        seq: self.stored,
                        author_id: author.id,
                        author_name: author.name,
                        local_ref,
                        body,
                        sent_at: self.now,
                        deleted_at: None,
                        announcement: false,
                    };
                    follow_up.push(Input::Stored {
                        asker,
                        message,
                        fresh: true,
                    });
                }
                Delivery::Answer { .. } => prop_assert!(false, "no function asked"),
                Delivery::Record(Attendance::Inside { participant_id, .. }) => {
                    prop_assert!((0..PEOPLE).any(|number| person(number).id == participant_id));
                }
                Delivery::Record(Attendance::Gone { .. })
                | Delivery::Decide(_)
                | Delivery::Errand { .. } => {}
            }
        }
        for input in follow_up {
            self.hand_in(input)?;
        }
        self.check_room()
    }

    fn check_sent(
        &self,
        to: &[SocketId],
        message: &ServerMessage,
        speaker: Option<ParticipantId>,
    ) -> Result<(), TestCaseError> {
        let receivers: Vec<ParticipantId> = to.iter().map(|socket| self.owners[socket]).collect();
        match message {
            ServerMessage::SessionInfo(info) => {
                prop_assert_eq!(
                    &receivers,
                    &vec![info.me.id],
                    "who somebody is, only they are told"
                );
                prop_assert!(info.users.iter().all(|user| user.id != info.me.id));
            }
            ServerMessage::Signal { from, .. } => {
                prop_assert_eq!(receivers.len(), 1);
                prop_assert_ne!(receivers[0], *from);
                if let Some(speaker) = speaker {
                    prop_assert_eq!(*from, speaker, "the sender is who speaks");
                }
            }
            ServerMessage::MediaState { from, media } => {
                prop_assert_eq!(Some(*from), speaker);
                prop_assert!(!receivers.contains(from));
                if *from == person(1).id {
                    prop_assert_eq!(*media, MediaState::default(), "a viewer sends nothing");
                }
            }
            ServerMessage::UserJoined {
                user: visavis::protocol::server_message::User { id, .. },
                ..
            }
            | ServerMessage::UserLeft { user_id: id, .. }
            | ServerMessage::Presence { user_id: id, .. } => {
                prop_assert!(!receivers.contains(id), "nobody is told about themselves");
            }
            _ => {}
        }
        Ok(())
    }

    fn check_room(&self) -> Result<(), TestCaseError> {
        let users = self.room.users();
        prop_assert!(users.len() <= SEATS as usize);
        for number in 0..PEOPLE {
            let id = person(number).id;
            prop_assert!(
                users.iter().filter(|user| user.id == id).count() <= 1,
                "one seat a person"
            );
            let sockets = self
                .open
                .iter()
                .filter(|socket| self.owners[*socket] == id)
                .count();
            prop_assert!(sockets <= 1, "person {} has {} sockets", number, sockets);
        }
        Ok(())
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, ..ProptestConfig::default() })]

    #[test]
    fn nothing_leaves_the_room_nobody_speaks_for_another_and_everybody_has_one_socket(
        deeds in prop::collection::vec(deed(), 1..60)
    ) {
        let mut play = Play::new();
        for deed in deeds {
            play.perform(deed)?;
        }
    }
}

fn enter(
    room: &mut RoomState,
    now: Timestamp,
    socket: u64,
    number: u8,
    instance: u32,
) -> Vec<Delivery> {
    let hello = Hello {
        instance: Instance(instance),
        last_seq: None,
        media: MediaState::default(),
        host: "localhost".into(),
    };
    room.handle(
        now,
        Input::Enter {
            socket: SocketId(socket),
            participant: person(number),
            hello,
        },
    )
}

#[test]
fn a_seat_that_was_joined_for_is_held_and_then_given_away() {
    let mut room = room();
    for number in 0..4 {
        room.reserve(START, &person(number), Arrival::Again)
            .unwrap();
    }
    assert!(room.reserve(START, &person(4), Arrival::Again).is_err());
    assert!(
        room.reserve(START, &person(2), Arrival::Again).is_ok(),
        "one's own seat again"
    );
    assert_eq!(room.users(), [], "nobody sees who is only awaited");
    let later = START.plus(limits::SEAT_GRACE);
    room.handle(later, Input::Tick);
    assert!(room.reserve(later, &person(4), Arrival::Again).is_ok());
}

#[test]
fn a_full_room_closes_the_door() {
    let mut room = room();
    for number in 0..4 {
        enter(&mut room, START, u64::from(number), number, 1);
    }
    let close = Delivery::Close {
        socket: SocketId(9),
        code: CloseCode::SessionFull,
    };
    assert_eq!(enter(&mut room, START, 9, 4, 1), [close]);
}

#[test]
fn too_many_signals_for_a_lost_socket_are_not_kept_and_its_return_is_no_resumption() {
    let mut room = room();
    enter(&mut room, START, 0, 0, 1);
    enter(&mut room, START, 1, 2, 1);
    room.handle(
        START,
        Input::Lost {
            socket: SocketId(1),
        },
    );
    for _ in 0..1_000 {
        let signal = Signal::Answer {
            offer_id: 1,
            sdp: RECEIVING.to_owned(),
        };
        let message = ClientMessage::Signal {
            to: person(2).id,
            to_instance: Instance(1),
            signal,
        };
        room.handle(
            START,
            Input::Said {
                socket: SocketId(0),
                message,
            },
        );
    }
    let back = enter(&mut room, START, 2, 2, 1);
    let signals = back
        .iter()
        .filter(|delivery| {
            matches!(
                delivery,
                Delivery::Send {
                    message: ServerMessage::Signal { .. },
                    ..
                }
            )
        })
        .count();
    let resumed = back.iter().any(|delivery| {
        matches!(delivery, Delivery::Send { message: ServerMessage::SessionInfo(info), .. } if info.resumed)
    });
    assert_eq!((signals, resumed), (0, false));
}

#[test]
fn a_viewer_says_that_they_send_nothing_whatever_they_say() {
    let mut room = room();
    enter(&mut room, START, 0, 0, 1);
    enter(&mut room, START, 1, 1, 1);
    let media = MediaState {
        audio: true,
        video: true,
        screen: false,
    };
    let out = room.handle(
        START,
        Input::Said {
            socket: SocketId(1),
            message: ClientMessage::MediaState { media },
        },
    );
    assert_eq!(out, []);
}

#[test]
fn a_refusal_of_the_disk_is_told_to_the_author_only() {
    let mut room = room();
    enter(&mut room, START, 0, 0, 1);
    enter(&mut room, START, 1, 2, 1);
    let local_ref = local_ref(1);
    let out = room.handle(
        START,
        Input::NotStored {
            asker: Asker::Socket(SocketId(1)),
            local_ref,
        },
    );
    assert_eq!(reached(&out), [SocketId(1)].into());
}

#[test]
fn a_microphone_turned_on_and_off_is_told_each_time_and_noted_once() {
    let mut room = room();
    enter(&mut room, START, 0, 0, 1);
    enter(&mut room, START, 1, 2, 1);
    let mut told = 0;
    let mut noted = Vec::new();
    let mut handle = |input| {
        for delivery in room.handle(START, input) {
            match delivery {
                Delivery::Record(Attendance::Inside { media, .. }) => noted.push(media),
                Delivery::Send { to, .. } => told += to.len(),
                _ => {}
            }
        }
    };
    for time in 1..=41 {
        let media = MediaState {
            audio: time % 2 == 1,
            video: false,
            screen: false,
        };
        handle(Input::Said {
            socket: SocketId(0),
            message: ClientMessage::MediaState { media },
        });
    }
    handle(Input::Tick);
    handle(Input::Tick);
    let on = MediaState {
        audio: true,
        video: false,
        screen: false,
    };
    assert_eq!((told, noted), (41, vec![on]));
}

#[test]
fn what_somebody_sends_is_noted_when_the_server_stops_before_a_tick() {
    let mut room = room();
    enter(&mut room, START, 0, 0, 1);
    let media = MediaState {
        audio: true,
        video: true,
        screen: false,
    };
    room.handle(
        START,
        Input::Said {
            socket: SocketId(0),
            message: ClientMessage::MediaState { media },
        },
    );
    let out = room.handle(START, Input::Drain);
    assert!(out.iter().any(|delivery| matches!(
        delivery,
        Delivery::Record(Attendance::Inside { media: noted, .. }) if *noted == media
    )));
}

#[test]
fn where_the_rules_forbid_it_nobody_takes_over_and_nobody_is_told_that_they_may() {
    for allowed in [true, false] {
        let mut session = session();
        session.policy.take_over = allowed;
        let mut room = empty_room(session);
        enter(&mut room, START, 0, 0, 1);
        let with_account = Input::Enter {
            socket: SocketId(1),
            participant: Participant {
                account: Some(AccountId::from_uuid(Uuid::from_u128(7))),
                ..person(2)
            },
            hello: Hello {
                instance: Instance(1),
                last_seq: None,
                media: MediaState::default(),
                host: "localhost".into(),
            },
        };
        room.handle(START, with_account);
        let host = SocketId(0);
        room.handle(START, Input::Lost { socket: host });
        let later = START.plus(limits::SEAT_GRACE);
        let told = room.handle(later, Input::Tick).iter().any(|delivery| {
            matches!(
                delivery,
                Delivery::Send {
                    message: ServerMessage::SessionChanged { .. },
                    ..
                }
            )
        });
        let take_over = Input::Said {
            socket: SocketId(1),
            message: ClientMessage::TakeOver {},
        };
        let taken = room
            .handle(later, take_over)
            .iter()
            .any(|delivery| matches!(delivery, Delivery::Decide(_)));
        assert_eq!((told, taken), (allowed, allowed));
    }
}
