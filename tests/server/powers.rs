//! A client that keeps to no rule: it says everything that can be said, in every role, over a real socket.

use tokio_tungstenite::tungstenite::Message;
use visavis::{
    domain::{door::Door, role::Role},
    protocol::{
        client_message::{ClientMessage, Reaction},
        codec,
        error_code::ErrorCode,
        host_command::HostCommand,
        server_message::ServerMessage,
    },
};

use crate::support::{Pair, TestApp};

const DOCUMENT: &str = include_str!("../../src/protocol/PROTOCOL.md");
/// The learner of the document.
const SOMEBODY: &str = "019aa1b2-0000-7000-8000-000000000002";

/// Every command that there is: the document has a sample of each, which its own test holds to the enum. Done to
/// `subject`.
fn commands(subject: &str) -> Vec<HostCommand> {
    let commands: Vec<HostCommand> = DOCUMENT
        .lines()
        .filter(|line| line.starts_with(r#"{"type":"moderate""#))
        .map(
            |line| match codec::decode(&line.replace(SOMEBODY, subject)) {
                Ok(ClientMessage::Moderate { command }) => command,
                other => panic!("{line}: {other:?}"),
            },
        )
        .collect();
    assert!(commands.len() >= 18);
    commands
}

async fn set_role(pair: &mut Pair, role: Role) {
    pair.mentor
        .command(HostCommand::SetRole {
            user_id: pair.learner_id,
            role,
        })
        .await;
    pair.mentor.settled().await;
    pair.learner.settled().await;
}

#[tokio::test]
async fn nobody_without_the_grant_does_anything_that_is_a_hosts() {
    let app = TestApp::start().await;
    let mut pair = app.pair().await;
    for role in [Role::Collaborator, Role::Viewer] {
        set_role(&mut pair, role).await;
        for subject in [pair.mentor_id, pair.learner_id] {
            for command in commands(&subject.to_string()) {
                pair.learner.command(command).await;
                pair.learner.refused_with(ErrorCode::NotAllowed).await;
            }
        }
        pair.learner.say(ClientMessage::TakeOver {}).await;
        pair.learner.refused_with(ErrorCode::NotAllowed).await;
        assert_eq!(pair.mentor.settled().await, [], "nothing came of it");
    }
}

#[tokio::test]
async fn a_host_may_do_all_of_it() {
    let count = commands(SOMEBODY).len();
    for number in 0..count {
        let app = TestApp::start().await;
        let mut pair = app.pair().await;
        let command = commands(&pair.learner_id.to_string()).remove(number);
        let ends = command == HostCommand::End {};
        let what = format!("{command:?}");
        pair.mentor.command(command).await;
        let ping = Message::text(codec::encode(&ClientMessage::Ping {}));
        pair.mentor.try_send(ping).await;
        // Where there is nobody who waits, no such message and no relay, that is said, and nothing else.
        loop {
            match pair.mentor.next().await {
                Ok(ServerMessage::Error(error)) => {
                    let fits = matches!(
                        error.code,
                        ErrorCode::UserNotFound | ErrorCode::MessageNotFound | ErrorCode::NoRelay
                    );
                    assert!(fits, "{what}: {error:?}");
                }
                Ok(ServerMessage::Pong {}) => break,
                Ok(_) => {}
                Err(code) => {
                    assert!(ends, "{what}: closed with {code}");
                    break;
                }
            }
        }
    }
}

#[tokio::test]
async fn whoever_waits_before_the_door_does_nothing_at_all() {
    let app = TestApp::start().await;
    let mut pair = app.pair().await;
    pair.mentor
        .command(HostCommand::SetDoor { door: Door::Lobby })
        .await;
    pair.mentor.session_changed().await;
    let (_, mut outside) = app.enter(pair.id, "Outside", 9).await;
    let id = outside.knocking().await.user_id;
    pair.mentor.waiting().await;
    let mut said: Vec<ClientMessage> = commands(&id.to_string())
        .into_iter()
        .map(|command| ClientMessage::Moderate { command })
        .collect();
    said.extend([
        ClientMessage::TakeOver {},
        ClientMessage::RaiseHand { raised: true },
        ClientMessage::React {
            reaction: Reaction::Heart,
        },
    ]);
    for message in said {
        outside.say(message).await;
        outside.refused_with(ErrorCode::NotAdmitted).await;
    }
    outside.signal(pair.mentor_id, 1, 1).await;
    outside.refused_with(ErrorCode::NotAdmitted).await;
    assert_eq!(pair.mentor.settled().await, []);
}
