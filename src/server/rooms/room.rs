//! The actor of one room: takes what happens from a bounded inbox, asks the state what follows, and does it.
//!
//! It never waits for a socket or for the disk: outboxes and the chat log are queues, full ones are refusals.

use std::{collections::HashMap, sync::Arc};

use futures_util::{FutureExt, StreamExt, future::BoxFuture, stream::FuturesOrdered};
use tokio::sync::{mpsc, oneshot};

use super::{
    RoomError, Tools,
    chat_log::{Note, Receipt},
    command::{Command, WriteError},
    delivery::{Asker, CallId, Delivery, Errand, Input, SocketId},
    may_relay,
    outbox::{Frame, Outbox},
    state::RoomState,
};
use crate::{
    domain::{
        chat::ChatMessage,
        ids::{LocalRef, MessageId},
    },
    protocol::{codec, error_code::CloseCode, server_message::ServerMessage},
    server::storage::NewChatMessage,
};

/// Messages of one room that may wait for the disk.
const UNSTORED: usize = 256;

type Unstored = BoxFuture<'static, Input>;

pub(super) struct Room {
    state: RoomState,
    tools: Arc<Tools>,
    sockets: HashMap<SocketId, Outbox>,
    calls: HashMap<CallId, oneshot::Sender<Result<ChatMessage, WriteError>>>,
    unstored: FuturesOrdered<Unstored>,
    /// What the log has not been given yet; empty between two commands.
    notes: Vec<Note>,
    next_call: u64,
    errand: Option<oneshot::Sender<Errand>>,
}

impl Room {
    pub(super) fn new(state: RoomState, tools: Arc<Tools>) -> Self {
        Self {
            state,
            tools,
            sockets: HashMap::new(),
            calls: HashMap::new(),
            unstored: FuturesOrdered::new(),
            notes: Vec::new(),
            next_call: 0,
            errand: None,
        }
    }

    /// Works until `may_end` agrees that the room is of no more use.
    pub(super) async fn run(
        mut self,
        mut inbox: mpsc::Receiver<Box<Command>>,
        may_end: impl Fn(&mpsc::Receiver<Box<Command>>) -> bool,
    ) {
        loop {
            tokio::select! {
                // Receipts first, so that nothing that is stored stays unsaid when the room closes.
                biased;
                Some(input) = self.unstored.next(), if !self.unstored.is_empty() => self.input(input),
                command = inbox.recv() => match command {
                    Some(command) => self.command(*command).await,
                    None => return,
                },
            }
            self.hand_over().await;
            if self.is_over() && may_end(&inbox) {
                return;
            }
        }
    }

    fn is_over(&self) -> bool {
        let unused = self.sockets.is_empty() && self.calls.is_empty() && self.unstored.is_empty();
        unused && self.state.is_idle(self.tools.clock.now())
    }

    async fn command(&mut self, command: Command) {
        match command {
            Command::Enter {
                participant,
                hello,
                outbox,
                reply,
            } => {
                let socket = self.tools.next_socket();
                self.sockets.insert(socket, outbox);
                metrics::gauge!("visavis_sockets").increment(1);
                if reply.send(Ok(socket)).is_err() {
                    self.forget_socket(socket);
                    return;
                }
                self.input(Input::Enter {
                    socket,
                    participant,
                    hello,
                });
            }
            Command::Said {
                socket,
                message,
                errand,
            } => {
                self.errand = errand;
                self.input(Input::Said { socket, message });
                // Whoever waits for an errand that there is none learns so by this.
                self.errand = None;
            }
            Command::Lost { socket } => self.lose(socket),
            Command::Reserve {
                participant,
                arrival,
                reply,
            } => {
                // Seats whose time is over are free for somebody else.
                self.input(Input::Tick);
                let now = self.tools.clock.now();
                let result = match self.state.reserve(now, &participant, arrival) {
                    Ok((participant, deliveries)) => {
                        self.deliver_all(deliveries);
                        Ok(participant)
                    }
                    Err(no_seat) => Err(RoomError::from(no_seat)),
                };
                self.hand_over().await;
                // Who asked may be gone; the seat is free again after its time.
                let _ = reply.send(result);
            }
            Command::Look { asker, reply } => {
                self.input(Input::Tick);
                let glimpse = self.state.glimpse(asker);
                let _ = reply.send(Ok(glimpse));
            }
            Command::Write {
                author,
                local_ref,
                body,
                reply,
            } => {
                let call = CallId(self.next_call);
                self.next_call += 1;
                self.calls.insert(call, reply);
                self.input(Input::Write {
                    call,
                    author,
                    local_ref,
                    body,
                });
            }
            Command::Changed { message, reply } => {
                self.input(Input::Changed { message });
                let _ = reply.send(());
            }
            Command::OpenLobby { reply } => {
                self.input(Input::OpenLobby);
                self.hand_over().await;
                let _ = reply.send(Ok(()));
            }
            Command::AtDoor { word, reply } => {
                self.input(Input::AtDoor { word });
                let _ = reply.send(());
            }
            Command::Expel { participant, reply } => {
                self.input(Input::Expel { participant });
                self.hand_over().await;
                let _ = reply.send(());
            }
            Command::End { reason, reply } => {
                self.input(Input::End { reason });
                self.tools.ice_servers.over(self.state.session().id);
                self.hand_over().await;
                let _ = reply.send(());
            }
            Command::Drain { reply } => {
                self.input(Input::Drain);
                self.hand_over().await;
                let _ = reply.send(());
            }
            Command::Tick { reply } => {
                let gone: Vec<SocketId> = self
                    .sockets
                    .iter()
                    .filter(|(_, outbox)| outbox.is_gone())
                    .map(|(id, _)| *id)
                    .collect();
                for socket in gone {
                    self.lose(socket);
                }
                self.input(Input::Tick);
                self.hand_over().await;
                let _ = reply.send(());
            }
        }
    }

    fn lose(&mut self, socket: SocketId) {
        self.forget_socket(socket);
        self.input(Input::Lost { socket });
    }

    /// Hands what is to be noted to the log. Whoever is answered after it finds it before what they hand over
    /// themselves.
    async fn hand_over(&mut self) {
        for note in self.notes.drain(..) {
            self.tools.chat_log.note(note).await;
        }
    }

    fn input(&mut self, input: Input) {
        let deliveries = self.state.handle(self.tools.clock.now(), input);
        self.deliver_all(deliveries);
    }

    fn deliver_all(&mut self, deliveries: Vec<Delivery>) {
        for delivery in deliveries {
            self.deliver(delivery);
        }
    }

    fn deliver(&mut self, delivery: Delivery) {
        match delivery {
            Delivery::Send { to, message } => self.send(&to, &message),
            Delivery::Close { socket, code } => {
                if let Some(outbox) = self.take_socket(socket) {
                    outbox.close(code);
                }
            }
            Delivery::Store {
                asker,
                author,
                local_ref,
                body,
            } => {
                let now = self.tools.clock.now();
                let new = NewChatMessage {
                    id: MessageId::from_uuid(self.tools.randomness.sortable_id(now)),
                    session_id: self.state.session().id,
                    author_id: author.id,
                    author_name: author.name,
                    local_ref,
                    body,
                    sent_at: now,
                };
                self.store(asker, new);
            }
            Delivery::Answer { call, result } => {
                if let Some(reply) = self.calls.remove(&call) {
                    // Who asked may be gone; the message is stored all the same.
                    let _ = reply.send(result.map_err(WriteError::Refused));
                }
            }
            Delivery::Record(attendance) => {
                may_relay::note(&self.tools.ice_servers, &attendance);
                self.notes.push(Note::Attendance(attendance));
            }
            Delivery::Decide(decision) => self.notes.push(Note::Decision(decision)),
            Delivery::Errand { errand, .. } => {
                if let Some(socket) = self.errand.take() {
                    // A socket that is gone takes its errand with it.
                    let _ = socket.send(errand);
                }
            }
        }
    }

    fn store(&mut self, asker: Asker, new: NewChatMessage) {
        let local_ref = new.local_ref;
        let receipt = if self.unstored.len() < UNSTORED {
            self.tools.chat_log.store(new).ok()
        } else {
            None
        };
        match receipt {
            Some(receipt) => self.unstored.push_back(outcome(asker, local_ref, receipt)),
            None => self.input(Input::NotStored { asker, local_ref }),
        }
    }

    fn send(&mut self, to: &[SocketId], message: &ServerMessage) {
        let frame = Frame::from(codec::encode(message));
        for socket in to {
            let Some(outbox) = self.sockets.get(socket) else {
                continue;
            };
            if matches!(message, ServerMessage::Annotated { .. }) {
                outbox.push_in_passing(frame.clone());
                continue;
            }
            if outbox.push(frame.clone()).is_err()
                && let Some(outbox) = self.take_socket(*socket)
            {
                outbox.cut(CloseCode::SlowReader);
                self.input(Input::Lost { socket: *socket });
            }
        }
    }

    fn take_socket(&mut self, socket: SocketId) -> Option<Outbox> {
        let outbox = self.sockets.remove(&socket)?;
        metrics::gauge!("visavis_sockets").decrement(1);
        Some(outbox)
    }

    fn forget_socket(&mut self, socket: SocketId) {
        drop(self.take_socket(socket));
    }
}

impl Drop for Room {
    fn drop(&mut self) {
        metrics::gauge!("visavis_sockets")
            .decrement(u32::try_from(self.sockets.len()).unwrap_or(u32::MAX));
    }
}

fn outcome(asker: Asker, local_ref: LocalRef, receipt: Receipt) -> Unstored {
    async move {
        match receipt.await {
            Ok(Ok(stored)) => Input::Stored {
                asker,
                message: stored.message,
                fresh: stored.fresh,
            },
            _ => Input::NotStored { asker, local_ref },
        }
    }
    .boxed()
}
