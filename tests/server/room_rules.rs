//! Three rooms whose people do whatever they like, hosts among them: what holds however it goes.
//!
//! Beside each room a test keeps its own books, from what the room has noted and not from what it says of itself.

use std::{
    collections::{HashMap, HashSet},
    time::Duration,
};

use proptest::prelude::*;
use uuid::Uuid;
use visavis::{
    domain::{
        chat::{ChatMessage, first_shown},
        clock::Timestamp,
        door::Door,
        ids::{AccountId, Instance, MessageId, ParticipantId, SessionId},
        participant::{DisplayName, Participant, Standing},
        policy::Policy,
        preset::Preset,
        role::{Grant, Grants, Role},
        rules::RuleSet,
        session::Session,
    },
    protocol::{
        client_message::{ClientMessage, MediaState, Reaction},
        host_command::HostCommand,
        server_message::ServerMessage,
        signal::Signal,
    },
    server::rooms::{Arrival, Decision, Delivery, Hello, Input, RoomState, SocketId, reached},
};

use crate::support::{RECEIVING, SCREEN, SENDING, START, empty_room, live_session, local_ref};

const ROOMS: u8 = 3;
/// More people than seats.
const PEOPLE: u8 = 6;
const SEATS: u32 = 5;
const CASES: u32 = 100_000;
/// A description that would send sound and nothing else.
const SOUND: &str = "v=0\r\no=- 1 1 IN IP4 127.0.0.1\r\ns=-\r\nt=0 0\r\n\
m=audio 9 UDP/TLS/RTP/SAVPF 111\r\nc=IN IP4 0.0.0.0\r\na=sendonly\r\n";

fn session(room: u8) -> Session {
    live_session(u128::from(room) + 1, id(room, 0), SEATS)
}

fn id(room: u8, number: u8) -> ParticipantId {
    let number = 100 * (u128::from(room) + 1) + u128::from(number);
    ParticipantId::from_uuid(Uuid::from_u128(number))
}

/// The first is host, the second a viewer; every other one has an account.
fn person(room: u8, number: u8) -> Participant {
    let account = number
        .is_multiple_of(2)
        .then(|| AccountId::from_uuid(Uuid::from_u128(1_000 + u128::from(number))));
    Participant {
        id: id(room, number),
        session_id: SessionId::from_uuid(Uuid::from_u128(u128::from(room) + 1)),
        account,
        name: DisplayName::guest(u32::from(number)),
        role: match number {
            0 => Role::Host,
            1 => Role::Viewer,
            _ => Role::Collaborator,
        },
        own_grants: None,
        standing: Standing::Admitted,
        joined_at: START,
        reads_from: None,
    }
}

/// Four numbers say what somebody does: cheap to draw, and easy to make smaller.
type Deed = (u8, u8, u8, u8);

/// What a test knows of one room.
struct Books {
    room: RoomState,
    policy: Policy,
    /// What was decided of people, as it was noted.
    people: HashMap<ParticipantId, Participant>,
    /// Those who are out.
    out: HashSet<ParticipantId>,
    /// The number of the first message that somebody is shown, since they were let in.
    reads_from: HashMap<ParticipantId, u64>,
    stored: u64,
}

struct Play {
    rooms: Vec<Books>,
    now: Timestamp,
    /// The room and the person of each socket that was ever opened.
    owners: Vec<(u8, ParticipantId)>,
    open: Vec<SocketId>,
    /// The last message that each socket has.
    last_seq: HashMap<SocketId, u64>,
}

impl Play {
    fn new() -> Self {
        let rooms = (0..ROOMS)
            .map(|room| Books {
                room: empty_room(session(room)),
                policy: session(room).policy,
                people: HashMap::new(),
                out: HashSet::new(),
                reads_from: HashMap::new(),
                stored: 0,
            })
            .collect();
        Self {
            rooms,
            now: START,
            owners: Vec::new(),
            open: Vec::new(),
            last_seq: HashMap::new(),
        }
    }

    fn perform(&mut self, (what, who, whom, how): Deed) -> Result<(), TestCaseError> {
        let room = whom % ROOMS;
        // Somebody of the same room, mostly; now and then of another.
        let socket = (!self.open.is_empty()).then(|| self.open[who as usize % self.open.len()]);
        let Some(socket) = socket.filter(|_| what % 16 >= 3) else {
            return self.come(what, room, who, how);
        };
        let own = self.owners[usize::try_from(socket.0).unwrap()].0;
        let of = if how.is_multiple_of(8) { room } else { own };
        let user_id = id(of, whom % PEOPLE);
        let said = match what % 16 {
            3 => {
                self.open.retain(|other| *other != socket);
                return self.hand_in(own, Input::Lost { socket }, false);
            }
            4 => {
                self.now = self.now.plus(Duration::from_secs(u64::from(how)));
                return self.hand_in(own, Input::Tick, false);
            }
            5 => ClientMessage::Leave {},
            6 | 7 => {
                let sdp = [SENDING, SOUND, RECEIVING, SCREEN][usize::from(how) % 4].to_owned();
                ClientMessage::Signal {
                    to: user_id,
                    to_instance: Instance(0),
                    signal: Signal::Offer { offer_id: 1, sdp },
                }
            }
            8 => ClientMessage::MediaState {
                media: MediaState {
                    audio: how & 1 != 0,
                    video: how & 2 != 0,
                    screen: how & 4 != 0,
                },
            },
            9 => ClientMessage::Chat {
                local_ref: local_ref(u128::from(how)),
                body: "hello".to_owned(),
            },
            10 if how & 1 == 0 => ClientMessage::TakeOver {},
            10 => ClientMessage::React {
                reaction: Reaction::Clap,
            },
            _ => ClientMessage::Moderate {
                command: command(user_id, who ^ whom, how),
            },
        };
        let commands = matches!(
            said,
            ClientMessage::Moderate { .. } | ClientMessage::TakeOver {}
        );
        self.hand_in(
            own,
            Input::Said {
                socket,
                message: said,
            },
            commands,
        )
    }

    /// Somebody joins, or comes by a socket.
    fn come(&mut self, what: u8, room: u8, who: u8, how: u8) -> Result<(), TestCaseError> {
        let participant = Participant {
            reads_from: self.rooms[usize::from(room)]
                .reads_from
                .get(&id(room, who % PEOPLE))
                .copied(),
            ..person(room, who % PEOPLE)
        };
        if what.is_multiple_of(16) {
            let arrival = [Arrival::New, Arrival::Again, Arrival::ByAccount][usize::from(how) % 3];
            let books = &mut self.rooms[usize::from(room)];
            if let Ok((seated, deliveries)) = books.room.reserve(self.now, &participant, arrival) {
                if let (Standing::Admitted, Some(first)) = (seated.standing, seated.reads_from) {
                    books.reads_from.entry(seated.id).or_insert(first);
                }
                return self.look_at(room, deliveries, None);
            }
            return Ok(());
        }
        let socket = SocketId(self.owners.len() as u64);
        self.owners.push((room, participant.id));
        self.open.push(socket);
        let hello = Hello {
            instance: Instance(u32::from(how % 2)),
            last_seq: None,
            media: MediaState {
                audio: true,
                video: true,
                screen: false,
            },
            host: "localhost".into(),
        };
        // What the database says of them may be old; now and then they have to wait.
        let standing = match how % 5 {
            0 => Standing::Waiting { since: self.now },
            _ => Standing::Admitted,
        };
        let input = Input::Enter {
            socket,
            participant: Participant {
                standing,
                ..participant
            },
            hello,
        };
        self.hand_in(room, input, false)
    }

    fn hand_in(&mut self, room: u8, input: Input, commands: bool) -> Result<(), TestCaseError> {
        let speaker = match &input {
            Input::Said { socket, .. } => Some(*socket),
            _ => None,
        };
        let now = self.now;
        if commands {
            // Whose time is over goes first, and that is nobody's command.
            let gone = self.rooms[usize::from(room)].room.handle(now, Input::Tick);
            self.look_at(room, gone, None)?;
        }
        let hosted = self.is_hosted(room);
        let taker = match &input {
            Input::Said {
                socket,
                message: ClientMessage::TakeOver {},
            } => Some(self.owners[usize::try_from(socket.0).unwrap()].1),
            _ => None,
        };
        let led = taker.map(|taker| self.grants(room, taker).moderate);
        let deliveries = self.rooms[usize::from(room)].room.handle(now, input);
        self.look_at(room, deliveries, speaker)?;
        if let (Some(taker), Some(false)) = (taker, led)
            && self.grants(room, taker).moderate
        {
            prop_assert!(
                !hosted && self.rooms[usize::from(room)].policy.take_over,
                "somebody took over whom nobody let"
            );
        }
        if commands && hosted {
            prop_assert!(
                self.is_hosted(room),
                "a command left the room without a host"
            );
        }
        Ok(())
    }

    fn is_hosted(&self, room: u8) -> bool {
        let users = self.rooms[usize::from(room)].room.users();
        users.iter().any(|user| user.grants.moderate)
    }

    fn look_at(
        &mut self,
        room: u8,
        deliveries: Vec<Delivery>,
        speaker: Option<SocketId>,
    ) -> Result<(), TestCaseError> {
        for socket in reached(&deliveries) {
            prop_assert!(self.open.contains(&socket), "a socket that is not open");
            let owner = self.owners[usize::try_from(socket.0).unwrap()];
            prop_assert_eq!(owner.0, room, "a delivery crossed from room to room");
        }
        let out_before = self.rooms[usize::from(room)].out.clone();
        let mut follow_up = Vec::new();
        for delivery in deliveries {
            match delivery {
                Delivery::Send { to, message } => {
                    for socket in &to {
                        let owner = self.owners[usize::try_from(socket.0).unwrap()].1;
                        prop_assert!(
                            !out_before.contains(&owner)
                                || matches!(message, ServerMessage::Knocking(_)),
                            "somebody who is out was told {message:?}"
                        );
                        self.count_chat(room, owner, *socket, &message)?;
                    }
                    self.check_signal(room, &message)?;
                }
                Delivery::Close { socket, .. } => self.open.retain(|other| *other != socket),
                Delivery::Store {
                    asker,
                    author,
                    local_ref,
                    body,
                } => {
                    let books = &mut self.rooms[usize::from(room)];
                    books.stored += 1;
                    follow_up.push(Input::Stored {
                        asker,
                        message: ChatMessage {
                            id: MessageId::from_uuid(Uuid::from_u128(u128::from(books.stored))),
                            seq: books.stored,
                            author_id: author.id,
                            author_name: author.name,
                            local_ref,
                            body,
                            sent_at: self.now,
                            deleted_at: None,
                            announcement: false,
                        },
                        fresh: true,
                    });
                }
                Delivery::Decide(decision) => self.note(room, decision)?,
                Delivery::Errand { socket, .. } => {
                    prop_assert_eq!(Some(socket), speaker);
                    let owner = self.owners[usize::try_from(socket.0).unwrap()].1;
                    prop_assert!(self.grants(room, owner).moderate);
                }
                Delivery::Answer { .. } => prop_assert!(false, "no function asked"),
                Delivery::Record(_) => {}
            }
        }
        for input in follow_up {
            self.hand_in(room, input, false)?;
        }
        Ok(())
    }

    fn note(&mut self, room: u8, decision: Decision) -> Result<(), TestCaseError> {
        let books = &mut self.rooms[usize::from(room)];
        match decision {
            Decision::Part { participant, .. } => {
                let id = participant.id;
                if let (Standing::Admitted, Some(first)) =
                    (participant.standing, participant.reads_from)
                {
                    books.reads_from.entry(id).or_insert(first);
                }
                let of_room = (0..PEOPLE).any(|number| person(room, number).id == id);
                prop_assert!(of_room, "a room decided of somebody of another");
                match participant.standing {
                    Standing::Removed { .. } | Standing::Denied => books.out.insert(id),
                    Standing::Admitted | Standing::Waiting { .. } => books.out.remove(&id),
                };
                books.people.insert(id, participant);
            }
            Decision::Rules { session, for_all } => {
                prop_assert_eq!(session.id, self::session(room).id);
                books.policy = session.policy;
                if for_all {
                    for participant in books.people.values_mut() {
                        participant.own_grants = None;
                    }
                }
            }
        }
        Ok(())
    }

    /// What somebody may do by the books.
    fn grants(&self, room: u8, who: ParticipantId) -> Grants {
        let books = &self.rooms[usize::from(room)];
        let participant = books.people.get(&who).cloned().unwrap_or_else(|| {
            let number = (0..PEOPLE).find(|number| id(room, *number) == who);
            person(room, number.unwrap())
        });
        books
            .policy
            .grants_of(participant.role, participant.own_grants)
    }

    fn check_signal(&self, room: u8, message: &ServerMessage) -> Result<(), TestCaseError> {
        let ServerMessage::Signal {
            from,
            signal: Signal::Offer { sdp, .. },
            ..
        } = message
        else {
            return Ok(());
        };
        let grants = self.grants(room, *from);
        let may = match sdp.as_str() {
            SENDING => grants.publish_audio && grants.publish_video,
            SOUND => grants.publish_audio,
            SCREEN => grants.share_screen,
            _ => true,
        };
        prop_assert!(may, "{:?} by {:?}", sdp, grants);
        Ok(())
    }

    fn count_chat(
        &mut self,
        room: u8,
        owner: ParticipantId,
        socket: SocketId,
        message: &ServerMessage,
    ) -> Result<(), TestCaseError> {
        let books = &mut self.rooms[usize::from(room)];
        let newest = books.stored;
        match message {
            ServerMessage::SessionInfo(info) => {
                let first = *books
                    .reads_from
                    .entry(owner)
                    .or_insert_with(|| first_shown(books.policy.history, newest));
                let shown: Vec<u64> = info.chat.iter().map(|message| message.seq).collect();
                let expected: Vec<u64> = (first..=newest).collect();
                prop_assert_eq!(shown, expected, "not the chat since they came");
                self.last_seq.insert(socket, newest);
            }
            ServerMessage::Chat { message } => {
                prop_assert!(message.seq >= books.reads_from[&owner]);
                let last = self.last_seq.insert(socket, message.seq);
                prop_assert_eq!(last, Some(message.seq - 1), "a gap in the chat");
            }
            _ => {}
        }
        Ok(())
    }
}

fn command(user_id: ParticipantId, which: u8, how: u8) -> HostCommand {
    let pick = usize::from(how);
    match which % 18 {
        0 | 1 => HostCommand::SetRole {
            user_id,
            role: Role::ALL[pick % 3],
        },
        2..=4 => HostCommand::SetGrant {
            user_id,
            grant: Grant::ALL[pick % Grant::ALL.len()],
            allowed: how & 4 != 0,
        },
        5 => HostCommand::AskToMute { user_id },
        6 => HostCommand::HandOver { user_id },
        7 | 8 => HostCommand::Remove {
            user_id,
            ban: how & 1 != 0,
        },
        9 => HostCommand::Admit { user_id },
        10 => HostCommand::AdmitAll {},
        11 => HostCommand::Deny { user_id },
        12 => HostCommand::SetDoor {
            door: Door::ALL[pick % 3],
        },
        13 => HostCommand::SetPreset {
            preset: Preset::ALL[pick % 3],
        },
        14 => HostCommand::PauseChat {
            paused: how & 1 != 0,
        },
        15 => HostCommand::SetTakeOver {
            allowed: how & 1 != 0,
        },
        16 => HostCommand::SetRules {
            rules: own_rules(how),
        },
        _ => HostCommand::End {},
    }
}

/// Rules as hostile as they come: parts that would lead, a door that is shut, a host's part for newcomers.
fn own_rules(how: u8) -> RuleSet {
    let pick = usize::from(how);
    let grants = |bits: u8| Grants {
        publish_audio: bits & 1 != 0,
        publish_video: bits & 2 != 0,
        share_screen: bits & 4 != 0,
        annotate: bits & 2 != 0,
        chat: bits & 1 == 0,
        moderate: true,
    };
    RuleSet {
        collaborator: grants(how),
        viewer: grants(how / 8),
        newcomers: Role::ALL[pick % 3],
        door: Door::ALL[pick % 3],
        guests: how & 16 != 0,
        max_participants: 0,
        take_over: how & 32 != 0,
        history: (how & 64 != 0).then_some(u32::from(how % 3)),
        ..RuleSet::of(Preset::Conversation)
    }
}

/// What once went wrong, by whoever has a seat and asks to be let in by another way.
#[test]
fn what_somebody_is_shown_of_the_chat_is_settled_once() {
    let by_two_ways: [&[Deed]; 2] = [
        &[
            (33, 153, 8, 35),
            (9, 95, 0, 0),
            (144, 255, 44, 0),
            (81, 27, 9, 0),
            (11, 20, 154, 111),
        ],
        &[
            (115, 0, 0, 0),
            (81, 1, 32, 155),
            (48, 133, 17, 0),
            (81, 21, 0, 0),
            (185, 143, 0, 0),
            (43, 248, 16, 69),
        ],
    ];
    for deeds in by_two_ways {
        play(deeds).unwrap();
    }
}

fn play(deeds: &[Deed]) -> Result<(), TestCaseError> {
    let mut play = Play::new();
    for room in 0..ROOMS {
        // Who leads it, and somebody who takes part.
        play.come(1, room, 0, 1)?;
        play.come(1, room, 2, 2)?;
    }
    for deed in deeds {
        play.perform(*deed)?;
    }
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: CASES, max_shrink_iters: 2_000, ..ProptestConfig::default() })]

    #[test]
    fn however_it_goes_hosts_stay_grants_hold_who_is_out_hears_nothing_and_rooms_are_apart(
        deeds in prop::collection::vec(any::<Deed>(), 1..24)
    ) {
        play(&deeds)?;
    }
}
