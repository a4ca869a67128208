//! What rooms hand over to be written down, when more comes than the disk takes.

use visavis::{
    domain::ids::Instance,
    protocol::client_message::MediaState,
    server::rooms::{Attendance, ChatLog, Note, Presence},
};

use crate::{
    storage::{at, open, seeded},
    support::TestFolder,
};

#[tokio::test]
async fn who_is_inside_is_noted_however_much_waits_for_the_disk() {
    let folder = TestFolder::new();
    let storage = open(&folder).await;
    let (session, host, _) = seeded(&storage, 1).await;
    let log = ChatLog::start(storage.clone(), Presence::default());
    // More at once than the log's queue has places.
    let last = 5_000;
    for number in 1..=last {
        log.note(Note::Attendance(Attendance::Inside {
            participant_id: host.id,
            session_id: session.id,
            instance: Instance(number),
            media: MediaState::default(),
            at: at(1),
        }))
        .await;
    }
    log.flush().await;
    let seats = storage.list_kept_seats(session.id).await.unwrap();
    let instances: Vec<_> = seats.iter().map(|seat| seat.stay.instance).collect();
    assert_eq!(instances, [Instance(last)]);
}
