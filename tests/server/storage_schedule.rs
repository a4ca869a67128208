//! The database by itself: appointments, their people, and codes.

use std::time::Duration;

use uuid::Uuid;
use visavis::{
    domain::{
        account::{Account, AccountState},
        ids::{ParticipantId, SeriesId, SessionId},
        limits,
        participant::{DisplayName, Participant, Standing},
        policy::{CallKind, Policy},
        preset::Preset,
        role::Role,
        rules::{RuleSet, Template},
        schedule::{Meeting, Occurrence, Part, Plan, WallTime},
        session::{CancelReason, EndReason, Session, SessionState, Title},
        time_zone::TimeZoneName,
    },
    server::storage::{Series, Storage},
};

use crate::support::{START, TestFolder, account};

const HOUR: Duration = Duration::from_secs(60 * 60);

fn id(number: u128) -> Uuid {
    Uuid::from_u128(number)
}

fn series() -> Series {
    Series {
        id: SeriesId::from_uuid(id(77)),
        title: Title::clean("Weekly"),
        kind: CallKind::Audio,
        meeting: Meeting::Mentoring,
        guests: false,
        minutes: 45,
        time_zone: TimeZoneName::parse("Europe/Berlin").unwrap(),
        anchor: WallTime::parse("2025-11-20T15:00").unwrap(),
        anchor_number: 3,
        ended_at: None,
        unattended: 2,
        paused_at: None,
        template: Template::own(RuleSet {
            history: Some(3),
            ..RuleSet::of(Preset::Interview)
        }),
    }
}

/// An appointment `hours` after the start, at `place` in the series.
fn appointment(number: u128, hours: u32, place: Option<u32>) -> Session {
    let starts_at = START.plus(HOUR * hours);
    Session {
        id: SessionId::from_uuid(id(number)),
        title: Title::clean("Title"),
        kind: CallKind::Audio,
        meeting: Meeting::Mentoring,
        policy: Policy::conversation(CallKind::Audio),
        guests: false,
        host: ParticipantId::from_uuid(id(number * 100)),
        created_at: START,
        plan: Some(Plan {
            starts_at,
            minutes: 60,
            time_zone: TimeZoneName::utc(),
            occurrence: place.map(|number| Occurrence {
                series: series().id,
                number,
            }),
            sequence: 0,
        }),
        state: SessionState::Scheduled { starts_at },
    }
}

fn hash(number: u128) -> [u8; 32] {
    let mut hash = [0; 32];
    hash[..16].copy_from_slice(&number.to_be_bytes());
    hash
}

/// A database with accounts 1 and 2, a series, and these appointments, which account 1 has made with account 2.
async fn seeded(folder: &TestFolder, appointments: &[Session]) -> Storage {
    let storage = Storage::open(&folder.path().join("test.db")).await.unwrap();
    let mut write = storage.begin().await.unwrap();
    for number in [1, 2] {
        assert!(write.insert_account(&account(number), "-").await.unwrap());
    }
    write.put_series(&series()).await.unwrap();
    for session in appointments {
        write.insert_session(session).await.unwrap();
        let host = Participant {
            id: session.host,
            session_id: session.id,
            account: Some(account(1).id),
            name: account(1).name,
            role: Role::Host,
            own_grants: None,
            standing: Standing::Admitted,
            joined_at: START,
            reads_from: Some(1),
        };
        let ticket = hash(session.host.as_uuid().as_u128());
        write.insert_participant(&host, ticket).await.unwrap();
        let members = [
            (account(1).id, Part::Mentor),
            (account(2).id, Part::Learner),
        ];
        write.put_members(session.id, &members).await.unwrap();
    }
    write.commit().await.unwrap();
    storage
}

async fn read(storage: &Storage, session: &Session) -> Session {
    let found = storage.find_session(session.id).await.unwrap().unwrap();
    found.session
}

#[tokio::test]
async fn an_appointment_is_found_as_it_was_stored_and_as_it_was_changed() {
    let folder = TestFolder::new();
    let made = appointment(10, 3, Some(1));
    let storage = seeded(&folder, std::slice::from_ref(&made)).await;
    assert_eq!(read(&storage, &made).await, made);
    let record = storage.find_session(made.id).await.unwrap().unwrap();
    assert_eq!((record.empty_since, record.changed_at), (None, START));

    let plan = Plan {
        starts_at: START.plus(HOUR * 9),
        minutes: 30,
        time_zone: TimeZoneName::parse("Asia/Kathmandu").unwrap(),
        occurrence: None,
        sequence: 0,
    };
    let changed = Session {
        title: Title::clean("Other"),
        kind: CallKind::Video,
        meeting: Meeting::Open,
        policy: Policy::conversation(CallKind::Video),
        guests: true,
        ..made.clone()
    }
    .replan(plan)
    .unwrap();
    let later = START.plus(HOUR);
    let mut write = storage.begin().await.unwrap();
    assert!(write.update_session(&changed, later).await.unwrap());
    write.commit().await.unwrap();
    let record = storage.find_session(made.id).await.unwrap().unwrap();
    assert_eq!((record.session, record.changed_at), (changed, later));
}

#[tokio::test]
async fn an_appointment_begins_once_or_is_called_off_once_or_is_missed_once() {
    let folder = TestFolder::new();
    let [live, cancelled, missed] = [10, 11, 12].map(|number| appointment(number, 1, None));
    let all = [live.clone(), cancelled.clone(), missed.clone()];
    let storage = seeded(&folder, &all).await;
    let now = START.plus(HOUR);
    let reason = CancelReason::clean("ill");
    let mut write = storage.begin().await.unwrap();
    assert!(write.start_session(live.id, now).await.unwrap());
    assert!(
        write
            .cancel_session(cancelled.id, now, &reason)
            .await
            .unwrap()
    );
    let missing = EndReason::Missed;
    assert!(write.end_session(missed.id, now, missing).await.unwrap());
    for session in &all {
        assert!(!write.start_session(session.id, now).await.unwrap());
        assert!(
            !write
                .cancel_session(session.id, now, &reason)
                .await
                .unwrap()
        );
        assert!(!write.end_session(session.id, now, missing).await.unwrap());
        assert!(!write.update_session(session, now).await.unwrap());
    }
    assert!(
        !write
            .end_session(missed.id, now, EndReason::Inactive)
            .await
            .unwrap()
    );
    write.commit().await.unwrap();
    assert_eq!(
        read(&storage, &live).await,
        live.clone().start(now).unwrap()
    );
    assert_eq!(
        read(&storage, &cancelled).await,
        cancelled.clone().cancel(now, reason).unwrap()
    );
    assert_eq!(
        read(&storage, &missed).await,
        missed.clone().end(now, missing).unwrap()
    );
    let live_now = storage.list_live_sessions(None, 10).await.unwrap();
    assert_eq!(live_now.len(), 1);
    assert_eq!(live_now[0].empty_since, Some(now));

    let mut write = storage.begin().await.unwrap();
    assert!(
        write
            .end_session(live.id, now, EndReason::Inactive)
            .await
            .unwrap()
    );
    let after = now.plus(Duration::from_secs(1));
    assert_eq!(write.delete_ended_sessions(now, 10).await.unwrap(), 0);
    assert_eq!(write.delete_ended_sessions(after, 10).await.unwrap(), 3);
    write.commit().await.unwrap();
}

#[tokio::test]
async fn what_nobody_began_and_what_nothing_follows_is_found_by_the_clock() {
    let folder = TestFolder::new();
    let first = appointment(10, 1, Some(1));
    let second = appointment(11, 2, Some(2));
    let storage = seeded(&folder, &[first.clone(), second.clone()]).await;
    let ids = |records: Vec<visavis::server::storage::SessionRecord>| -> Vec<SessionId> {
        records
            .into_iter()
            .map(|record| record.session.id)
            .collect()
    };
    let missed_at = first.plan.as_ref().unwrap().missed_at();
    let just_before = missed_at.minus(Duration::from_micros(1));
    assert_eq!(
        ids(storage.list_missed_sessions(just_before, 9).await.unwrap()),
        []
    );
    assert_eq!(
        ids(storage.list_missed_sessions(missed_at, 9).await.unwrap()),
        [first.id]
    );
    let over = second.plan.as_ref().unwrap().ends_at();
    let just_before = over.minus(Duration::from_micros(1));
    assert_eq!(
        ids(storage
            .list_unfollowed_sessions(just_before, 9)
            .await
            .unwrap()),
        []
    );
    assert_eq!(
        ids(storage.list_unfollowed_sessions(over, 9).await.unwrap()),
        [second.id]
    );
    let mut write = storage.begin().await.unwrap();
    assert_eq!(write.find_last_number(series().id).await.unwrap(), Some(2));
    let place = first.plan.unwrap().occurrence.unwrap();
    assert_eq!(
        ids(write.list_later_sessions(place).await.unwrap()),
        [second.id]
    );
    let ended = Series {
        ended_at: Some(START),
        ..series()
    };
    write.put_series(&ended).await.unwrap();
    assert_eq!(write.find_series(series().id).await.unwrap(), Some(ended));
    write.commit().await.unwrap();
    assert_eq!(
        ids(storage.list_unfollowed_sessions(over, 9).await.unwrap()),
        []
    );
}

#[tokio::test]
async fn a_series_goes_with_its_last_session() {
    let folder = TestFolder::new();
    let storage = seeded(&folder, &[appointment(10, 1, Some(1))]).await;
    let mut write = storage.begin().await.unwrap();
    let ended = Series {
        ended_at: Some(START),
        ..series()
    };
    write.put_series(&ended).await.unwrap();
    assert_eq!(write.delete_empty_series().await.unwrap(), 0);
    let session = SessionId::from_uuid(id(10));
    assert!(
        write
            .end_session(session, START, EndReason::Missed)
            .await
            .unwrap()
    );
    let later = START.plus(HOUR);
    assert_eq!(write.delete_ended_sessions(later, 10).await.unwrap(), 1);
    assert_eq!(write.delete_empty_series().await.unwrap(), 1);
}

#[tokio::test]
async fn a_place_in_a_series_is_taken_once() {
    let folder = TestFolder::new();
    let storage = seeded(&folder, &[appointment(10, 1, Some(1))]).await;
    let mut write = storage.begin().await.unwrap();
    let error = write.insert_session(&appointment(11, 1, Some(1))).await;
    assert!(error.unwrap_err().is_constraint());
}

#[tokio::test]
async fn an_account_is_one_participant_of_a_session() {
    let folder = TestFolder::new();
    let session = appointment(10, 1, None);
    let storage = seeded(&folder, std::slice::from_ref(&session)).await;
    let (maya, tom) = (account(1).id, account(2).id);
    let host = storage
        .find_participant_by_account(session.id, maya)
        .await
        .unwrap();
    assert_eq!(host.as_ref().map(|host| host.id), Some(session.host));
    assert_eq!(
        storage.find_host_account(session.id).await.unwrap(),
        Some(maya)
    );
    assert_eq!(
        storage
            .find_participant_by_account(session.id, tom)
            .await
            .unwrap(),
        None
    );
    assert!(storage.belongs_to_session(session.id, tom).await.unwrap());

    let mut write = storage.begin().await.unwrap();
    let host = host.unwrap();
    assert_eq!(
        write.find_participant(host.id).await.unwrap(),
        Some(host.clone())
    );
    let twin = Participant {
        id: ParticipantId::from_uuid(id(5)),
        ..host.clone()
    };
    let error = write.insert_participant(&twin, hash(5)).await.unwrap_err();
    assert!(error.is_constraint());
    drop(write);

    let mut write = storage.begin().await.unwrap();
    write.start_session(session.id, START).await.unwrap();
    write.replace_ticket(host.id, hash(6)).await.unwrap();
    write.commit().await.unwrap();
    let by_ticket = async |number| {
        storage
            .find_participant_by_ticket(session.id, hash(number))
            .await
            .unwrap()
            .map(|participant| participant.id)
    };
    assert_eq!(by_ticket(host.id.as_uuid().as_u128()).await, None);
    assert_eq!(by_ticket(6).await, Some(host.id));
    assert_eq!(
        storage.list_live_participants_of(maya).await.unwrap(),
        [host]
    );
    assert!(storage.is_active(maya).await.unwrap());

    let mut write = storage.begin().await.unwrap();
    let disabled = Account {
        state: AccountState::Disabled { since: START },
        ..account(1)
    };
    write.update_account(&disabled).await.unwrap();
    write.commit().await.unwrap();
    assert!(!storage.is_active(maya).await.unwrap());
    assert_eq!(
        by_ticket(6).await,
        None,
        "a ticket of a disabled account opens nothing"
    );
}

#[tokio::test]
async fn somebodys_sessions_are_listed_with_everybody_who_belongs_to_them() {
    let folder = TestFolder::new();
    let [soon, later] = [(10, 1), (11, 2)].map(|(number, hours)| appointment(number, hours, None));
    let storage = seeded(&folder, &[later.clone(), soon.clone()]).await;
    let tom = account(2).id;
    let scheduled = storage.list_scheduled_of(tom, 9).await.unwrap();
    let ids: Vec<SessionId> = scheduled.iter().map(|record| record.session.id).collect();
    assert_eq!(ids, [soon.id, later.id]);
    let mut write = storage.begin().await.unwrap();
    write.start_session(soon.id, START).await.unwrap();
    let guest = Participant {
        id: ParticipantId::from_uuid(id(5)),
        session_id: soon.id,
        account: None,
        name: DisplayName::guest(5),
        role: Role::Collaborator,
        own_grants: None,
        standing: Standing::Admitted,
        joined_at: START,
        reads_from: Some(1),
    };
    write.insert_participant(&guest, hash(5)).await.unwrap();
    write
        .put_members(later.id, &[(account(1).id, Part::Mentor)])
        .await
        .unwrap();
    assert_eq!(write.list_members(later.id).await.unwrap().len(), 1);
    assert_eq!(write.list_accounts_in(soon.id).await.unwrap().len(), 2);
    write.commit().await.unwrap();

    assert_eq!(storage.list_live_of(tom, 9).await.unwrap().len(), 1);
    assert_eq!(storage.list_scheduled_of(tom, 9).await.unwrap().len(), 0);
    assert_eq!(
        storage.list_planned_of(tom, START, 9).await.unwrap().len(),
        1
    );
    let people = storage.list_people_of(tom).await.unwrap();
    let seen: Vec<(&str, Option<Part>)> = people
        .iter()
        .map(|person| (person.who.name.as_str(), person.who.part))
        .collect();
    assert_eq!(
        seen,
        [
            ("P1", Some(Part::Mentor)),
            ("P2", Some(Part::Learner)),
            ("Guest005", None)
        ]
    );
    let mut write = storage.begin().await.unwrap();
    write
        .end_session(soon.id, START, EndReason::Inactive)
        .await
        .unwrap();
    write.commit().await.unwrap();
    assert_eq!(storage.list_past_of(tom, START, 9).await.unwrap().len(), 0);
    let after = START.plus(Duration::from_micros(1));
    assert_eq!(storage.list_past_of(tom, after, 9).await.unwrap().len(), 1);
}

#[tokio::test]
async fn a_code_leads_to_one_live_session_until_its_time_is_over() {
    let folder = TestFolder::new();
    let [one, other] = [10, 11].map(|number| appointment(number, 1, None));
    let storage = seeded(&folder, &[one.clone(), other.clone()]).await;
    let end = START.plus(limits::LIVE_CODE_LIFE);
    let put = async |session: &Session, number| {
        let mut write = storage.begin().await.unwrap();
        let put = write
            .put_live_code(session.id, hash(number), START, end)
            .await
            .unwrap();
        write.commit().await.unwrap();
        put
    };
    let found = async |number, at| {
        storage
            .find_session_by_code(hash(number), at)
            .await
            .unwrap()
    };
    assert!(put(&one, 1).await);
    assert_eq!(found(1, START).await, None, "it is not live");
    let mut write = storage.begin().await.unwrap();
    for session in [&one, &other] {
        write.start_session(session.id, START).await.unwrap();
    }
    write.commit().await.unwrap();
    assert_eq!(found(1, START).await, Some(one.id));
    assert!(!put(&other, 1).await, "it is the code of another session");
    assert!(put(&one, 2).await);
    assert_eq!(
        (found(1, START).await, found(2, START).await),
        (None, Some(one.id))
    );
    let just_before = end.minus(Duration::from_micros(1));
    assert_eq!(found(2, just_before).await, Some(one.id));
    assert_eq!(found(2, end).await, None);
    assert_eq!(
        storage.find_code_end(one.id, START).await.unwrap(),
        Some(end)
    );
    assert_eq!(storage.find_code_end(one.id, end).await.unwrap(), None);

    let mut write = storage.begin().await.unwrap();
    assert_eq!(write.delete_expired_codes(just_before).await.unwrap(), 0);
    assert_eq!(write.delete_expired_codes(end).await.unwrap(), 1);
    write.commit().await.unwrap();
    assert!(put(&one, 3).await);
    let mut write = storage.begin().await.unwrap();
    write
        .end_session(one.id, START, EndReason::Inactive)
        .await
        .unwrap();
    write.commit().await.unwrap();
    assert_eq!(storage.find_code_end(one.id, START).await.unwrap(), None);
}

#[tokio::test]
async fn a_calendar_has_one_address() {
    let folder = TestFolder::new();
    let storage = seeded(&folder, &[]).await;
    let find = async |number| storage.find_account_by_feed(hash(number)).await.unwrap();
    for number in [1, 2] {
        let mut write = storage.begin().await.unwrap();
        write
            .put_calendar_feed(account(1).id, hash(number), START)
            .await
            .unwrap();
        write.commit().await.unwrap();
    }
    assert_eq!((find(1).await, find(2).await), (None, Some(account(1).id)));
}

#[tokio::test]
async fn sessions_of_an_older_program_keep_their_life_and_all_that_belongs_to_them() {
    use sqlx::{Connection, Row, SqliteConnection};

    let folder = TestFolder::new();
    let file = folder.path().join("old.db");
    let url = format!("sqlite://{}?mode=rwc", file.display());
    let mut old = SqliteConnection::connect(&url).await.unwrap();
    for script in [
        include_str!("../../migrations/0001_sessions.sql"),
        include_str!("../../migrations/0002_accounts.sql"),
        "INSERT INTO sessions (id, title, kind, policy, host_id, created_at, ended_at, end_reason) \
         VALUES (x'01', 'Live', 'video', '{}', x'11', 5, NULL, NULL), \
                (x'02', 'Over', 'video', '{}', x'12', 6, 9, 'inactive');
         INSERT INTO participants (id, session_id, name, role, ticket_hash, joined_at) \
         VALUES (x'11', x'01', 'Maya', 'host', x'aa', 5), (x'12', x'02', 'Tom', 'host', x'bb', 6);",
        include_str!("../../migrations/0003_schedule.sql"),
    ] {
        sqlx::raw_sql(script).execute(&mut old).await.unwrap();
    }
    let rows = sqlx::query(
        "SELECT s.live_since, s.ended_at, s.meeting, s.guests, s.starts_at, p.account_id \
         FROM sessions s JOIN participants p ON p.session_id = s.id ORDER BY s.id",
    )
    .fetch_all(&mut old)
    .await
    .unwrap();
    assert_eq!(rows.len(), 2);
    for (row, (since, ended_at)) in rows.iter().zip([(5, None), (6, Some(9))]) {
        assert_eq!(row.get::<Option<i64>, _>(0), Some(since));
        assert_eq!(row.get::<Option<i64>, _>(1), ended_at);
        assert_eq!(
            (row.get::<String, _>(2).as_str(), row.get::<bool, _>(3)),
            ("open", true)
        );
        assert_eq!(row.get::<Option<i64>, _>(4), None);
        assert_eq!(row.get::<Option<Vec<u8>>, _>(5), None);
    }
}
