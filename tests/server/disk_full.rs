//! A disk without place: what cannot be stored is refused, what was acknowledged stays, the server lives.

use std::fs;

use visavis::protocol::{error_code::ErrorCode, server_message::ServerMessage};

use crate::support::{Browser, Program, TestFolder, get, local_ref};

const LISTEN: [&str; 2] = ["--listen", "127.0.0.1:0"];
/// Kibibytes beside a fresh database: enough for people to come in, too few for the messages of this test.
const PLACE: u32 = 160;
/// The longest message, so that the disk is full before the pace is too fast.
const BODY: usize = 2_000;

#[tokio::test]
async fn a_full_disk_refuses_messages_and_loses_none_that_was_acknowledged() {
    let folder = TestFolder::new();
    let fresh = Program::start(folder.path(), &LISTEN).await;
    assert_eq!(fresh.stop("-TERM").await.0, Some(0));
    let database = fs::metadata(folder.path().join("visavis.db")).unwrap();
    let disk = u32::try_from(database.len() / 1_024).unwrap() + PLACE;
    let program = Program::start_on_small_disk(folder.path(), disk, &LISTEN).await;
    let mut host = Browser::new(program.address);
    let id = host.create("T", "Host").await;
    let mut peers = Vec::new();
    for number in 0..3 {
        let mut browser = Browser::new(program.address);
        assert_eq!(browser.join(id, &format!("W{number}")).await.status, 200);
        let mut peer = browser.open(id).await;
        peer.hello(number, Some(0)).await;
        let info = peer.entered().await;
        peers.push((browser, peer, info.me.id));
    }
    let mut acknowledged = Vec::new();
    let mut refused = None;
    'writing: for number in 0..10_u128 {
        for (writer, (_, peer, own)) in peers.iter_mut().enumerate() {
            let local_ref = local_ref(number);
            peer.chat(local_ref, &"a".repeat(BODY)).await;
            loop {
                match peer.hear().await {
                    ServerMessage::Chat { message } if message.author_id == *own => {
                        acknowledged.push(message);
                        break;
                    }
                    ServerMessage::Error(error) => {
                        refused = Some((writer, local_ref, error));
                        break 'writing;
                    }
                    _ => {}
                }
            }
        }
    }
    let (writer, local_ref, error) = refused.expect("the disk is full by now");
    assert_eq!(
        (error.code, error.local_ref),
        (ErrorCode::Unavailable, Some(local_ref))
    );
    assert!(error.retry_after.is_some());

    // The server lives, and the room with it.
    assert_eq!(get(program.address, "/healthz").await.status, 200);
    let receiver = peers[(writer + 1) % 3].2;
    let (_, peer, sender) = &mut peers[writer];
    peer.signal(receiver, u32::try_from((writer + 1) % 3).unwrap(), 1)
        .await;
    let sender = *sender;
    let (_, peer, _) = &mut peers[(writer + 1) % 3];
    loop {
        if let ServerMessage::Signal { from, .. } = peer.hear().await {
            assert_eq!(from, sender);
            break;
        }
    }
    program.kill().await;

    // With place on the disk again, everything that was acknowledged is there, and the refused one finds its place.
    let program = Program::start(folder.path(), &LISTEN).await;
    let mut browser = peers[writer].0.at(program.address);
    let page = browser.history(id, None).await;
    let stored: Vec<serde_json::Value> = page["messages"].as_array().unwrap().clone();
    for message in &acknowledged {
        assert!(
            stored.contains(&serde_json::to_value(message).unwrap()),
            "number {}",
            message.seq
        );
    }
    let again = browser.write(id, local_ref, "again").await.json();
    assert_eq!(again["localRef"], serde_json::to_value(local_ref).unwrap());
}
