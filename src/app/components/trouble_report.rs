//! Tells those who may let people in what keeps somebody from coming in as they want to: by the line while one waits,
//! by the server while there is none yet. Draws nothing.

use leptos::{prelude::*, task::spawn_local};

use crate::{
    api,
    app::{call_view::CallView, door},
    call::{
        call_state::{Connection, Phase},
        guest_trouble::trouble_of,
    },
    domain::limits,
    protocol::{client_message::ClientMessage, guest_trouble::GuestTrouble},
};

/// Where one's trouble is told.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Way {
    /// By the line on which one waits.
    Line,
    /// By the server, which tells the room.
    Server,
    /// One waits, and the line is away.
    None,
}

/// Tells it, whenever it changes, for as long as the page of `view` lives.
pub fn report_trouble(view: CallView) {
    let id = view.session.with_value(|session| session.id);
    let page = door::draw_instance();
    let tell = move |trouble: Option<GuestTrouble>| {
        spawn_local(async move {
            // Whoever is not told now is told the next time.
            let _ = api::tell_trouble(id, page, trouble).await;
        });
    };
    let now = view.read(|state| {
        let way = match (state.phase, state.connection) {
            (Phase::Knocking, Connection::Connected) => Way::Line,
            (Phase::Knocking, _) => Way::None,
            _ => Way::Server,
        };
        (way, trouble_of(state))
    });
    let every = u32::try_from(limits::TELL_TROUBLE_EVERY.as_millis()).unwrap_or(u32::MAX);
    let again = door::every(every);
    // What the server was told of last.
    let told = StoredValue::new(None::<GuestTrouble>);
    Effect::new(move |before: Option<(Way, Option<GuestTrouble>)>| {
        again.track();
        let (way, trouble) = now.get();
        let by_server = trouble.filter(|_| way == Way::Server);
        if by_server.is_some() || told.get_value().is_some() {
            told.set_value(by_server);
            tell(by_server);
        }
        if way == Way::Line && before != Some((way, trouble)) {
            view.call.say(ClientMessage::Trouble { trouble });
        }
        (way, trouble)
    });
}
