//! What was acknowledged is there, once, whatever happens to the process: it is killed again and again in the
//! middle of the writing.
//!
//! The control damages the database after the kill and shows that the check would have noticed.

use std::{
    collections::{HashMap, HashSet},
    net::SocketAddr,
};

use tokio::sync::mpsc;
use visavis::{
    domain::ids::{LocalRef, SessionId},
    protocol::{client_message::ClientMessage, codec, route::Route, server_message::ServerMessage},
};

use crate::support::{Browser, Peer, Program, TestFolder, local_ref};

const SESSIONS: usize = 3;
const WRITERS: usize = 3;
/// As many as a participant may write at once.
const MESSAGES: usize = 10;
/// After how many receipts the process is killed, one round each.
const KILLED_AFTER: [usize; 5] = [1, 12, 40, 71, 89];

/// Somebody who writes, and what they know of it.
struct Writer {
    session: SessionId,
    browser: Browser,
    instance: u32,
    wanted: Vec<LocalRef>,
    /// The number under which each message was acknowledged.
    receipts: HashMap<LocalRef, u64>,
}

/// Something that is not as the receipts said.
#[derive(Debug, PartialEq, Eq)]
enum Fault {
    Lost {
        session: SessionId,
        seq: u64,
    },
    Doubled {
        session: SessionId,
        local_ref: LocalRef,
    },
    Gap {
        session: SessionId,
        after: u64,
    },
}

async fn writers(program: &Program, round: u128) -> Vec<Writer> {
    let mut writers = Vec::new();
    for session in 0..SESSIONS {
        let mut host = Browser::new(program.address);
        let id = host.create("T", "Host").await;
        for writer in 0..WRITERS {
            let mut browser = Browser::new(program.address);
            assert_eq!(browser.join(id, &format!("W{writer}")).await.status, 200);
            let instance = u32::try_from(session * WRITERS + writer).unwrap();
            let wanted = (0..MESSAGES as u128)
                .map(|number| round << 64 | u128::from(instance) << 32 | number)
                .map(local_ref)
                .collect();
            writers.push(Writer {
                session: id,
                browser,
                instance,
                wanted,
                receipts: HashMap::new(),
            });
        }
    }
    writers
}

impl Writer {
    /// Goes in, sends everything that has no receipt, and collects receipts until all are there or the line
    /// breaks. Each receipt is told to `told`.
    async fn write(&mut self, address: SocketAddr, told: mpsc::Sender<()>) {
        let path = Route::Socket(self.session).path();
        // The process may be killed at any moment, also before this writer is inside.
        let Ok(mut peer) = self.browser.at(address).try_open(&path, None).await else {
            return;
        };
        if !peer.try_hello(self.instance).await {
            return;
        }
        let open: Vec<LocalRef> = self
            .wanted
            .iter()
            .filter(|name| !self.receipts.contains_key(name))
            .copied()
            .collect();
        for local_ref in open {
            let chat = ClientMessage::Chat {
                local_ref,
                body: format!("message {local_ref}"),
            };
            if !peer.try_send(codec::encode(&chat).into()).await {
                break;
            }
        }
        self.collect(&mut peer, told).await;
    }

    async fn collect(&mut self, peer: &mut Peer, told: mpsc::Sender<()>) {
        while self.receipts.len() < self.wanted.len() {
            let messages = match peer.next().await {
                Ok(ServerMessage::Chat { message }) => vec![message],
                // What is there already is a receipt as well.
                Ok(ServerMessage::SessionInfo(info)) => info.chat,
                Ok(ServerMessage::Error(error)) => panic!("refused: {error:?}"),
                Ok(_) => continue,
                Err(_) => return,
            };
            for message in messages {
                if self.wanted.contains(&message.local_ref) {
                    let before = self.receipts.insert(message.local_ref, message.seq);
                    assert!(
                        before.is_none_or(|seq| seq == message.seq),
                        "one message, two numbers"
                    );
                    if before.is_none() {
                        // Nobody counts any more when the process is killed.
                        let _ = told.send(()).await;
                    }
                }
            }
        }
    }
}

/// Lets all write at once, until `enough` receipts are there or everything is written; then kills the process.
/// Gives the writers back with every receipt that reached them.
async fn write_and_kill(program: Program, writers: Vec<Writer>, enough: usize) -> Vec<Writer> {
    let (told, mut receipts) = mpsc::channel(SESSIONS * WRITERS * MESSAGES);
    let address = program.address;
    let mut tasks = Vec::new();
    for mut writer in writers {
        let told = told.clone();
        tasks.push(tokio::spawn(async move {
            writer.write(address, told).await;
            writer
        }));
    }
    drop(told);
    let mut count = 0;
    while count < enough && receipts.recv().await.is_some() {
        count += 1;
    }
    program.kill().await;
    let mut back = Vec::new();
    for task in tasks {
        back.push(task.await.unwrap());
    }
    back
}

/// Compares what is stored with what was acknowledged.
async fn faults(program: &Program, writers: &[Writer]) -> Vec<Fault> {
    let mut faults = Vec::new();
    let mut sessions: HashMap<SessionId, Vec<&Writer>> = HashMap::new();
    for writer in writers {
        sessions.entry(writer.session).or_default().push(writer);
    }
    for (session, writers) in sessions {
        let mut browser = writers[0].browser.at(program.address);
        let page = browser.history(session, None).await;
        let stored: Vec<(u64, LocalRef)> = page["messages"]
            .as_array()
            .unwrap()
            .iter()
            .map(|message| {
                let local_ref = serde_json::from_value(message["localRef"].clone()).unwrap();
                (message["seq"].as_u64().unwrap(), local_ref)
            })
            .collect();
        for (index, (seq, _)) in stored.iter().enumerate() {
            if *seq != index as u64 + 1 {
                faults.push(Fault::Gap {
                    session,
                    after: index as u64,
                });
            }
        }
        let mut seen = HashSet::new();
        for (_, local_ref) in &stored {
            if !seen.insert(*local_ref) {
                faults.push(Fault::Doubled {
                    session,
                    local_ref: *local_ref,
                });
            }
        }
        for (local_ref, seq) in writers.iter().flat_map(|writer| &writer.receipts) {
            if !stored.contains(&(*seq, *local_ref)) {
                faults.push(Fault::Lost { session, seq: *seq });
            }
        }
    }
    faults
}

async fn start(folder: &TestFolder) -> Program {
    Program::start(
        folder.path(),
        &["--listen", "127.0.0.1:0", "--address-limits", "off"],
    )
    .await
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn no_acknowledged_message_is_lost_or_doubled_when_the_process_is_killed() {
    let folder = TestFolder::new();
    for (round, enough) in KILLED_AFTER.into_iter().enumerate() {
        let program = start(&folder).await;
        let writers = writers(&program, round as u128).await;
        let writers = write_and_kill(program, writers, enough).await;

        let program = start(&folder).await;
        assert_eq!(
            faults(&program, &writers).await,
            [],
            "right after the kill, round {round}"
        );

        // Whoever has no receipt sends again; then everything is there once.
        let mut writers = writers;
        let (told, mut receipts) = mpsc::channel(SESSIONS * WRITERS * MESSAGES);
        for writer in &mut writers {
            writer.write(program.address, told.clone()).await;
            assert_eq!(writer.receipts.len(), MESSAGES, "round {round}");
        }
        drop(told);
        while receipts.recv().await.is_some() {}
        assert_eq!(
            faults(&program, &writers).await,
            [],
            "after sending again, round {round}"
        );
        program.kill().await;
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_check_notices_a_message_that_was_acknowledged_and_is_not_on_disk() {
    let folder = TestFolder::new();
    let program = start(&folder).await;
    let writers = writers(&program, 1).await;
    // The sessions and people are in the file; from here on only the log grows.
    assert_eq!(program.stop("-TERM").await.0, Some(0));
    let program = start(&folder).await;
    let writers = write_and_kill(program, writers, 40).await;
    // As if the receipts had been sent before the commit.
    let log = folder.path().join("visavis.db-wal");
    std::fs::OpenOptions::new()
        .write(true)
        .open(log)
        .unwrap()
        .set_len(0)
        .unwrap();
    let program = start(&folder).await;
    let faults = faults(&program, &writers).await;
    assert!(
        faults
            .iter()
            .any(|fault| matches!(fault, Fault::Lost { .. })),
        "{faults:?}"
    );
    program.kill().await;
}
