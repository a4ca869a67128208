//! What the server says, turned into what the page shows and what the engine has to do.
//!
//! Pure: state and message in, effects out. Its one hard question is who is still there after a socket was
//! away. A room that knew this page (`resumed`) is believed in everything. A room that did not has been built
//! anew, after a restart, and learns of the others only as they come back: whoever's sound and picture still
//! flow is kept for a while.

use std::time::Duration;

use super::{
    call_state::{
        CallState, Connection, LinkState, Notice, NoticeKind, Person, Phase, Refused, Room,
        ShownReaction,
    },
    chat_list::Received,
    ink::InkNews,
    outbox::Outbox,
};
use crate::{
    domain::{
        clock::Timestamp,
        ids::{Instance, ParticipantId},
        role::Grants,
    },
    protocol::{
        error_code::ErrorCode,
        server_message::{
            ErrorMessage, IceServer, LeaveReason, ServerMessage, SessionInfo, Termination, User,
        },
        signal::Signal,
    },
};

/// How long somebody is kept whom a rebuilt room does not know yet.
const KEEP_UNKNOWN: Duration = Duration::from_secs(30);
/// Notices and reactions that are kept.
const MOST_NOTICES: usize = 20;
/// How long a small sign is on the screen.
const SHOW_REACTION: Duration = Duration::from_secs(5);

/// What the engine has to do.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Effect {
    /// Use these for peer connections from now on, also for those that are there.
    UseIceServers(Vec<IceServer>),
    /// Whether the others are reached by a relay alone.
    UseRelayOnly(bool),
    /// One may do this from now on, and nothing else.
    UseGrants(Grants),
    /// Make a peer connection to this life of somebody's page, in place of one that is there.
    OpenLink {
        /// Whom to.
        id: ParticipantId,
        /// The life of their page.
        instance: Instance,
        /// Whether this side makes the first offer.
        offer: bool,
    },
    /// Signals may have been lost; make sure that both sides agree.
    Resync(ParticipantId),
    /// Hand over a step of the negotiation.
    Feed(ParticipantId, Signal),
    /// Close the peer connection.
    CloseLink(ParticipantId),
    /// Messages are missing: fetch the newest page.
    FetchChat,
    /// Show this on shared screens.
    ShowInk(InkNews),
    /// The way is free for messages that wait.
    SendChat,
    /// The call is over: everything drops.
    End,
}

/// What has to be remembered between messages and is not shown.
#[derive(Debug, Default)]
pub struct RoomReducer {
    unknown: Vec<(ParticipantId, Timestamp)>,
    notices: u32,
}

impl RoomReducer {
    /// Takes a message.
    pub fn apply(
        &mut self,
        state: &mut CallState,
        outbox: &mut Outbox,
        message: ServerMessage,
        now: Timestamp,
    ) -> Vec<Effect> {
        match message {
            ServerMessage::SessionInfo(info) => self.session_info(state, outbox, *info, now),
            ServerMessage::UserJoined { user, .. } => self.user_joined(state, user, now),
            ServerMessage::UserLeft {
                user_id, reason, ..
            } => {
                let kind = match reason {
                    LeaveReason::Left => NoticeKind::Left,
                    LeaveReason::Lost => NoticeKind::Lost,
                    LeaveReason::Removed => NoticeKind::Removed,
                };
                self.remove(state, user_id, kind, now)
            }
            ServerMessage::Presence {
                user_id,
                instance,
                connected,
                media,
            } => {
                let Some(person) = state.person_mut(user_id) else {
                    return Vec::new();
                };
                person.user.connected = connected;
                person.user.media = media;
                if person.user.instance != instance {
                    person.user.instance = instance;
                    person.link = LinkState::Connecting;
                    self.unknown.retain(|(id, _)| *id != user_id);
                    vec![Effect::OpenLink {
                        id: user_id,
                        instance,
                        offer: false,
                    }]
                } else if connected {
                    self.unknown.retain(|(id, _)| *id != user_id);
                    vec![Effect::Resync(user_id)]
                } else {
                    Vec::new()
                }
            }
            ServerMessage::Signal {
                from,
                from_instance,
                signal,
            } => match state.person_mut(from) {
                Some(person) if person.user.instance == from_instance => {
                    vec![Effect::Feed(from, signal)]
                }
                _ => Vec::new(),
            },
            ServerMessage::Chat { message } => {
                let local_ref = message.local_ref;
                let own = state
                    .room
                    .as_ref()
                    .is_some_and(|room| room.me.id == message.author_id);
                let received = state.chat.receive(message);
                if received == Received::Gap {
                    if own {
                        outbox.stored(local_ref);
                    }
                    return vec![Effect::FetchChat];
                }
                if own {
                    outbox.shown(&mut state.chat, local_ref);
                }
                vec![Effect::SendChat]
            }
            ServerMessage::MediaState { from, media } => {
                if let Some(person) = state.person_mut(from) {
                    person.user.media = media;
                }
                Vec::new()
            }
            ServerMessage::Annotated { from, screen, mark } => {
                vec![Effect::ShowInk(InkNews::Marked { from, screen, mark })]
            }
            ServerMessage::Ink { lines } => vec![Effect::ShowInk(InkNews::Anew(lines))],
            ServerMessage::UserChanged {
                user_id,
                role,
                grants,
                hand,
            } => {
                let Some(user) = state.user_mut(user_id) else {
                    return Vec::new();
                };
                let raised = hand.is_some() && user.hand.is_none();
                let name = user.name.to_string();
                (user.role, user.grants, user.hand) = (role, grants, hand);
                if state
                    .room
                    .as_ref()
                    .is_some_and(|room| room.me.id == user_id)
                {
                    if !grants.moderate {
                        (state.waiting, state.at_door) = Default::default();
                    }
                    return vec![Effect::UseGrants(grants)];
                }
                if raised {
                    self.notice(state, NoticeKind::HandRaised, name, now);
                }
                Vec::new()
            }
            ServerMessage::SessionChanged {
                title,
                expires_at,
                rules,
            } => {
                if let Some(room) = &mut state.room {
                    (room.title, room.expires_at, room.rules) = (title, expires_at, rules);
                }
                vec![Effect::UseRelayOnly(rules.relay_only)]
            }
            ServerMessage::Reaction { from, reaction } => {
                if state.reactions.len() >= MOST_NOTICES {
                    state.reactions.remove(0);
                }
                let number = self.count();
                state.reactions.push(ShownReaction {
                    number,
                    at: now,
                    from,
                    reaction,
                });
                Vec::new()
            }
            ServerMessage::AskedToMute { from } => {
                let name = state.user_mut(from).map(|user| user.name.to_string());
                self.notice(
                    state,
                    NoticeKind::AskedToMute,
                    name.unwrap_or_default(),
                    now,
                );
                Vec::new()
            }
            ServerMessage::Waiting { users } => shown(&mut state.waiting, users),
            ServerMessage::AtDoor { people } => shown(&mut state.at_door, people),
            ServerMessage::Knocking(knocking) => {
                state.phase = Phase::Knocking;
                state.connection = Connection::Connected;
                state.knocking = Some(knocking);
                Vec::new()
            }
            ServerMessage::SessionTerminated { reason } => {
                state.phase = match (reason.end(), reason) {
                    (Some(reason), _) => Phase::Ended(reason),
                    (None, Termination::Denied) => Phase::Denied,
                    (None, _) => Phase::Removed,
                };
                vec![Effect::End]
            }
            ServerMessage::IceServers { ice_servers } => vec![Effect::UseIceServers(ice_servers)],
            ServerMessage::Pong {} => Vec::new(),
            ServerMessage::Error(error) => self.answered_no(state, outbox, &error, now),
        }
    }

    /// Lets go of those whom a rebuilt room never came to know.
    pub fn tick(&mut self, state: &mut CallState, now: Timestamp) -> Vec<Effect> {
        let mut effects = Vec::new();
        state
            .reactions
            .retain(|shown| now.since(shown.at) < SHOW_REACTION);
        while let Some(position) = self.unknown.iter().position(|(_, until)| now >= *until) {
            let (id, _) = self.unknown.remove(position);
            effects.extend(self.remove(state, id, NoticeKind::Lost, now));
        }
        effects
    }

    fn session_info(
        &mut self,
        state: &mut CallState,
        outbox: &mut Outbox,
        info: SessionInfo,
        now: Timestamp,
    ) -> Vec<Effect> {
        let entering = state.room.is_none();
        let mut effects = vec![
            Effect::UseRelayOnly(info.rules.relay_only),
            Effect::UseIceServers(info.ice_servers),
            Effect::UseGrants(info.me.grants),
            // What stays is told after this, when there is any.
            Effect::ShowInk(InkNews::Anew(Vec::new())),
        ];
        state.knocking = None;
        // Who waits is told after this, to whom it is told at all.
        (state.waiting, state.at_door) = Default::default();
        let mut before = std::mem::take(&mut state.people);
        self.unknown.clear();
        for user in info.users {
            let known = before
                .iter()
                .position(|person| person.user.id == user.id)
                .map(|position| before.remove(position));
            let works = known.as_ref().is_some_and(|person| {
                person.user.instance == user.instance
                    && (info.resumed || person.link == LinkState::Connected)
            });
            let (id, instance) = (user.id, user.instance);
            let link = match known {
                Some(person) if works => {
                    effects.push(Effect::Resync(id));
                    person.link
                }
                _ => {
                    // What they may have offered while this side was away is lost, so this side offers.
                    effects.push(Effect::OpenLink {
                        id,
                        instance,
                        offer: true,
                    });
                    LinkState::Connecting
                }
            };
            state.people.push(Person {
                link,
                ..Person::new(user)
            });
        }
        for person in before {
            let id = person.user.id;
            if !info.resumed && person.link == LinkState::Connected {
                self.unknown.push((id, now.plus(KEEP_UNKNOWN)));
                state.people.push(person);
            } else {
                self.notice(state, NoticeKind::Left, person.user.name.to_string(), now);
                effects.push(Effect::CloseLink(id));
            }
        }
        state.chat.receive_newest(info.chat, info.more_chat);
        outbox.reconcile(&mut state.chat, info.me.id);
        state.room = Some(Room {
            session_id: info.session_id,
            title: info.title,
            kind: info.kind,
            started_at: info.started_at,
            expires_at: info.expires_at,
            clock_offset_ms: info.server_time.as_millis() - now.as_millis(),
            max_participants: info.max_participants,
            maker: info.maker,
            rules: info.rules,
            me: info.me,
            may_take_over: info.may_take_over,
            views: info.views,
        });
        state.connection = Connection::Connected;
        if entering || matches!(state.phase, Phase::Entering | Phase::Knocking) {
            state.phase = Phase::Inside;
        }
        effects.push(Effect::SendChat);
        effects
    }

    fn user_joined(&mut self, state: &mut CallState, user: User, now: Timestamp) -> Vec<Effect> {
        let (id, instance) = (user.id, user.instance);
        self.unknown.retain(|(unknown, _)| *unknown != id);
        let open = Effect::OpenLink {
            id,
            instance,
            offer: false,
        };
        match state.person_mut(id) {
            Some(person) => {
                let works = person.user.instance == instance && person.link == LinkState::Connected;
                person.user = user;
                if works {
                    vec![Effect::Resync(id)]
                } else {
                    person.link = LinkState::Connecting;
                    vec![open]
                }
            }
            None => {
                self.notice(state, NoticeKind::Joined, user.name.to_string(), now);
                state.people.push(Person::new(user));
                vec![open]
            }
        }
    }

    fn remove(
        &mut self,
        state: &mut CallState,
        id: ParticipantId,
        kind: NoticeKind,
        now: Timestamp,
    ) -> Vec<Effect> {
        self.unknown.retain(|(unknown, _)| *unknown != id);
        state.speaking.retain(|speaker| *speaker != id);
        let position = state.people.iter().position(|person| person.user.id == id);
        let Some(position) = position else {
            return Vec::new();
        };
        let person = state.people.remove(position);
        self.notice(state, kind, person.user.name.to_string(), now);
        vec![Effect::CloseLink(id)]
    }

    fn notice(&mut self, state: &mut CallState, kind: NoticeKind, name: String, now: Timestamp) {
        let number = self.count();
        if state.notices.len() >= MOST_NOTICES {
            state.notices.remove(0);
        }
        let offset = state.room.as_ref().map_or(0, |room| room.clock_offset_ms);
        state.notices.push(Notice {
            number,
            at: Timestamp::from_millis(now.as_millis() + offset),
            kind,
            name,
        });
    }

    const fn count(&mut self) -> u32 {
        self.notices += 1;
        self.notices
    }

    /// Something that the person asked for was not done.
    pub fn refused(&mut self, state: &mut CallState, code: ErrorCode) {
        state.refused = Some(Refused {
            number: self.count(),
            code,
        });
    }

    fn answered_no(
        &mut self,
        state: &mut CallState,
        outbox: &mut Outbox,
        error: &ErrorMessage,
        now: Timestamp,
    ) -> Vec<Effect> {
        match error.local_ref {
            Some(local_ref) => {
                let retry_after = error.retry_after.map(Duration::from_millis);
                outbox.refused(&mut state.chat, local_ref, error.code, retry_after, now);
                vec![Effect::SendChat]
            }
            // A signal that comes too late is nobody's business: the page sees to it by itself.
            None if error.to.is_some() => Vec::new(),
            None => {
                self.refused(state, error.code);
                Vec::new()
            }
        }
    }
}

/// Shows what was told.
fn shown<T>(place: &mut T, told: T) -> Vec<Effect> {
    *place = told;
    Vec::new()
}

#[cfg(test)]
#[path = "room_reducer_tests.rs"]
mod tests;
