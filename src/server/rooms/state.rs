//! The rules of a room: who is inside, who may do what, who is told. Pure: an input and the time go in,
//! deliveries come out.
//!
//! Who somebody is comes from the socket that speaks, never from a field of a message. A participant has at
//! most one socket. Nothing that is delivered leaves the room.

use std::{collections::HashMap, sync::Arc};

use crate::{
    call::token_bucket::TokenBucket,
    domain::{
        chat::ChatMessage,
        clock::Timestamp,
        ids::{Instance, ParticipantId},
        limits,
        participant::Participant,
        session::{EndReason, Session, SessionState},
    },
    protocol::{
        client_message::MediaState,
        error_code::CloseCode,
        server_message::{IceServer, LeaveReason, Rules, ServerMessage, User},
    },
};

use super::{
    delivery::{Asker, Attendance, Delivery, Input, SocketId},
    recent_chat::RecentChat,
    seat::{Link, Page, Presence, Seat},
};

/// A room: the live counterpart of one session.
#[derive(Debug, Clone)]
pub struct RoomState {
    pub(super) session: Session,
    pub(super) ice_servers: Arc<[IceServer]>,
    pub(super) seats: Vec<Seat>,
    pub(super) chat: RecentChat,
    pub(super) room_budget: TokenBucket,
    pub(super) budgets: HashMap<ParticipantId, TokenBucket>,
}

/// Why somebody gets no seat.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NoSeat {
    /// All are taken.
    Full,
    /// The session is over.
    Ended(EndReason),
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
    pub fn new(
        session: Session,
        ice_servers: Arc<[IceServer]>,
        newest: Vec<ChatMessage>,
        restored: Vec<Restored>,
        lost_since: Timestamp,
    ) -> Self {
        let seats = restored
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
                        link: Link::Lost {
                            since: lost_since,
                            kept: Some(Vec::new()),
                        },
                    }),
                    hand: None,
                },
            )
            .collect();
        Self {
            session,
            ice_servers,
            seats,
            chat: RecentChat::new(newest),
            room_budget: TokenBucket::new(limits::CHAT_PER_SESSION, lost_since),
            budgets: HashMap::new(),
        }
    }

    /// The session that this room belongs to.
    pub const fn session(&self) -> &Session {
        &self.session
    }

    /// The rules as everybody inside sees them.
    pub(super) const fn rules(&self) -> Rules {
        let policy = &self.session.policy;
        Rules {
            preset: policy.preset,
            door: policy.door,
            chat_paused: policy.chat_paused,
            extension: policy.extension,
            take_over_from: None,
        }
    }

    /// The people in the room, in the order in which they came.
    pub fn users(&self) -> Vec<User> {
        self.seats
            .iter()
            .filter_map(|seat| seat.user(&self.session))
            .collect()
    }

    /// Whether `id` would get a seat.
    pub fn has_place_for(&self, id: Option<ParticipantId>) -> bool {
        let taken = u32::try_from(self.seats.len()).unwrap_or(u32::MAX);
        taken < self.session.policy.max_participants
            || id.is_some_and(|id| self.seats.iter().any(|seat| seat.participant.id == id))
    }

    /// Whether nothing would be lost with this room: nobody is inside or awaited, and nobody has written so
    /// lately that it counts against them.
    pub fn is_idle(&self, now: Timestamp) -> bool {
        self.seats.is_empty()
            && self.room_budget.is_full(now)
            && self.budgets.values().all(|budget| budget.is_full(now))
    }

    /// Holds a seat for somebody who has joined and whose socket is on its way.
    ///
    /// # Errors
    /// [`NoSeat`] when there is none.
    pub fn reserve(&mut self, now: Timestamp, participant: &Participant) -> Result<(), NoSeat> {
        if let Some(reason) = self.ended() {
            return Err(NoSeat::Ended(reason));
        }
        if !self.has_place_for(Some(participant.id)) {
            return Err(NoSeat::Full);
        }
        let until = now.plus(limits::SEAT_GRACE);
        match self
            .seats
            .iter_mut()
            .find(|seat| seat.participant.id == participant.id)
        {
            Some(Seat {
                presence: Presence::Awaited { until: kept },
                ..
            }) => *kept = until,
            Some(_) => {}
            None => self.seats.push(Seat::awaited(participant.clone(), until)),
        }
        Ok(())
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
            Input::Deleted { message } => self.deleted(message, &mut out),
            Input::Expel { participant } => self.expel(now, participant, &mut out),
            Input::End { reason } => self.end(now, reason, &mut out),
            Input::Drain => self.drain(now, &mut out),
            Input::Lost { .. } => {}
            Input::Tick => self.budgets.retain(|_, budget| !budget.is_full(now)),
        }
        out
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

    fn lost(&mut self, now: Timestamp, socket: SocketId, out: &mut Vec<Delivery>) {
        let Some(seat) = self
            .seats
            .iter_mut()
            .find(|seat| seat.socket() == Some(socket))
        else {
            return;
        };
        let user_id = seat.participant.id;
        let Some(page) = seat.page_mut() else { return };
        page.link = Link::Lost {
            since: now,
            kept: Some(Vec::new()),
        };
        let (instance, media) = (page.instance, page.media);
        let presence = ServerMessage::Presence {
            user_id,
            instance,
            connected: false,
            media,
        };
        self.send_others(user_id, presence, out);
    }

    /// Everybody is sent away without a word to the others: their pages come back to the server's next start.
    fn drain(&mut self, now: Timestamp, out: &mut Vec<Delivery>) {
        for page in self.seats.iter_mut().filter_map(Seat::page_mut) {
            if let Some(socket) = page.socket() {
                out.push(Delivery::Close {
                    socket,
                    code: CloseCode::ServiceRestart,
                });
                page.link = Link::Lost {
                    since: now,
                    kept: None,
                };
            }
        }
    }

    /// Somebody may not be here any more; the others see them go.
    fn expel(&mut self, now: Timestamp, id: ParticipantId, out: &mut Vec<Delivery>) {
        let Some(at) = self.seats.iter().position(|seat| seat.participant.id == id) else {
            return;
        };
        if let Some(socket) = self.seats[at].socket() {
            out.push(Delivery::Close {
                socket,
                code: CloseCode::NotJoined,
            });
        }
        self.free_seat(now, at, LeaveReason::Left, out);
    }

    fn end(&mut self, now: Timestamp, reason: EndReason, out: &mut Vec<Delivery>) {
        // The session may have ended before; then nobody is here any more, and nothing is left to say.
        if let Ok(ended) = self.session.clone().end(now, reason) {
            self.session = ended;
        }
        let to: Vec<SocketId> = self.sockets().collect();
        if !to.is_empty() {
            out.push(Delivery::Send {
                to: to.clone(),
                message: ServerMessage::SessionTerminated {
                    reason: reason.into(),
                },
            });
        }
        out.extend(to.into_iter().map(|socket| Delivery::Close {
            socket,
            code: CloseCode::SessionEnded,
        }));
        self.seats.clear();
    }

    fn free_seats(&mut self, now: Timestamp, out: &mut Vec<Delivery>) {
        while let Some(at) = self.seats.iter().position(|seat| seat.is_over(now)) {
            self.free_seat(now, at, LeaveReason::Lost, out);
        }
    }

    pub(super) fn free_seat(
        &mut self,
        now: Timestamp,
        at: usize,
        reason: LeaveReason,
        out: &mut Vec<Delivery>,
    ) {
        let seat = self.seats.remove(at);
        // Nobody was told of somebody who was only awaited.
        if seat.page().is_none() {
            return;
        }
        let user_id = seat.participant.id;
        let total_users = self.total_users();
        self.send_others(
            user_id,
            ServerMessage::UserLeft {
                user_id,
                total_users,
                reason,
            },
            out,
        );
        out.push(Delivery::Record(Attendance::Gone {
            participant_id: user_id,
            session_id: self.session.id,
            at: now,
            last: total_users == 0,
        }));
    }
}
