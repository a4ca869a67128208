//! What a room is told by those who wait for no answer. Where there is no room, there is nobody to tell.

use tokio::sync::oneshot;

use super::{RoomRegistry, at_door::DoorWord, command::Command, tell};
use crate::domain::{
    chat::ChatMessage, ids::SessionId, participant::Participant, session::EndReason,
};

impl RoomRegistry {
    /// Shows everybody in the room of session `id` a message that is other than it was. Without a room there is
    /// nobody to show it to.
    pub async fn changed(&self, id: SessionId, message: ChatMessage) {
        self.tell_open(id, |reply| Command::Changed { message, reply })
            .await;
    }

    /// The page of somebody before the door of session `id` says what is wrong. Without a room there is nobody to tell.
    pub async fn at_door(&self, id: SessionId, word: DoorWord) {
        self.tell_open(id, |reply| Command::AtDoor { word, reply })
            .await;
    }

    /// Puts somebody out of their room: their socket is closed with 4003, and the others see them go.
    pub async fn expel(&self, participant: &Participant) {
        let (id, participant) = (participant.session_id, participant.id);
        self.tell_open(id, |reply| Command::Expel { participant, reply })
            .await;
    }

    /// Tells everybody in the room of session `id` that it is over, and closes it. Without a room there is
    /// nobody to tell.
    pub async fn end(&self, id: SessionId, reason: EndReason) {
        self.tell_open(id, |reply| Command::End { reason, reply })
            .await;
    }

    /// Tells the room of session `id`, when there is one.
    async fn tell_open(&self, id: SessionId, command: impl FnOnce(oneshot::Sender<()>) -> Command) {
        let room = self.lock().get(&id).cloned();
        if let Some(room) = room {
            tell(&room, command).await;
        }
    }
}
