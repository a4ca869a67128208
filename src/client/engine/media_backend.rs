//! What the engine knows of how sound and picture travel: this, and no more.
//!
//! Today browsers send to each other (`mesh`); a server that forwards for large sessions would be another.

use crate::client::{
    peer_link::{LinkEvent, Source},
    web::track::{Stream, Tracks},
};
use crate::{
    call::{
        call_state::{LinkState, Way},
        quality::{Mark, QualityChoice},
    },
    domain::{
        clock::Timestamp,
        ids::{Instance, ParticipantId},
        role::Grants,
    },
    protocol::{
        client_message::MediaState,
        server_message::IceServer,
        signal::{Shown, Signal},
    },
};

/// A step of the negotiation that has to reach somebody.
#[derive(Debug)]
pub struct Outbound {
    /// Whom.
    pub to: ParticipantId,
    /// Which life of their page.
    pub to_instance: Instance,
    /// The step.
    pub signal: Signal,
}

/// How large somebody shows what somebody else sends.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct View {
    /// The camera.
    pub camera: Shown,
    /// The screen.
    pub screen: Shown,
}

/// The way of sound and picture between the people of a call. Every method that may have something to say
/// to the others returns it.
pub trait MediaBackend {
    /// How peers find each other from now on; what works goes on as it is.
    fn use_ice_servers(&mut self, servers: Vec<IceServer>);
    /// Whether the others are found by a relay alone from now on; what works goes on as it is.
    fn use_relay_only(&mut self, only: bool);
    /// What one may send from now on.
    fn use_grants(&mut self, grants: Grants) -> Vec<Outbound>;
    /// What somebody may send; nothing else of theirs is shown or played.
    fn let_in(&mut self, id: ParticipantId, grants: Grants);
    /// What goes out from now on, to everybody.
    fn send(&mut self, tracks: Tracks) -> Vec<Outbound>;
    /// Makes a connection, in place of one that is there.
    fn open(
        &mut self,
        id: ParticipantId,
        instance: Instance,
        peer: Peer,
        now: Timestamp,
    ) -> Vec<Outbound>;
    /// Closes a connection.
    fn close(&mut self, id: ParticipantId);
    /// Closes all of them.
    fn close_all(&mut self);
    /// Somebody says something.
    fn feed(&mut self, id: ParticipantId, signal: Signal, now: Timestamp) -> Vec<Outbound>;
    /// Signals to somebody may have been lost.
    fn resync(&mut self, id: ParticipantId, now: Timestamp) -> Vec<Outbound>;
    /// Something happened on a connection; `serial` says on which.
    fn handle(&mut self, serial: u32, event: LinkEvent, now: Timestamp) -> Vec<Outbound>;
    /// Time passes.
    fn tick(&mut self, now: Timestamp, can_signal: bool) -> Vec<Outbound>;
    /// The network has changed, or the page was asleep: new ways are looked for at once.
    fn doubt(&mut self, now: Timestamp);
    /// A second has passed in which somebody who is there says that they send this.
    fn expect(&mut self, id: ParticipantId, media: MediaState, now: Timestamp);
    /// One shows somebody so large; what has to be said so that they know, if anything.
    fn look(&mut self, id: ParticipantId, view: View) -> Option<Outbound>;
    /// Measures the ways now and then, and divides what one sends by it.
    fn measure(&mut self, now: Timestamp);
    /// What the person has chosen.
    fn choose(&mut self, choice: QualityChoice);
    /// How the way to somebody does.
    fn way(&self, id: ParticipantId) -> Way;
    /// What is to be said of one's own connection.
    fn own_mark(&self) -> Mark;
    /// The state of the connection to somebody.
    fn state(&self, id: ParticipantId) -> Option<LinkState>;
    /// Whether sound or picture of somebody came lately.
    fn receives(&self, id: ParticipantId) -> bool;
    /// What somebody sends of `source`: themselves, or their screen.
    fn stream(&self, id: ParticipantId, source: Source) -> Option<&Stream>;
    /// How loud somebody is: root mean square, 0 to 1.
    fn loudness(&self, id: ParticipantId) -> f32;
    /// Where everybody is heard from now on: the id of a speaker, empty for the system's choice.
    fn play_on(&mut self, speaker: &str);
    /// Whether the browser keeps somebody's sound back.
    fn sound_is_kept_back(&self) -> bool;
    /// Plays what was kept back, from a click.
    fn allow_sound(&mut self);
}

/// This side's part in a negotiation.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Peer {
    /// Gives way when two offers cross.
    pub polite: bool,
    /// Makes the first offer.
    pub offers: bool,
}
