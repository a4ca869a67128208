//! Chat messages acknowledged after they are on disk: committed in groups as the server does it, against one
//! commit for each message. Both on the same disk in the same run; only the ratio travels.

use std::{
    fs,
    time::{Duration, Instant},
};

use tokio::task::JoinSet;
use uuid::Uuid;
use visavis::{
    domain::{
        chat::ChatBody,
        clock::Timestamp,
        ids::{LocalRef, MessageId, ParticipantId, SessionId},
        participant::{DisplayName, Participant, Standing},
        policy::{CallKind, Policy},
        role::Role,
        schedule::Meeting,
        session::{Session, SessionState, Title},
    },
    server::{
        rooms::{ChatLog, Presence},
        storage::{NewChatMessage, Storage},
    },
};

use super::{Failure, server::empty_folder};

const WRITERS: u32 = 64;
const LASTING: Duration = Duration::from_secs(5);

/// Prints the figures.
///
/// # Errors
/// When the database cannot be used.
pub async fn measure() -> Result<(), Failure> {
    let folder = empty_folder()?;
    let measured = compare(&folder).await;
    fs::remove_dir_all(&folder)?;
    let (grouped, single) = measured?;
    println!(
        "committed in groups      {grouped:>8.0} /s   ({WRITERS} writers, each waits for its receipt)"
    );
    println!("one commit for each      {single:>8.0} /s   (same table, same disk)");
    println!("ratio                    {:>8.1}", grouped / single);
    Ok(())
}

async fn compare(folder: &std::path::Path) -> Result<(f64, f64), Failure> {
    let storage = Storage::open(&folder.join("grouped.db")).await?;
    let author = prepare(&storage).await?;
    let log = ChatLog::start(storage.clone(), Presence::default());
    let begun = Instant::now();
    let mut writers = JoinSet::new();
    for _ in 0..WRITERS {
        let (log, author) = (log.clone(), author.clone());
        writers.spawn(async move {
            let mut receipts = 0_u32;
            while begun.elapsed() < LASTING {
                let receipt = log
                    .store(message(&author))
                    .expect("the queue is longer than the writers are many");
                receipt
                    .await
                    .expect("the log lives")
                    .expect("the disk takes it");
                receipts += 1;
            }
            receipts
        });
    }
    let receipts: u32 = writers.join_all().await.into_iter().sum();
    let grouped = f64::from(receipts) / begun.elapsed().as_secs_f64();
    storage.close().await;

    let storage = Storage::open(&folder.join("single.db")).await?;
    let author = prepare(&storage).await?;
    let begun = Instant::now();
    let mut receipts = 0_u32;
    while begun.elapsed() < LASTING {
        let mut write = storage.begin().await?;
        write.insert_chat_messages(&[&message(&author)]).await?;
        write.commit().await?;
        receipts += 1;
    }
    let single = f64::from(receipts) / begun.elapsed().as_secs_f64();
    storage.close().await;
    Ok((grouped, single))
}

/// A session with one person in it.
async fn prepare(storage: &Storage) -> Result<Participant, Failure> {
    let created_at = Timestamp::from_millis(1_700_000_000_000);
    let session = Session {
        id: SessionId::from_uuid(Uuid::from_u128(1)),
        title: Title::default(),
        kind: CallKind::Video,
        meeting: Meeting::Open,
        guests: true,
        plan: None,
        policy: Policy::conversation(CallKind::Video),
        host: ParticipantId::from_uuid(Uuid::from_u128(2)),
        created_at,
        state: SessionState::Live { since: created_at },
    };
    let author = Participant {
        id: session.host,
        session_id: session.id,
        account: None,
        name: DisplayName::guest(417),
        role: Role::Host,
        own_grants: None,
        standing: Standing::Admitted,
        joined_at: created_at,
        reads_from: Some(1),
    };
    let mut write = storage.begin().await?;
    write.insert_session(&session).await?;
    write.insert_participant(&author, [0; 32]).await?;
    write.commit().await?;
    Ok(author)
}

fn message(author: &Participant) -> NewChatMessage {
    // Sortable, as the server draws them.
    let id = Uuid::now_v7();
    NewChatMessage {
        id: MessageId::from_uuid(id),
        session_id: author.session_id,
        author_id: author.id,
        author_name: author.name.clone(),
        local_ref: LocalRef::from_uuid(id),
        body: ChatBody::parse("The second one is so much calmer now.")
            .expect("neither empty nor too long"),
        sent_at: Timestamp::from_millis(1_700_000_000_000),
    }
}
