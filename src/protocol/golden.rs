//! Holds the wire to its document: every sample in `PROTOCOL.md` is decoded, encoded again and must come out
//! the same, and every message type must have a sample.

use serde_json::Value;

use super::{
    client_message::ClientMessage,
    codec::{DecodeError, decode, encode},
    error_code::ErrorCode,
    host_command::HostCommand,
    server_message::ServerMessage,
    shared::SharedMessage,
};

const DOCUMENT: &str = include_str!("PROTOCOL.md");

/// The samples of one direction: the name in the comment above each, and its JSON.
fn samples(direction: &str) -> Vec<(&'static str, &'static str)> {
    let marker = format!("<!-- {direction}: ");
    DOCUMENT
        .split(marker.as_str())
        .skip(1)
        .map(|section| {
            let (name, rest) = section
                .split_once(" -->")
                .expect("a sample's comment is closed");
            let json = rest
                .split("```json\n")
                .nth(1)
                .and_then(|block| block.split("\n```").next());
            (name, json.expect("a sample follows its comment"))
        })
        .collect()
}

fn assert_golden<M: serde::Serialize + serde::de::DeserializeOwned>(
    direction: &str,
    names: &[&str],
) {
    let samples = samples(direction);
    for (name, json) in &samples {
        let message: M = decode(json).unwrap_or_else(|error| panic!("{direction} {name}: {error}"));
        let again = encode(&message);
        assert_eq!(&again, json, "{direction} {name}");
        assert_eq!(serde_json::from_str::<Value>(json).unwrap()["type"], *name);
    }
    for name in names {
        assert!(
            samples.iter().any(|(sample, _)| sample == name),
            "PROTOCOL.md has no sample of {direction} {name}"
        );
    }
}

#[test]
fn every_client_message_is_on_the_wire_as_the_document_shows_it() {
    let names = [
        "hello",
        "signal",
        "chat",
        "media_state",
        "raise_hand",
        "react",
        "moderate",
        "take_over",
        "trouble",
        "ping",
        "user_activity",
        "leave",
    ];
    assert_golden::<ClientMessage>("client", &names);
}

#[test]
fn every_server_message_is_on_the_wire_as_the_document_shows_it() {
    let names = [
        "session_info",
        "user_joined",
        "user_left",
        "presence",
        "signal",
        "chat",
        "media_state",
        "user_changed",
        "session_changed",
        "reaction",
        "asked_to_mute",
        "ice_servers",
        "waiting",
        "at_door",
        "knocking",
        "session_terminated",
        "pong",
        "error",
    ];
    assert_golden::<ServerMessage>("server", &names);
}

#[test]
fn every_message_of_a_shared_session_is_on_the_wire_as_the_document_shows_it() {
    let names = [
        "session_info",
        "user_joined",
        "user_left",
        "session_terminated",
        "pong",
        "knocking",
        "waiting",
        "error",
    ];
    assert_golden::<SharedMessage>("shared", &names);
}

/// Every message of a client that the document shows: each type at least once, and each command of a host.
pub(crate) fn client_messages() -> Vec<ClientMessage> {
    samples("client")
        .iter()
        .map(|(name, json)| decode(json).unwrap_or_else(|error| panic!("{name}: {error}")))
        .collect()
}

/// One of each command, in the order of the enum. The list is held to the enum by [`command_number`].
fn commands() -> Vec<HostCommand> {
    client_messages()
        .into_iter()
        .filter_map(|message| match message {
            ClientMessage::Moderate { command } => Some(command),
            _ => None,
        })
        .collect()
}

/// Fails to compile when a command is new; then it gets a number, and [`COMMANDS`] grows.
const fn command_number(command: &HostCommand) -> usize {
    match command {
        HostCommand::SetRole { .. } => 0,
        HostCommand::SetGrant { .. } => 1,
        HostCommand::AskToMute { .. } => 2,
        HostCommand::LowerHand { .. } => 3,
        HostCommand::HandOver { .. } => 4,
        HostCommand::Remove { .. } => 5,
        HostCommand::Admit { .. } => 6,
        HostCommand::AdmitAll {} => 7,
        HostCommand::Deny { .. } => 8,
        HostCommand::Hold { .. } => 9,
        HostCommand::SetDoor { .. } => 10,
        HostCommand::Rename { .. } => 11,
        HostCommand::SetPreset { .. } => 12,
        HostCommand::SetRules { .. } => 13,
        HostCommand::SetTakeOver { .. } => 14,
        HostCommand::SetRelayOnly { .. } => 15,
        HostCommand::PauseChat { .. } => 16,
        HostCommand::RemoveMessage { .. } => 17,
        HostCommand::Announce { .. } => 18,
        HostCommand::Extend {} => 19,
        HostCommand::End {} => 20,
    }
}

const COMMANDS: usize = 21;

#[test]
fn every_command_of_a_host_is_on_the_wire_as_the_document_shows_it() {
    let mut numbers: Vec<usize> = commands().iter().map(command_number).collect();
    numbers.dedup();
    assert_eq!(numbers, (0..COMMANDS).collect::<Vec<_>>());
}

/// Does nothing but fail to compile when a message is new, so that nobody forgets its sample and the lists above.
#[expect(dead_code, reason = "only its match counts")]
fn every_message_has_a_sample(
    client: &ClientMessage,
    server: &ServerMessage,
    shared: &SharedMessage,
) {
    match client {
        ClientMessage::Hello { .. }
        | ClientMessage::Signal { .. }
        | ClientMessage::Chat { .. }
        | ClientMessage::MediaState { .. }
        | ClientMessage::Annotate { .. }
        | ClientMessage::RaiseHand { .. }
        | ClientMessage::React { .. }
        | ClientMessage::Moderate { .. }
        | ClientMessage::TakeOver {}
        | ClientMessage::Ping {}
        | ClientMessage::UserActivity {}
        | ClientMessage::Trouble { .. }
        | ClientMessage::Leave {} => {}
    }
    match server {
        ServerMessage::SessionInfo(_)
        | ServerMessage::UserJoined { .. }
        | ServerMessage::UserLeft { .. }
        | ServerMessage::Presence { .. }
        | ServerMessage::Signal { .. }
        | ServerMessage::Chat { .. }
        | ServerMessage::MediaState { .. }
        | ServerMessage::Annotated { .. }
        | ServerMessage::Ink { .. }
        | ServerMessage::UserChanged { .. }
        | ServerMessage::SessionChanged { .. }
        | ServerMessage::Reaction { .. }
        | ServerMessage::AskedToMute { .. }
        | ServerMessage::IceServers { .. }
        | ServerMessage::Waiting { .. }
        | ServerMessage::Knocking(_)
        | ServerMessage::SessionTerminated { .. }
        | ServerMessage::Pong {}
        | ServerMessage::AtDoor { .. }
        | ServerMessage::Error(_) => {}
    }
    match shared {
        SharedMessage::SessionInfo(_)
        | SharedMessage::UserJoined { .. }
        | SharedMessage::UserLeft { .. }
        | SharedMessage::SessionTerminated { .. }
        | SharedMessage::Knocking(_)
        | SharedMessage::Waiting { .. }
        | SharedMessage::Pong {}
        | SharedMessage::Error(_) => {}
    }
}

#[test]
fn a_field_that_is_not_known_is_ignored() {
    let message =
        decode::<ClientMessage>(r#"{"type":"ping","from":"somebody","future":1}"#).unwrap();
    assert_eq!(message, ClientMessage::Ping {});
}

#[test]
fn an_unknown_type_and_a_malformed_frame_are_told_apart() {
    let code = |text| {
        decode::<ClientMessage>(text)
            .err()
            .map(|error| error.code())
    };
    assert_eq!(code(r#"{"type":"dance"}"#), Some(ErrorCode::UnknownType));
    for text in [
        "",
        "{",
        "null",
        "[]",
        "{}",
        r#"{"type":7}"#,
        r#"{"type":"hello"}"#,
        r#"{"type":"signal","to":"x","toInstance":1,"signal":{"kind":"offer","offerId":1,"sdp":""}}"#,
        r#"{"type":"signal","to":"019aa1b2-0000-7000-8000-000000000001","toInstance":1,"signal":{"kind":"dance"}}"#,
    ] {
        assert_eq!(code(text), Some(ErrorCode::BadRequest), "{text}");
    }
}

proptest::proptest! {
    #[test]
    fn nothing_that_arrives_makes_the_decoder_panic(text in "\\PC*") {
        let _ = decode::<ClientMessage>(&text);
        let _ = decode::<ServerMessage>(&text);
    }

    #[test]
    fn a_changed_sample_is_decoded_or_refused_but_never_panics(
        sample in 0usize..40,
        position in 0usize..400,
        replacement in proptest::char::any(),
    ) {
        let samples = samples("client");
        let mut text: Vec<char> = samples[sample % samples.len()].1.chars().collect();
        let position = position % text.len();
        text[position] = replacement;
        let text: String = text.into_iter().collect();
        match decode::<ClientMessage>(&text) {
            Ok(message) => {
                let again = decode::<ClientMessage>(&encode(&message)).unwrap();
                proptest::prop_assert_eq!(again, message);
            }
            Err(DecodeError::Malformed(_) | DecodeError::UnknownType) => {}
        }
    }
}
