//! The rules of a room: who is inside, who may do what, who is told. Pure: an input and the time go in,
//! deliveries come out.
//!
//! Who somebody is comes from the socket that speaks, never from a field of a message. A participant has at
//! most one socket. Nothing that is delivered leaves the room.

use std::{collections::HashMap, sync::Arc, time::Duration};

use crate::{
    call::token_bucket::TokenBucket,
    domain::{
        chat::{ChatBody, ChatBodyError, ChatMessage},
        clock::Timestamp,
        ids::{Instance, LocalRef, ParticipantId},
        limits,
        participant::Participant,
        session::{EndReason, Session, SessionState},
    },
    protocol::{
        client_message::{ClientMessage, MediaState},
        error_code::{CloseCode, ErrorCode},
        server_message::{ErrorMessage, IceServer, LeaveReason, ServerMessage, SessionInfo, User},
        signal::Signal,
    },
};

use super::{
    delivery::{Asker, Attendance, Delivery, Hello, Input, SocketId},
    recent_chat::RecentChat,
    seat::{Link, Page, Presence, Seat},
};

/// How long to wait after the database refused.
const RETRY_STORING: Duration = Duration::from_secs(5);

/// A room: the live counterpart of one session.
#[derive(Debug, Clone)]
pub struct RoomState {
    session: Session,
    ice_servers: Arc<[IceServer]>,
    seats: Vec<Seat>,
    chat: RecentChat,
    room_budget: TokenBucket,
    budgets: HashMap<ParticipantId, TokenBucket>,
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

    /// The people in the room, in the order in which they came.
    pub fn users(&self) -> Vec<User> {
        self.seats.iter().filter_map(Seat::user).collect()
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
        let mut out = self.free_seats(now);
        match input {
            Input::Enter {
                socket,
                participant,
                hello,
            } => {
                self.enter(now, socket, participant, hello, &mut out);
            }
            Input::Said { socket, message } => self.said(now, socket, message, &mut out),
            Input::Lost { socket } => self.lost(now, socket, &mut out),
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
            Input::NotStored { asker, local_ref } => {
                let refusal = refusal(
                    ErrorCode::Unavailable,
                    "the message could not be stored",
                    Some(RETRY_STORING),
                    Some(local_ref),
                );
                out.push(answer_refusal(asker, refusal));
            }
            Input::End { reason } => self.end(now, reason, &mut out),
            Input::Drain => {
                out.extend(self.sockets().map(|socket| Delivery::Close {
                    socket,
                    code: CloseCode::ServiceRestart,
                }));
            }
            Input::Tick => self.budgets.retain(|_, budget| !budget.is_full(now)),
        }
        out
    }

    fn ended(&self) -> Option<EndReason> {
        match self.session.state {
            SessionState::Live { .. } => None,
            SessionState::Ended { reason, .. } => Some(reason),
        }
    }

    fn sockets(&self) -> impl Iterator<Item = SocketId> {
        self.seats.iter().filter_map(Seat::socket)
    }

    fn send_others(&self, except: ParticipantId, message: ServerMessage, out: &mut Vec<Delivery>) {
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

    fn total_users(&self) -> u32 {
        u32::try_from(
            self.seats
                .iter()
                .filter(|seat| seat.page().is_some())
                .count(),
        )
        .unwrap_or(u32::MAX)
    }

    fn enter(
        &mut self,
        now: Timestamp,
        socket: SocketId,
        participant: Participant,
        hello: Hello,
        out: &mut Vec<Delivery>,
    ) {
        if self.ended().is_some() {
            out.push(Delivery::Close {
                socket,
                code: CloseCode::SessionEnded,
            });
            return;
        }
        if !self.has_place_for(Some(participant.id)) {
            out.push(Delivery::Close {
                socket,
                code: CloseCode::SessionFull,
            });
            return;
        }
        let id = participant.id;
        let media = self.granted(&participant, hello.media);
        let page = Page {
            instance: hello.instance,
            media,
            link: Link::Connected(socket),
        };
        let before = self.seats.iter().position(|seat| seat.participant.id == id);
        // A seat that was only awaited is taken at the end: the order is that of coming in.
        let previous = before.and_then(|at| match &self.seats[at].presence {
            Presence::Inside(_) => Some(at),
            Presence::Awaited { .. } => {
                self.seats.remove(at);
                None
            }
        });
        let (resumed, kept) = match previous {
            Some(at) => self.take_again(at, participant, page, out),
            None => {
                self.seats.push(Seat {
                    participant,
                    presence: Presence::Inside(page),
                });
                let user = self
                    .seats
                    .last()
                    .and_then(Seat::user)
                    .expect("the seat was taken just now");
                let joined = ServerMessage::UserJoined {
                    user,
                    total_users: self.total_users(),
                };
                self.send_others(id, joined, out);
                (false, Vec::new())
            }
        };
        let info = self.session_info(now, id, hello.last_seq, resumed);
        out.push(Delivery::Send {
            to: vec![socket],
            message: ServerMessage::SessionInfo(Box::new(info)),
        });
        out.extend(kept.into_iter().map(|message| Delivery::Send {
            to: vec![socket],
            message,
        }));
        out.push(Delivery::Record(Attendance::Inside {
            participant_id: id,
            session_id: self.session.id,
            instance: hello.instance,
            media,
            at: now,
        }));
    }

    /// Somebody who is in the room has a new socket: after a lost one, after a reload, or in a second tab.
    /// Gives whether it is a resumption, and the signals that waited for it.
    fn take_again(
        &mut self,
        at: usize,
        participant: Participant,
        page: Page,
        out: &mut Vec<Delivery>,
    ) -> (bool, Vec<ServerMessage>) {
        let id = participant.id;
        let renamed = self.seats[at].participant.name != participant.name;
        let (instance, media) = (page.instance, page.media);
        let old = std::mem::replace(&mut self.seats[at].presence, Presence::Inside(page));
        self.seats[at].participant = participant;
        let Presence::Inside(old) = old else {
            return (false, Vec::new());
        };
        let same_page = old.instance == instance;
        let (was_connected, resumed, kept) = match old.link {
            Link::Connected(other) => {
                out.push(Delivery::Close {
                    socket: other,
                    code: CloseCode::Replaced,
                });
                (true, same_page, Vec::new())
            }
            Link::Lost {
                kept: Some(kept), ..
            } if same_page => (false, true, kept),
            Link::Lost { .. } => (false, false, Vec::new()),
        };
        if renamed && let Some(user) = self.seats[at].user() {
            let joined = ServerMessage::UserJoined {
                user,
                total_users: self.total_users(),
            };
            self.send_others(id, joined, out);
        } else if !was_connected || !same_page || old.media != media {
            let presence = ServerMessage::Presence {
                user_id: id,
                instance,
                connected: true,
                media,
            };
            self.send_others(id, presence, out);
        }
        (resumed, kept)
    }

    fn session_info(
        &self,
        now: Timestamp,
        id: ParticipantId,
        last_seq: Option<u64>,
        resumed: bool,
    ) -> SessionInfo {
        let (me, users): (Vec<User>, Vec<User>) =
            self.users().into_iter().partition(|user| user.id == id);
        let me = me
            .into_iter()
            .next()
            .expect("the receiver's seat was taken just now");
        let (chat, more_chat) = self.chat.after(last_seq);
        SessionInfo {
            session_id: self.session.id,
            title: self.session.title.clone(),
            kind: self.session.kind,
            started_at: self.session.created_at,
            expires_at: self.session.expires_at(),
            server_time: now,
            max_participants: self.session.policy.max_participants,
            grants: self.session.policy.grants(me.role),
            me,
            users,
            resumed,
            ice_servers: self.ice_servers.to_vec(),
            chat,
            more_chat,
        }
    }

    fn said(
        &mut self,
        now: Timestamp,
        socket: SocketId,
        message: ClientMessage,
        out: &mut Vec<Delivery>,
    ) {
        // A socket that was replaced may still have said something; its word counts no more.
        let Some(at) = self
            .seats
            .iter()
            .position(|seat| seat.socket() == Some(socket))
        else {
            return;
        };
        match message {
            ClientMessage::Hello { .. } => {
                let refusal = refusal(ErrorCode::BadRequest, "hello comes once", None, None);
                out.push(answer_refusal(Asker::Socket(socket), refusal));
            }
            ClientMessage::Signal {
                to,
                to_instance,
                signal,
            } => {
                self.signal(at, socket, to, to_instance, signal, out);
            }
            ClientMessage::Chat { local_ref, body } => {
                let author = self.seats[at].participant.clone();
                self.write(now, Asker::Socket(socket), author, local_ref, &body, out);
            }
            ClientMessage::MediaState { media } => self.media_state(now, at, media, out),
            ClientMessage::Ping {} => {
                out.push(Delivery::Send {
                    to: vec![socket],
                    message: ServerMessage::Pong {},
                });
            }
            ClientMessage::UserActivity {} => {}
            ClientMessage::Leave {} => {
                out.push(Delivery::Close {
                    socket,
                    code: CloseCode::Normal,
                });
                self.free_seat(now, at, LeaveReason::Left, out);
            }
        }
    }

    fn signal(
        &mut self,
        from: usize,
        socket: SocketId,
        to: ParticipantId,
        to_instance: Instance,
        signal: Signal,
        out: &mut Vec<Delivery>,
    ) {
        let sender = self.seats[from].participant.id;
        let Some(from_instance) = self.seats[from].page().map(|page| page.instance) else {
            return;
        };
        let receiver = self
            .seats
            .iter_mut()
            .find(|seat| seat.participant.id == to && to != sender)
            .and_then(Seat::page_mut);
        let Some(receiver) = receiver else {
            let refusal = refusal(
                ErrorCode::UnknownReceiver,
                "the receiver is not in the room",
                None,
                None,
            );
            out.push(answer_refusal(Asker::Socket(socket), refusal));
            return;
        };
        // For an earlier life of the receiver's page: it would only confuse the present one.
        if receiver.instance != to_instance {
            return;
        }
        let message = ServerMessage::Signal {
            from: sender,
            from_instance,
            signal,
        };
        match receiver.socket() {
            Some(to) => out.push(Delivery::Send {
                to: vec![to],
                message,
            }),
            None => receiver.keep(message),
        }
    }

    fn media_state(
        &mut self,
        now: Timestamp,
        at: usize,
        media: MediaState,
        out: &mut Vec<Delivery>,
    ) {
        let media = self.granted(&self.seats[at].participant, media);
        let participant_id = self.seats[at].participant.id;
        let Some(page) = self.seats[at].page_mut() else {
            return;
        };
        if page.media == media {
            return;
        }
        page.media = media;
        let instance = page.instance;
        self.send_others(
            participant_id,
            ServerMessage::MediaState {
                from: participant_id,
                media,
            },
            out,
        );
        out.push(Delivery::Record(Attendance::Inside {
            participant_id,
            session_id: self.session.id,
            instance,
            media,
            at: now,
        }));
    }

    /// What `participant` may say that they send.
    const fn granted(&self, participant: &Participant, media: MediaState) -> MediaState {
        let grants = self.session.policy.grants(participant.role);
        MediaState {
            audio: media.audio && grants.publish_audio,
            video: media.video && grants.publish_video,
        }
    }

    fn write(
        &mut self,
        now: Timestamp,
        asker: Asker,
        author: Participant,
        local_ref: LocalRef,
        body: &str,
        out: &mut Vec<Delivery>,
    ) {
        match self.may_write(now, &author, local_ref, body) {
            Ok(body) => out.push(Delivery::Store {
                asker,
                author,
                local_ref,
                body,
            }),
            Err(refusal) => out.push(answer_refusal(asker, refusal)),
        }
    }

    fn may_write(
        &mut self,
        now: Timestamp,
        author: &Participant,
        local_ref: LocalRef,
        body: &str,
    ) -> Result<ChatBody, ErrorMessage> {
        let refuse = |code, text, wait| Err(refusal(code, text, wait, Some(local_ref)));
        if self.ended().is_some() {
            return refuse(ErrorCode::SessionEnded, "the session is over", None);
        }
        if !self.session.policy.grants(author.role).chat {
            return refuse(ErrorCode::NotAllowed, "the role may not write", None);
        }
        let body = match ChatBody::parse(body) {
            Ok(body) => body,
            Err(ChatBodyError::Empty) => {
                return refuse(ErrorCode::ChatEmpty, "the message is empty", None);
            }
            Err(ChatBodyError::TooLong) => {
                return refuse(ErrorCode::ChatTooLong, "the message is too long", None);
            }
        };
        let own = self
            .budgets
            .entry(author.id)
            .or_insert_with(|| TokenBucket::new(limits::CHAT_PER_PARTICIPANT, now));
        // Both are asked before either is charged.
        let (mut own_after, mut room_after) = (*own, self.room_budget);
        match (own_after.take(now, 1), room_after.take(now, 1)) {
            (Ok(()), Ok(())) => {
                (*own, self.room_budget) = (own_after, room_after);
                Ok(body)
            }
            (one, other) => {
                let wait = one.err().max(other.err());
                refuse(ErrorCode::TooFast, "too many messages", wait)
            }
        }
    }

    fn stored(&mut self, asker: Asker, message: ChatMessage, fresh: bool, out: &mut Vec<Delivery>) {
        if let Asker::Call(call) = asker {
            out.push(Delivery::Answer {
                call,
                result: Ok(message.clone()),
            });
        }
        if fresh {
            self.chat.push(message.clone());
            let to: Vec<SocketId> = self.sockets().collect();
            if !to.is_empty() {
                out.push(Delivery::Send {
                    to,
                    message: ServerMessage::Chat { message },
                });
            }
        } else if let Asker::Socket(socket) = asker
            && self.sockets().any(|other| other == socket)
        {
            // The others have it; the author only missed the receipt.
            out.push(Delivery::Send {
                to: vec![socket],
                message: ServerMessage::Chat { message },
            });
        }
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

    fn end(&mut self, now: Timestamp, reason: EndReason, out: &mut Vec<Delivery>) {
        // The session may have ended before; then nobody is here any more, and nothing is left to say.
        if let Ok(ended) = self.session.clone().end(now, reason) {
            self.session = ended;
        }
        let to: Vec<SocketId> = self.sockets().collect();
        if !to.is_empty() {
            out.push(Delivery::Send {
                to: to.clone(),
                message: ServerMessage::SessionTerminated { reason },
            });
        }
        out.extend(to.into_iter().map(|socket| Delivery::Close {
            socket,
            code: CloseCode::SessionEnded,
        }));
        self.seats.clear();
    }

    fn free_seats(&mut self, now: Timestamp) -> Vec<Delivery> {
        let mut out = Vec::new();
        while let Some(at) = self.seats.iter().position(|seat| seat.is_over(now)) {
            self.free_seat(now, at, LeaveReason::Lost, &mut out);
        }
        out
    }

    fn free_seat(
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

fn refusal(
    code: ErrorCode,
    message: &str,
    retry_after: Option<Duration>,
    local_ref: Option<LocalRef>,
) -> ErrorMessage {
    ErrorMessage {
        code,
        message: message.to_owned(),
        // Rounded up: who waits exactly this long is let through.
        retry_after: retry_after
            .map(|wait| u64::try_from(wait.as_micros().div_ceil(1_000)).unwrap_or(u64::MAX)),
        local_ref,
    }
}

fn answer_refusal(asker: Asker, refusal: ErrorMessage) -> Delivery {
    match asker {
        Asker::Socket(socket) => Delivery::Send {
            to: vec![socket],
            message: ServerMessage::Error(refusal),
        },
        Asker::Call(call) => Delivery::Answer {
            call,
            result: Err(refusal),
        },
    }
}
