//! The rules of a room: who is inside, who may do what, who is told. Pure: an input and the time go in,
//! deliveries come out.
//!
//! Who somebody is comes from the socket that speaks, never from a field of a message. A participant has at
//! most one socket. Nothing that is delivered leaves the room. What a host has decided while this room lives counts
//! more than what was read of somebody meanwhile, which may be older.

use std::{collections::HashMap, sync::Arc};

use crate::{
    call::token_bucket::TokenBucket,
    domain::{
        chat::{ChatMessage, first_shown},
        clock::Timestamp,
        ids::{Instance, ParticipantId},
        limits,
        participant::{Participant, Standing},
        role::{Grants, Role},
        session::{EndReason, Session, SessionState},
    },
    protocol::{
        client_message::MediaState,
        server_message::{PartGrants, Rules, ServerMessage, User},
    },
    server::ice::IceServers,
};

use super::{
    at_door::DoorTroubles,
    delivery::{Asker, Decision, Delivery, Input, SocketId},
    line::Line,
    recent_chat::RecentChat,
    seat::{Link, Page, Presence, Seat},
    staying_ink::StayingInk,
};

/// A room: the live counterpart of one session.
#[derive(Debug, Clone)]
pub struct RoomState {
    pub(super) session: Session,
    pub(super) ice_servers: Arc<IceServers>,
    pub(super) seats: Vec<Seat>,
    pub(super) chat: RecentChat,
    pub(super) room_budget: TokenBucket,
    pub(super) budgets: HashMap<ParticipantId, TokenBucket>,
    pub(super) gestures: HashMap<ParticipantId, TokenBucket>,
    /// What stays on shared screens.
    pub(super) ink: StayingInk,
    /// Who waits before the door.
    pub(super) line: Line,
    /// Who is before the door and has trouble.
    pub(super) at_door: DoorTroubles,
    /// Who was inside lately and is not any more, the last one last: a host may still mean them.
    pub(super) gone: Vec<Participant>,
    /// What hosts decided of people since the room began.
    pub(super) decided: HashMap<ParticipantId, Part>,
    /// A guest was banned: as a guest has no name that lasts, guests knock from then on.
    pub(super) guests_knock: bool,
    /// From when on somebody may take over; none while a host is inside.
    pub(super) hostless_from: Option<Timestamp>,
    /// When somebody last did something.
    pub(super) active_at: Timestamp,
}

/// What a host can decide of somebody.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Part {
    role: Role,
    own_grants: Option<Grants>,
    standing: Standing,
    reads_from: Option<u64>,
}

impl Part {
    pub(super) const fn forget_own_grants(&mut self) {
        self.own_grants = None;
    }
}

/// Why somebody gets no seat.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NoSeat {
    /// All are taken.
    Full,
    /// The session is over.
    Ended(EndReason),
    /// Nobody new is let in.
    Locked,
    /// Nobody new comes without an account.
    NoGuests,
    /// A host has not let them in.
    Denied,
    /// A host has put them out.
    Removed,
}

/// How somebody comes who wants a seat.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Arrival {
    /// For the first time.
    New,
    /// By the ticket that they have.
    Again,
    /// By their account, and without a ticket of theirs.
    ByAccount,
}

/// A seat that was taken when the server stopped.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Restored {
    /// Whose.
    pub participant: Participant,
    /// The life of their page.
    pub instance: Instance,
    /// What they were sending.
    pub media: MediaState,
}

impl RoomState {
    /// The room of `session` with the newest messages, oldest first, and the seats that are kept since
    /// `lost_since` for people who were inside when the server stopped.
    /// `guests_knock` says that a guest was banned before.
    pub fn new(
        session: Session,
        ice_servers: Arc<IceServers>,
        newest: Vec<ChatMessage>,
        restored: Vec<Restored>,
        lost_since: Timestamp,
        guests_knock: bool,
    ) -> Self {
        let seats: Vec<Seat> = restored
            .into_iter()
            .map(
                |Restored {
                     participant,
                     instance,
                     media,
                 }| Seat {
                    participant,
                    presence: Presence::Inside(Page {
                        instance,
                        media,
                        noted: media,
                        link: Link::Lost {
                            since: lost_since,
                            kept: Some(Vec::new()),
                        },
                        // Both are told when the page comes back.
                        host: Arc::default(),
                        renew_at: None,
                    }),
                    hand: None,
                },
            )
            .collect();
        let hosted = seats
            .iter()
            .any(|seat| session.grants(&seat.participant).moderate);
        let since = session.began_at().max(lost_since);
        Self {
            session,
            ice_servers,
            seats,
            chat: RecentChat::new(newest),
            room_budget: TokenBucket::new(limits::CHAT_PER_SESSION, lost_since),
            budgets: HashMap::new(),
            gestures: HashMap::new(),
            ink: StayingInk::default(),
            line: Line::default(),
            at_door: DoorTroubles::default(),
            gone: Vec::new(),
            decided: HashMap::new(),
            guests_knock,
            hostless_from: (!hosted).then(|| since.plus(limits::SEAT_GRACE)),
            active_at: since,
        }
    }

    /// The session that this room belongs to.
    pub const fn session(&self) -> &Session {
        &self.session
    }

    /// The rules as everybody inside sees them.
    pub(super) fn rules(&self) -> Rules {
        let policy = &self.session.policy;
        Rules {
            preset: policy.preset,
            parts: policy.preset.is_none().then_some(PartGrants {
                collaborator: policy.collaborator,
                viewer: policy.viewer,
            }),
            door: policy.door,
            chat_paused: policy.chat_paused,
            extension: policy.extension,
            take_over: policy.take_over,
            relay_only: policy.relay_only,
            take_over_from: if policy.take_over {
                self.hostless_from
            } else {
                None
            },
        }
    }

    /// The people in the room, in the order in which they came.
    pub fn users(&self) -> Vec<User> {
        self.seats
            .iter()
            .filter_map(|seat| seat.user(&self.session))
            .collect()
    }

    /// Who has a seat, in the room or on their way into it.
    pub fn seated(&self) -> Vec<Participant> {
        let seats = self.seats.iter();
        seats.map(|seat| seat.participant.clone()).collect()
    }

    /// Whether nothing would be lost with this room: nobody is inside or awaited, and nobody has written so
    /// lately that it counts against them.
    pub fn is_idle(&self, now: Timestamp) -> bool {
        self.seats.is_empty()
            && self.line.is_empty()
            && self.room_budget.is_full(now)
            && self.budgets.values().all(|budget| budget.is_full(now))
    }

    /// `participant` as the hosts of this room have decided.
    pub fn as_decided(&self, participant: Participant) -> Participant {
        match self.decided.get(&participant.id) {
            Some(part) => Participant {
                role: part.role,
                own_grants: part.own_grants,
                standing: part.standing,
                reads_from: part.reads_from,
                ..participant
            },
            None => participant,
        }
    }

    /// The number of the first message that `participant` is shown. It was settled when they were first let in, also
    /// where that is not known yet of who asks again.
    pub(super) fn first_for(&self, participant: &Participant) -> u64 {
        let seat = self
            .seats
            .iter()
            .find(|seat| seat.participant.id == participant.id);
        let settled = seat.and_then(|seat| seat.participant.reads_from);
        let newly = || first_shown(self.session.policy.history, self.chat.newest());
        participant.reads_from.or(settled).unwrap_or_else(newly)
    }

    /// Since when nobody inside has done anything; none while somebody sends sound or picture: a conversation is
    /// never idle.
    pub fn quiet_since(&self) -> Option<Timestamp> {
        let talks = self
            .seats
            .iter()
            .filter_map(Seat::page)
            .any(|page| page.media.sends());
        (!talks).then_some(self.active_at)
    }

    /// What follows from `input` at `now`.
    pub fn handle(&mut self, now: Timestamp, input: Input) -> Vec<Delivery> {
        let mut out = Vec::new();
        // A socket that is gone hears no more, not even who else has gone.
        if let Input::Lost { socket } = input {
            self.lost(now, socket, &mut out);
        }
        self.free_seats(now, &mut out);
        match input {
            Input::Enter {
                socket,
                participant,
                hello,
            } => {
                self.enter(now, socket, participant, hello, &mut out);
            }
            Input::Said { socket, message } => self.said(now, socket, message, &mut out),
            Input::Write {
                call,
                author,
                local_ref,
                body,
            } => {
                self.write(now, Asker::Call(call), author, local_ref, &body, &mut out);
            }
            Input::Stored {
                asker,
                message,
                fresh,
            } => self.stored(asker, message, fresh, &mut out),
            Input::NotStored { asker, local_ref } => Self::not_stored(asker, local_ref, &mut out),
            Input::Changed { message } => self.changed(message, &mut out),
            Input::OpenLobby => self.open_lobby(&mut out),
            Input::AtDoor { word } => self.said_at_door(now, word),
            Input::Expel { participant } => self.expel(now, participant, &mut out),
            Input::End { reason } => self.end(now, reason, &mut out),
            Input::Drain => self.drain(now, &mut out),
            Input::Lost { .. } => {}
            Input::Tick => {
                self.at_door.let_go(now);
                self.budgets.retain(|_, budget| !budget.is_full(now));
                self.gestures.retain(|_, budget| !budget.is_full(now));
                self.note_media(now, &mut out);
                self.renew(now, &mut out);
            }
        }
        self.note_hosts(now, None, &mut out);
        self.tell_line(now, &mut out);
        out
    }

    /// Keeps what a host decided of `participant`, and has it noted.
    pub(super) fn decide(
        &mut self,
        now: Timestamp,
        participant: Participant,
        out: &mut Vec<Delivery>,
    ) {
        let part = Part {
            role: participant.role,
            own_grants: participant.own_grants,
            standing: participant.standing,
            reads_from: participant.reads_from,
        };
        self.decided.insert(participant.id, part);
        out.push(Delivery::Decide(Decision::Part {
            participant,
            at: now,
        }));
    }

    pub(super) fn ended(&self) -> Option<EndReason> {
        match self.session.state {
            SessionState::Ended { reason, .. } => Some(reason),
            // A room is made for a live session only.
            _ => None,
        }
    }

    pub(super) fn sockets(&self) -> impl Iterator<Item = SocketId> {
        self.seats.iter().filter_map(Seat::socket)
    }

    pub(super) fn send_others(
        &self,
        except: ParticipantId,
        message: ServerMessage,
        out: &mut Vec<Delivery>,
    ) {
        let to: Vec<SocketId> = self
            .seats
            .iter()
            .filter(|seat| seat.participant.id != except)
            .filter_map(Seat::socket)
            .collect();
        if !to.is_empty() {
            out.push(Delivery::Send { to, message });
        }
    }

    pub(super) fn total_users(&self) -> u32 {
        u32::try_from(
            self.seats
                .iter()
                .filter(|seat| seat.page().is_some())
                .count(),
        )
        .unwrap_or(u32::MAX)
    }

    /// Tells everybody inside.
    pub(super) fn send_all(&self, message: ServerMessage, out: &mut Vec<Delivery>) {
        let to: Vec<SocketId> = self.sockets().collect();
        if !to.is_empty() {
            out.push(Delivery::Send { to, message });
        }
    }
}
