//! The database by itself.

use std::time::Duration;

use uuid::Uuid;
use visavis::{
    domain::{
        chat::ChatBody,
        clock::Timestamp,
        ids::{Instance, LocalRef, MessageId, ParticipantId, SessionId},
        participant::{DisplayName, Participant, Standing},
        policy::{CallKind, Policy},
        role::Role,
        schedule::Meeting,
        session::{EndReason, Session, SessionState, Title},
    },
    server::storage::{NewChatMessage, Stay, Storage, StorageError, StoredChatMessage, Write},
};

use crate::support::{START, TestFolder};

fn id(number: u128) -> Uuid {
    Uuid::from_u128(number)
}

fn session(number: u128) -> Session {
    Session {
        id: SessionId::from_uuid(id(number)),
        title: Title::clean("Title"),
        kind: CallKind::Audio,
        meeting: Meeting::Open,
        guests: true,
        plan: None,
        policy: Policy::conversation(CallKind::Audio),
        host: ParticipantId::from_uuid(id(number * 100)),
        created_at: START,
        state: SessionState::Live { since: START },
    }
}

fn participant(session: &Session, number: u128) -> Participant {
    Participant {
        id: ParticipantId::from_uuid(id(number)),
        session_id: session.id,
        account: None,
        name: DisplayName::clean(&format!("P{number}")).unwrap(),
        role: if number.is_multiple_of(100) {
            Role::Host
        } else {
            Role::Collaborator
        },
        own_grants: None,
        standing: Standing::Admitted,
        joined_at: START,
        reads_from: Some(1),
    }
}

fn message(session: &Session, author: &Participant, number: u128, body: &str) -> NewChatMessage {
    NewChatMessage {
        id: MessageId::from_uuid(id(number)),
        session_id: session.id,
        author_id: author.id,
        author_name: author.name.clone(),
        local_ref: LocalRef::from_uuid(id(number)),
        body: ChatBody::parse(body).unwrap(),
        sent_at: START,
    }
}

pub(crate) fn at(seconds: u64) -> Timestamp {
    START.plus(Duration::from_secs(seconds))
}

fn hash(number: u128) -> [u8; 32] {
    let mut hash = [0; 32];
    hash[..16].copy_from_slice(&number.to_be_bytes());
    hash
}

pub(crate) async fn open(folder: &TestFolder) -> Storage {
    Storage::open(&folder.path().join("test.db")).await.unwrap()
}

/// A session with its host and one participant.
pub(crate) async fn seeded(storage: &Storage, number: u128) -> (Session, Participant, Participant) {
    let session = session(number);
    let (host, other) = (
        participant(&session, number * 100),
        participant(&session, number * 100 + 1),
    );
    let mut write = storage.begin().await.unwrap();
    write.insert_session(&session).await.unwrap();
    for person in [&host, &other] {
        write
            .insert_participant(person, hash(person.id.as_uuid().as_u128()))
            .await
            .unwrap();
    }
    write.commit().await.unwrap();
    (session, host, other)
}

#[tokio::test]
async fn a_session_is_found_as_it_was_stored() {
    let folder = TestFolder::new();
    let storage = open(&folder).await;
    let (session, host, _) = seeded(&storage, 1).await;
    let found = storage.find_session(session.id).await.unwrap().unwrap();
    assert_eq!(found.session, session);
    assert_eq!(
        (found.host_name, found.empty_since),
        (host.name, Some(START))
    );
    assert_eq!(
        storage
            .find_session(SessionId::from_uuid(id(2)))
            .await
            .unwrap(),
        None
    );
}

#[tokio::test]
async fn what_is_not_committed_has_not_happened() {
    let folder = TestFolder::new();
    let storage = open(&folder).await;
    let session = session(1);
    let mut write = storage.begin().await.unwrap();
    write.insert_session(&session).await.unwrap();
    drop(write);
    assert_eq!(storage.find_session(session.id).await.unwrap(), None);
}

#[tokio::test]
async fn a_ticket_finds_its_participant_in_its_own_session_only() {
    let folder = TestFolder::new();
    let storage = open(&folder).await;
    let (session, host, _) = seeded(&storage, 1).await;
    let (other, ..) = seeded(&storage, 2).await;
    let find = async |session: &Session, number| {
        storage
            .find_participant_by_ticket(session.id, hash(number))
            .await
            .unwrap()
    };
    assert_eq!(find(&session, 100).await, Some(host));
    assert_eq!(find(&other, 100).await, None);
    assert_eq!(find(&session, 999).await, None);
}

#[tokio::test]
async fn a_participant_can_be_renamed() {
    let folder = TestFolder::new();
    let storage = open(&folder).await;
    let (session, host, other) = seeded(&storage, 1).await;
    let mut write = storage.begin().await.unwrap();
    let renamed = Participant {
        name: DisplayName::clean("New").unwrap(),
        ..other
    };
    write.update_participant(&renamed).await.unwrap();
    assert_eq!(write.list_names(session.id).await.unwrap().len(), 2);
    write.commit().await.unwrap();
    let mut names = storage.list_names(session.id).await.unwrap();
    names.sort();
    assert_eq!(names, ["New", host.name.as_str()]);
}

/// Stores one message.
async fn insert(write: &mut Write, new: &NewChatMessage) -> Option<StoredChatMessage> {
    let mut outcomes = write.insert_chat_messages(&[new]).await.unwrap();
    assert_eq!(outcomes.len(), 1);
    outcomes.remove(0)
}

#[tokio::test]
async fn messages_are_numbered_for_each_session_without_a_gap() {
    let folder = TestFolder::new();
    let storage = open(&folder).await;
    let (one, author, _) = seeded(&storage, 1).await;
    let (two, other, _) = seeded(&storage, 2).await;
    let mut write = storage.begin().await.unwrap();
    for number in 1..=3 {
        let stored = insert(&mut write, &message(&one, &author, number, "a"))
            .await
            .unwrap();
        assert_eq!(
            (u128::from(stored.message.seq), stored.fresh),
            (number, true)
        );
    }
    let stored = insert(&mut write, &message(&two, &other, 4, "b")).await;
    assert_eq!(stored.unwrap().message.seq, 1);
    drop(write);
    let mut write = storage.begin().await.unwrap();
    let after = insert(&mut write, &message(&one, &author, 5, "c")).await;
    assert_eq!(
        after.unwrap().message.seq,
        1,
        "numbers of a failed transaction are given again"
    );
    write.commit().await.unwrap();
}

#[tokio::test]
async fn a_group_of_messages_keeps_its_order_in_each_session() {
    let folder = TestFolder::new();
    let storage = open(&folder).await;
    let (one, author, _) = seeded(&storage, 1).await;
    let (two, other, _) = seeded(&storage, 2).await;
    let nobody = participant(&one, 12_345);
    let before = message(&one, &author, 1, "before");
    let mut write = storage.begin().await.unwrap();
    assert!(insert(&mut write, &before).await.unwrap().fresh);
    let mut again = message(&one, &author, 1, "the first, sent again");
    again.id = MessageId::from_uuid(id(77));
    let second = message(&one, &author, 2, "a");
    let mut second_again = second.clone();
    second_again.id = MessageId::from_uuid(id(78));
    let group = [
        second,
        message(&two, &other, 3, "b"),
        again,
        message(&one, &nobody, 4, "c"),
        second_again,
        message(&two, &author, 5, "of another session"),
        message(&one, &author, 6, "d"),
    ];
    let outcomes: Vec<_> = write
        .insert_chat_messages(&group.iter().collect::<Vec<_>>())
        .await
        .unwrap()
        .into_iter()
        .map(|stored| stored.map(|stored| (stored.message.seq, stored.fresh)))
        .collect();
    assert_eq!(
        outcomes,
        [
            Some((2, true)),
            Some((1, true)),
            Some((1, false)),
            None,
            Some((2, false)),
            None,
            Some((3, true)),
        ]
    );
    write.commit().await.unwrap();
}

#[tokio::test]
async fn a_message_that_was_stored_before_is_found_instead() {
    let folder = TestFolder::new();
    let storage = open(&folder).await;
    let (session, author, other) = seeded(&storage, 1).await;
    let mut write = storage.begin().await.unwrap();
    let first = insert(&mut write, &message(&session, &author, 1, "first"))
        .await
        .unwrap();
    let mut again = message(&session, &author, 1, "changed");
    again.id = MessageId::from_uuid(id(77));
    let found = insert(&mut write, &again).await.unwrap();
    assert_eq!((found.message, found.fresh), (first.message, false));
    let mut same_name = message(&session, &other, 1, "another author");
    same_name.id = MessageId::from_uuid(id(78));
    assert!(insert(&mut write, &same_name).await.unwrap().fresh);
    write.commit().await.unwrap();
    let bodies: Vec<String> = storage
        .list_chat_before(session.id, None, 10)
        .await
        .unwrap()
        .into_iter()
        .map(|message| message.body.into())
        .collect();
    assert_eq!(bodies, ["first", "another author"]);
}

#[tokio::test]
async fn a_message_of_nobody_is_not_stored() {
    let folder = TestFolder::new();
    let storage = open(&folder).await;
    let (session, ..) = seeded(&storage, 1).await;
    let nobody = participant(&session, 12_345);
    let mut write = storage.begin().await.unwrap();
    let stored = insert(&mut write, &message(&session, &nobody, 1, "boo")).await;
    assert_eq!(stored, None);
    write.commit().await.unwrap();
    let chat = storage.list_chat_before(session.id, None, 10).await;
    assert_eq!(chat.unwrap(), []);
}

#[tokio::test]
async fn pages_of_a_chat_go_backwards() {
    let folder = TestFolder::new();
    let storage = open(&folder).await;
    let (session, author, _) = seeded(&storage, 1).await;
    let mut write = storage.begin().await.unwrap();
    for number in 1..=5 {
        insert(&mut write, &message(&session, &author, number, "x")).await;
    }
    write.commit().await.unwrap();
    let seqs = async |before| -> Vec<u64> {
        let page = storage
            .list_chat_before(session.id, before, 2)
            .await
            .unwrap();
        page.iter().map(|message| message.seq).collect()
    };
    assert_eq!(seqs(None).await, [4, 5]);
    assert_eq!(seqs(Some(4)).await, [2, 3]);
    assert_eq!(seqs(Some(1)).await, [0_u64; 0]);
    assert_eq!(seqs(Some(u64::MAX)).await, [4, 5]);
}

#[tokio::test]
async fn a_stay_is_open_until_it_is_closed_and_keeps_what_the_room_showed() {
    let folder = TestFolder::new();
    let storage = open(&folder).await;
    let (session, host, other) = seeded(&storage, 1).await;
    let stay = |person: &Participant, instance, video| Stay {
        participant_id: person.id,
        session_id: session.id,
        instance: Instance(instance),
        audio: true,
        video,
        screen: video,
    };
    let later = START.plus(Duration::from_secs(1));
    let mut write = storage.begin().await.unwrap();
    write
        .put_stay(&stay(&other, u32::MAX, false), START)
        .await
        .unwrap();
    write.put_stay(&stay(&host, 7, false), later).await.unwrap();
    write.put_stay(&stay(&host, 8, true), later).await.unwrap();
    write.commit().await.unwrap();
    let kept = storage.list_kept_seats(session.id).await.unwrap();
    assert_eq!(kept.len(), 2);
    assert_eq!(
        (kept[0].participant.id, kept[0].stay.instance),
        (other.id, Instance(u32::MAX))
    );
    assert_eq!(kept[1].stay, stay(&host, 8, true));
    assert_eq!(
        storage
            .find_session(session.id)
            .await
            .unwrap()
            .unwrap()
            .empty_since,
        None
    );
    assert_eq!(
        storage.list_attended_sessions().await.unwrap(),
        [session.id]
    );

    let mut write = storage.begin().await.unwrap();
    for person in [&host, &other] {
        write.close_stay(person.id, later).await.unwrap();
    }
    write
        .set_empty_since(session.id, Some(later))
        .await
        .unwrap();
    // Coming again at the very same moment opens the same stay again.
    write.put_stay(&stay(&host, 9, true), later).await.unwrap();
    write.commit().await.unwrap();
    assert_eq!(storage.list_kept_seats(session.id).await.unwrap().len(), 1);
    assert_eq!(storage.count_session(session.id).await.unwrap().people, 2);
}

#[tokio::test]
async fn a_session_ends_once_and_its_stays_with_it() {
    let folder = TestFolder::new();
    let storage = open(&folder).await;
    let (session, host, _) = seeded(&storage, 1).await;
    let stay = Stay {
        participant_id: host.id,
        session_id: session.id,
        instance: Instance(1),
        audio: true,
        video: true,
        screen: false,
    };
    let mut write = storage.begin().await.unwrap();
    write.put_stay(&stay, START).await.unwrap();
    assert!(
        write
            .end_session(session.id, START, EndReason::TimeLimit)
            .await
            .unwrap()
    );
    assert!(
        !write
            .end_session(session.id, START, EndReason::Inactive)
            .await
            .unwrap()
    );
    write.commit().await.unwrap();
    let found = storage.find_session(session.id).await.unwrap().unwrap();
    assert_eq!(
        found.session.state,
        SessionState::Ended {
            began_at: Some(START),
            at: START,
            reason: EndReason::TimeLimit
        }
    );
    assert_eq!(storage.list_kept_seats(session.id).await.unwrap(), []);
    assert_eq!(storage.list_live_sessions(None, 10).await.unwrap(), []);
}

#[tokio::test]
async fn live_sessions_are_listed_page_by_page() {
    let folder = TestFolder::new();
    let storage = open(&folder).await;
    for number in 1..=3 {
        seeded(&storage, number).await;
    }
    let first = storage.list_live_sessions(None, 2).await.unwrap();
    let rest = storage
        .list_live_sessions(Some(first[1].session.id), 2)
        .await
        .unwrap();
    assert_eq!((first.len(), rest.len()), (2, 1));
    assert_eq!(rest[0].session.id, SessionId::from_uuid(id(3)));
}

#[tokio::test]
async fn deleting_an_old_session_deletes_all_that_belongs_to_it() {
    let folder = TestFolder::new();
    let storage = open(&folder).await;
    let (old, author, _) = seeded(&storage, 1).await;
    let (young, ..) = seeded(&storage, 2).await;
    let later = START.plus(Duration::from_secs(10));
    let mut write = storage.begin().await.unwrap();
    insert(&mut write, &message(&old, &author, 1, "x")).await;
    write
        .end_session(old.id, START, EndReason::Inactive)
        .await
        .unwrap();
    write
        .end_session(young.id, later, EndReason::Inactive)
        .await
        .unwrap();
    assert_eq!(write.delete_ended_sessions(later, 10).await.unwrap(), 1);
    write.commit().await.unwrap();
    assert_eq!(storage.find_session(old.id).await.unwrap(), None);
    assert_eq!(storage.list_names(old.id).await.unwrap().len(), 0);
    assert_eq!(storage.count_session(old.id).await.unwrap().messages, 0);
    assert!(storage.find_session(young.id).await.unwrap().is_some());
}

#[tokio::test]
async fn at_the_start_nobody_is_inside() {
    let folder = TestFolder::new();
    let storage = open(&folder).await;
    let (one, ..) = seeded(&storage, 1).await;
    let (two, ..) = seeded(&storage, 2).await;
    let now = START.plus(Duration::from_secs(60));
    let mut write = storage.begin().await.unwrap();
    write.set_empty_since(two.id, None).await.unwrap();
    write.note_start(now).await.unwrap();
    write.commit().await.unwrap();
    let empty_since = async |session: &Session| {
        storage
            .find_session(session.id)
            .await
            .unwrap()
            .unwrap()
            .empty_since
    };
    assert_eq!(empty_since(&one).await, Some(START), "since longer ago");
    assert_eq!(empty_since(&two).await, Some(now));
}

#[tokio::test]
async fn a_database_of_a_newer_program_is_refused_in_words() {
    let folder = TestFolder::new();
    let file = folder.path().join("test.db");
    Storage::open(&file).await.unwrap().close().await;
    Storage::open(&file)
        .await
        .expect("the same program opens it again")
        .close()
        .await;
    raise_schema(&file).await;
    let error = Storage::open(&file).await.unwrap_err();
    assert!(matches!(
        error,
        StorageError::NewerSchema { found: 9_999, .. }
    ));
    assert!(error.to_string().contains("newer program"), "{error}");
}

/// As a program does that knows more.
pub async fn raise_schema(file: &std::path::Path) {
    use sqlx::Connection;
    let mut connection = sqlx::SqliteConnection::connect(&format!("sqlite://{}", file.display()))
        .await
        .unwrap();
    sqlx::query(
        "INSERT INTO _sqlx_migrations (version, description, success, checksum, execution_time) \
         VALUES (9999, 'from the future', TRUE, x'00', 0)",
    )
    .execute(&mut connection)
    .await
    .unwrap();
    connection.close().await.unwrap();
}

#[tokio::test]
async fn what_was_committed_is_there_after_closing_and_opening() {
    let folder = TestFolder::new();
    let storage = open(&folder).await;
    let (session, ..) = seeded(&storage, 1).await;
    storage.close().await;
    assert!(storage.ping().await.is_err());
    let storage = open(&folder).await;
    assert!(storage.find_session(session.id).await.unwrap().is_some());
    storage.ping().await.unwrap();
}

#[tokio::test]
async fn what_a_host_decides_of_somebody_is_kept_whatever_they_change_of_themselves() {
    let folder = TestFolder::new();
    let storage = open(&folder).await;
    let (session, _, guest) = seeded(&storage, 1).await;
    let own_grants = Some(
        session
            .policy
            .viewer
            .with(visavis::domain::role::Grant::Chat, false),
    );
    let since = at(7);
    let standings = [
        Standing::Waiting { since },
        Standing::Denied,
        Standing::Admitted,
        Standing::Removed { banned: false },
        Standing::Removed { banned: true },
    ];
    assert!(!storage.has_banned_guest(session.id).await.unwrap());
    for standing in standings {
        let decided = Participant {
            role: Role::Viewer,
            own_grants,
            standing,
            ..guest.clone()
        };
        let mut write = storage.begin().await.unwrap();
        write.put_part(&decided, at(9)).await.unwrap();
        // As it was read before.
        write.update_participant(&guest).await.unwrap();
        assert_eq!(
            write.find_participant(guest.id).await.unwrap(),
            Some(decided)
        );
        write.commit().await.unwrap();
    }
    assert!(storage.has_banned_guest(session.id).await.unwrap());
    let mut write = storage.begin().await.unwrap();
    write.forget_own_grants(session.id).await.unwrap();
    write.set_role(guest.id, Role::Collaborator).await.unwrap();
    let found = write.find_participant(guest.id).await.unwrap().unwrap();
    assert_eq!((found.own_grants, found.role), (None, Role::Collaborator));
}

#[tokio::test]
async fn rules_change_while_a_session_is_live_and_no_longer() {
    let folder = TestFolder::new();
    let storage = open(&folder).await;
    let (mut session, ..) = seeded(&storage, 1).await;
    session.title = Title::clean("Another");
    session.policy.door = visavis::domain::door::Door::Locked;
    session.guests = false;
    let mut write = storage.begin().await.unwrap();
    write.update_rules(&session).await.unwrap();
    let found = write.find_session(session.id).await.unwrap().unwrap();
    assert_eq!(found.session, session);
    let reason = EndReason::ServerShutdown;
    assert!(write.end_session(session.id, at(9), reason).await.unwrap());
    let late = Session {
        title: Title::clean("Too late"),
        ..session.clone()
    };
    write.update_rules(&late).await.unwrap();
    let found = write.find_session(session.id).await.unwrap().unwrap();
    assert_eq!(found.session, session.end(at(9), reason).unwrap());
}

#[tokio::test]
async fn a_host_removes_and_announces_messages_of_their_session_only() {
    let folder = TestFolder::new();
    let storage = open(&folder).await;
    let (session, host, guest) = seeded(&storage, 1).await;
    let (other, ..) = seeded(&storage, 2).await;
    let mut write = storage.begin().await.unwrap();
    let new = message(&session, &guest, 1, "hello");
    insert(&mut write, &new).await.unwrap();
    let announce = write.announce_chat_message(other.id, new.id, true).await;
    assert_eq!(announce.unwrap(), None);
    let announced = write.announce_chat_message(session.id, new.id, true).await;
    assert!(announced.unwrap().unwrap().announcement);
    let mut delete = async |id, author| {
        write
            .delete_chat_message(id, new.id, author, at(9))
            .await
            .unwrap()
    };
    assert_eq!(delete(session.id, Some(host.id)).await, None);
    assert_eq!(delete(other.id, None).await, None);
    let gone = delete(session.id, None).await.unwrap();
    assert_eq!((gone.deleted_at, gone.announcement), (Some(at(9)), false));
    let announce = write.announce_chat_message(session.id, new.id, true).await;
    assert_eq!(announce.unwrap(), None, "there is nothing left to announce");
}
