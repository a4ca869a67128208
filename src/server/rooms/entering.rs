//! The way in: for the first time, after a lost socket, after a reload, and from a second tab.

use super::{
    delivery::{Attendance, Delivery, Hello, SocketId},
    seat::{Link, Page, Presence, Seat},
    state::RoomState,
};
use crate::{
    domain::{
        clock::Timestamp,
        ids::ParticipantId,
        participant::{Participant, Standing},
    },
    protocol::{
        error_code::CloseCode,
        server_message::{IceServer, ServerMessage, SessionInfo, User},
    },
};

impl RoomState {
    pub(super) fn enter(
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
        let mut participant = self.as_decided(participant);
        let closed = |code| Delivery::Close { socket, code };
        match participant.standing {
            Standing::Admitted => {}
            // What was read of them is older than their seat.
            Standing::Waiting { .. } if self.has_seat(participant.id) => {}
            Standing::Waiting { since } => {
                self.knock(now, socket, participant, since, hello, out);
                return;
            }
            Standing::Denied => return out.push(closed(CloseCode::NotAdmitted)),
            Standing::Removed { .. } => return out.push(closed(CloseCode::Removed)),
        }
        participant.reads_from = Some(self.first_for(&participant));
        if let Some(replaced) = self
            .line
            .take(participant.id)
            .and_then(|waiter| waiter.socket())
        {
            out.push(Delivery::Close {
                socket: replaced,
                code: CloseCode::Replaced,
            });
        }
        if !self.has_place_for(Some(participant.id)) {
            out.push(Delivery::Close {
                socket,
                code: CloseCode::SessionFull,
            });
            return;
        }
        let id = participant.id;
        self.gone.retain(|gone| gone.id != id);
        let media = self.granted(&participant, hello.media);
        let page = Page {
            instance: hello.instance,
            media,
            noted: media,
            link: Link::Connected(socket),
            host: hello.host,
            renew_at: None,
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
                    hand: None,
                });
                let user = self
                    .seats
                    .last()
                    .and_then(|seat| seat.user(&self.session))
                    .expect("the seat was taken just now");
                let joined = ServerMessage::UserJoined {
                    user,
                    total_users: self.total_users(),
                };
                self.send_others(id, joined, out);
                (false, Vec::new())
            }
        };
        self.note_hosts(now, Some(socket), out);
        let ice_servers = self.hand_out(now, id);
        let info = self.session_info(now, id, hello.last_seq, resumed, ice_servers);
        out.push(Delivery::Send {
            to: vec![socket],
            message: ServerMessage::SessionInfo(Box::new(info)),
        });
        if !media.screen {
            self.ink.wipe(id);
        }
        if !self.ink.lines().is_empty() {
            let lines = self.ink.lines().to_vec();
            out.push(Delivery::Send {
                to: vec![socket],
                message: ServerMessage::Ink { lines },
            });
        }
        out.extend(kept.into_iter().map(|message| Delivery::Send {
            to: vec![socket],
            message,
        }));
        if !self.line.is_empty() && self.has_moderator(id) {
            self.tell_hosts(vec![socket], out);
        }
        self.at_door.is_past(id);
        if !self.at_door.is_empty() && self.has_moderator(id) {
            self.tell_of_door(vec![socket], out);
        }
        self.active_at = now;
        out.push(Delivery::Record(Attendance::Inside {
            participant_id: id,
            session_id: self.session.id,
            instance: hello.instance,
            media,
            at: now,
        }));
    }

    fn has_seat(&self, id: ParticipantId) -> bool {
        self.seats
            .iter()
            .any(|seat| seat.participant.id == id && seat.page().is_some())
    }

    fn has_moderator(&self, id: ParticipantId) -> bool {
        self.seats.iter().any(|seat| {
            seat.participant.id == id && self.session.grants(&seat.participant).moderate
        })
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
        if renamed && let Some(user) = self.seats[at].user(&self.session) {
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

    /// What the page of somebody inside is told of how peers find each other; notes when it has to be told anew.
    fn hand_out(&mut self, now: Timestamp, id: ParticipantId) -> Vec<IceServer> {
        let session = self.session.id;
        let page = self
            .seats
            .iter_mut()
            .find(|seat| seat.participant.id == id)
            .and_then(Seat::page_mut)
            .expect("the receiver has a seat and a page");
        let handout = self.ice_servers.hand_out(session, id, &page.host, now);
        page.renew_at = handout.renew_at;
        handout.servers
    }

    /// Tells new credentials to those whose last ones run out soon.
    pub(super) fn renew(&mut self, now: Timestamp, out: &mut Vec<Delivery>) {
        let due: Vec<(ParticipantId, SocketId)> = self
            .seats
            .iter()
            .filter(|seat| {
                let renew_at = seat.page().and_then(|page| page.renew_at);
                renew_at.is_some_and(|renew_at| renew_at <= now)
            })
            .filter_map(|seat| Some((seat.participant.id, seat.socket()?)))
            .collect();
        for (id, socket) in due {
            let ice_servers = self.hand_out(now, id);
            out.push(Delivery::Send {
                to: vec![socket],
                message: ServerMessage::IceServers { ice_servers },
            });
        }
    }

    fn session_info(
        &self,
        now: Timestamp,
        id: ParticipantId,
        last_seq: Option<u64>,
        resumed: bool,
        ice_servers: Vec<IceServer>,
    ) -> SessionInfo {
        let (me, users): (Vec<User>, Vec<User>) =
            self.users().into_iter().partition(|user| user.id == id);
        let me = me
            .into_iter()
            .next()
            .expect("the receiver's seat was taken just now");
        let seat = self.seats.iter().find(|seat| seat.participant.id == id);
        let may_take_over = seat.is_some_and(|seat| seat.participant.account.is_some());
        let unseen = seat.map_or(0, |seat| seat.participant.first_message() - 1);
        let (chat, more_chat) = self.chat.after(Some(last_seq.unwrap_or(0).max(unseen)));
        SessionInfo {
            session_id: self.session.id,
            title: self.session.title.clone(),
            kind: self.session.kind,
            started_at: self.session.began_at(),
            expires_at: self.session.expires_at(),
            server_time: now,
            max_participants: self.session.policy.max_participants,
            maker: self.session.host,
            rules: self.rules(),
            me,
            may_take_over,
            views: true,
            users,
            resumed,
            ice_servers,
            chat,
            more_chat,
        }
    }
}
