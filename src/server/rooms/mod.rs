//! The rooms: the live counterparts of sessions, one actor each, started when somebody needs it and ended when
//! nobody does. Above this floor a room is reached only through the registry and the sockets that it gives.

mod annotating;
mod at_door;
mod chat_log;
mod command;
mod delivery;
mod entering;
mod gestures;
mod glimpse;
mod leaving;
mod line;
mod may_relay;
mod moderating;
mod outbox;
mod presence;
mod recent_chat;
mod refusal;
mod relaying;
mod room;
mod ruling;
mod saying;
mod seat;
mod socket;
mod state;
mod staying_ink;
mod telling;
mod waiting;
mod writing;

use std::{
    collections::{HashMap, HashSet},
    sync::{
        Arc, Mutex, MutexGuard, PoisonError,
        atomic::{AtomicU64, Ordering},
    },
};

use tokio::sync::{mpsc, oneshot};

use crate::{
    domain::{
        chat::ChatMessage,
        clock::{Clock, Timestamp},
        ids::{LocalRef, SessionId},
        limits,
        participant::{Participant, Standing},
        session::{EndReason, SessionState},
    },
    protocol::client_message::MediaState,
    server::{ice::IceServers, secret::Randomness, storage::Storage},
};

pub use at_door::{DoorPage, DoorWord};
pub use chat_log::{ChatLog, Note};
pub use command::WriteError;
pub use delivery::{
    Asker, Attendance, CallId, Decision, Delivery, Errand, Hello, Input, SocketId, reached,
};
pub use glimpse::Glimpse;
pub use outbox::{Frame, Outbox, OutboxReader, Outgoing, outbox};
pub use presence::Presence;
pub use socket::{Heard, RoomSocket};
pub use state::{Arrival, NoSeat, Restored, RoomState};

use command::{Command, INBOX, Inbox};
use room::Room;

/// A room that ended just as it was asked is asked for again this often.
const TRIES: usize = 3;

/// Why a room does not do what was asked.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum RoomError {
    /// There is no such session.
    #[error("there is no such session")]
    NotFound,
    /// The session has not begun, or was called off before it did.
    #[error("the session has not begun")]
    NotBegun,
    /// The session is over.
    #[error("the session is over")]
    Ended(EndReason),
    /// All seats are taken.
    #[error("all seats are taken")]
    Full,
    /// Nobody new is let in.
    #[error("the session is locked")]
    Locked,
    /// Nobody new comes without an account.
    #[error("the session is for people with an account")]
    NoGuests,
    /// A host has not let them in.
    #[error("a host has not let them in")]
    NotAdmitted,
    /// A host has put them out.
    #[error("a host has put them out")]
    Removed,
    /// The database cannot be used, or the room is gone.
    #[error("the room cannot be had now")]
    Unavailable,
}

/// All rooms. Cheap to clone.
#[derive(Clone)]
pub struct RoomRegistry {
    rooms: Arc<Mutex<HashMap<SessionId, Inbox>>>,
    tools: Arc<Tools>,
}

/// What every room needs.
struct Tools {
    storage: Storage,
    chat_log: ChatLog,
    presence: Presence,
    clock: Arc<dyn Clock>,
    randomness: Randomness,
    ice_servers: Arc<IceServers>,
    /// Seats that were taken when the server stopped are kept from here on.
    started_at: Timestamp,
    sockets: AtomicU64,
}

impl Tools {
    fn next_socket(&self) -> SocketId {
        SocketId(self.sockets.fetch_add(1, Ordering::Relaxed))
    }
}

impl RoomRegistry {
    /// No rooms yet.
    pub fn new(
        storage: Storage,
        clock: Arc<dyn Clock>,
        randomness: Randomness,
        ice_servers: Arc<IceServers>,
    ) -> Self {
        let presence = Presence::default();
        let tools = Tools {
            chat_log: ChatLog::start(storage.clone(), presence.clone()),
            presence,
            storage,
            started_at: clock.now(),
            clock,
            randomness,
            ice_servers,
            sockets: AtomicU64::new(1),
        };
        Self {
            rooms: Arc::default(),
            tools: Arc::new(tools),
        }
    }

    /// Brings a socket into the room of `participant`'s session. What the room says goes to `outbox` from then
    /// on, its first word being `session_info` or a close.
    ///
    /// # Errors
    /// [`RoomError`] when there is no room to enter.
    pub async fn enter(
        &self,
        participant: Participant,
        hello: Hello,
        outbox: Outbox,
    ) -> Result<RoomSocket, RoomError> {
        let (reply, answer) = oneshot::channel();
        let mut command = Box::new(Command::Enter {
            participant: participant.clone(),
            hello,
            outbox,
            reply,
        });
        // An outbox cannot be handed over twice, so a room that is gone is noticed by its inbox alone.
        for _ in 0..TRIES {
            let room = self.room(participant.session_id);
            match room.send(command).await {
                Ok(()) => {
                    let id = answer.await.map_err(|_| RoomError::Unavailable)??;
                    return Ok(RoomSocket::new(room, id));
                }
                Err(mpsc::error::SendError(returned)) => command = returned,
            }
        }
        Err(RoomError::Unavailable)
    }

    /// In which sessions somebody came or went since this was last asked.
    pub fn take_presence(&self) -> HashSet<SessionId> {
        self.tools.presence.take()
    }

    /// Holds a seat for somebody who has joined and whose socket is on its way, unless they have to wait to be let
    /// in: then they get none yet. Gives them as they stand then.
    ///
    /// # Errors
    /// [`RoomError`] when there is none for them.
    pub async fn reserve(
        &self,
        participant: &Participant,
        arrival: Arrival,
    ) -> Result<Participant, RoomError> {
        self.ask(participant.session_id, |reply| Command::Reserve {
            participant: participant.clone(),
            arrival,
            reply,
        })
        .await?
    }

    /// Who is inside the room of session `id`, and whether `asker` would get a seat.
    ///
    /// # Errors
    /// [`RoomError`] when there is no room.
    pub async fn look(
        &self,
        id: SessionId,
        asker: Option<&Participant>,
    ) -> Result<Glimpse, RoomError> {
        self.ask(id, |reply| Command::Look {
            asker: asker.cloned(),
            reply,
        })
        .await?
    }

    /// Stores a message and shows it to everybody in the room.
    ///
    /// # Errors
    /// [`WriteError`] when there is no room, or the room refuses.
    pub async fn write(
        &self,
        author: Participant,
        local_ref: LocalRef,
        body: String,
    ) -> Result<ChatMessage, WriteError> {
        let id = author.session_id;
        self.ask(id, |reply| Command::Write {
            author: author.clone(),
            local_ref,
            body: body.clone(),
            reply,
        })
        .await
        .map_err(WriteError::Room)?
    }

    /// Makes whoever is new knock in session `id`, from now on.
    ///
    /// # Errors
    /// [`RoomError`] when there is no room.
    pub async fn open_lobby(&self, id: SessionId) -> Result<(), RoomError> {
        self.ask(id, |reply| Command::OpenLobby { reply }).await?
    }

    /// Lets time pass in every room: seats whose time is over become free, rooms without use end.
    pub async fn tick(&self) {
        for room in self.open_rooms() {
            tell(&room, |reply| Command::Tick { reply }).await;
        }
    }

    /// Whether session `id` has a room in memory. If not, nobody is inside.
    pub fn is_open(&self, id: SessionId) -> bool {
        self.lock().contains_key(&id)
    }

    /// What pages are told of how peers find each other.
    pub fn ice_servers(&self) -> &Arc<IceServers> {
        &self.tools.ice_servers
    }

    /// When this program started to keep rooms.
    pub fn started_at(&self) -> Timestamp {
        self.tools.started_at
    }

    /// Closes every socket for a restart, after what is stored has been said. Everybody keeps their seat for
    /// the server's next start.
    pub async fn drain(&self) {
        self.flush().await;
        for room in self.open_rooms() {
            tell(&room, |reply| Command::Drain { reply }).await;
        }
    }

    /// Waits until everything that rooms have handed over is on disk.
    pub async fn flush(&self) {
        self.tools.chat_log.flush().await;
    }

    fn open_rooms(&self) -> Vec<Inbox> {
        self.lock().values().cloned().collect()
    }

    fn lock(&self) -> MutexGuard<'_, HashMap<SessionId, Inbox>> {
        // The map is changed by single insertions and removals, which no panic can leave half done.
        self.rooms.lock().unwrap_or_else(PoisonError::into_inner)
    }

    async fn ask<T>(
        &self,
        id: SessionId,
        command: impl Fn(oneshot::Sender<T>) -> Command,
    ) -> Result<T, RoomError> {
        for _ in 0..TRIES {
            let room = self.room(id);
            let (reply, answer) = oneshot::channel();
            if room.send(Box::new(command(reply))).await.is_ok()
                && let Ok(answer) = answer.await
            {
                return Ok(answer);
            }
        }
        Err(RoomError::Unavailable)
    }

    /// The inbox of the room of session `id`; starts the room when there is none.
    fn room(&self, id: SessionId) -> Inbox {
        let mut rooms = self.lock();
        if let Some(room) = rooms.get(&id).filter(|room| !room.is_closed()) {
            return room.clone();
        }
        let (inbox, commands) = mpsc::channel(INBOX);
        rooms.insert(id, inbox.clone());
        metrics::gauge!("visavis_rooms").set(u32::try_from(rooms.len()).unwrap_or(u32::MAX));
        tokio::spawn(self.clone().run(id, inbox.clone(), commands));
        inbox
    }

    async fn run(self, id: SessionId, inbox: Inbox, mut commands: mpsc::Receiver<Box<Command>>) {
        match self.load(id).await {
            Ok(state) => {
                let may_end = |commands: &mpsc::Receiver<Box<Command>>| {
                    let mut rooms = self.lock();
                    // A command that came just now wants an answer from this room.
                    if !commands.is_empty() {
                        return false;
                    }
                    remove(&mut rooms, id, &inbox);
                    true
                };
                Room::new(state, self.tools.clone())
                    .run(commands, may_end)
                    .await;
            }
            Err(error) => {
                remove(&mut self.lock(), id, &inbox);
                commands.close();
                while let Some(command) = commands.recv().await {
                    command.refuse(error);
                }
            }
        }
    }

    /// The room as the database knows it.
    async fn load(&self, id: SessionId) -> Result<RoomState, RoomError> {
        // What an earlier room of this session decided has to be on disk before it is read.
        self.flush().await;
        let storage = &self.tools.storage;
        let failed = |error| {
            tracing::error!(%error, "a room could not be loaded");
            RoomError::Unavailable
        };
        let record = storage
            .find_session(id)
            .await
            .map_err(failed)?
            .ok_or(RoomError::NotFound)?;
        match record.session.state {
            SessionState::Live { .. } => {}
            SessionState::Ended { reason, .. } => return Err(RoomError::Ended(reason)),
            SessionState::Scheduled { .. } | SessionState::Cancelled { .. } => {
                return Err(RoomError::NotBegun);
            }
        }
        let newest = storage
            .list_chat_before(id, None, limits::CHAT_PAGE)
            .await
            .map_err(failed)?;
        let restored = storage.list_kept_seats(id).await.map_err(failed)?;
        let restored = restored
            .into_iter()
            .filter(|kept| kept.participant.standing == Standing::Admitted)
            .map(|kept| Restored {
                participant: kept.participant,
                instance: kept.stay.instance,
                media: MediaState {
                    audio: kept.stay.audio,
                    video: kept.stay.video,
                    screen: kept.stay.screen,
                },
            })
            .collect();
        let guests_knock = storage.has_banned_guest(id).await.map_err(failed)?;
        let ice_servers = self.tools.ice_servers.clone();
        Ok(RoomState::new(
            record.session,
            ice_servers,
            newest,
            restored,
            self.tools.started_at,
            guests_knock,
        ))
    }
}

fn remove(rooms: &mut HashMap<SessionId, Inbox>, id: SessionId, inbox: &Inbox) {
    if rooms
        .get(&id)
        .is_some_and(|current| current.same_channel(inbox))
    {
        rooms.remove(&id);
    }
    metrics::gauge!("visavis_rooms").set(u32::try_from(rooms.len()).unwrap_or(u32::MAX));
}

async fn tell(room: &Inbox, command: impl FnOnce(oneshot::Sender<()>) -> Command) {
    let (reply, done) = oneshot::channel();
    if room.send(Box::new(command(reply))).await.is_ok() {
        // A room that ended meanwhile has nothing more to do.
        let _ = done.await;
    }
}
