//! Who may say what in a room: the one place that decides it, for the server, and for pages that show only what
//! would be done.
//!
//! It looks at the speaker alone. What a command is done to may forbid it as well: see [`over`].

use crate::{
    domain::{ids::ParticipantId, role::Grants},
    protocol::{
        annotation::Mark, client_message::ClientMessage, error_code::ErrorCode,
        host_command::HostCommand,
    },
};

/// Who speaks, as far as it decides what they may.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Speaker {
    /// What they may do.
    pub grants: Grants,
    /// Whether only those may write who moderate.
    pub chat_paused: bool,
    /// Whether they may take over now: no host is there, they have an account, and the rules let them.
    pub may_take_over: bool,
}

/// Whether `speaker` may say `message`.
///
/// # Errors
/// The word for why not.
pub const fn may(message: &ClientMessage, speaker: Speaker) -> Result<(), ErrorCode> {
    match message {
        ClientMessage::Hello { .. } => Err(ErrorCode::BadRequest),
        // What a description would send is looked at where it passes; what somebody says that they send is cut down
        // to what they may.
        ClientMessage::Signal { .. }
        | ClientMessage::MediaState { .. }
        | ClientMessage::RaiseHand { .. }
        | ClientMessage::React { .. }
        | ClientMessage::Trouble { .. }
        | ClientMessage::Ping {}
        | ClientMessage::UserActivity {}
        | ClientMessage::Leave {} => Ok(()),
        // Who shares a screen may always clean it, whatever else they may; whose it is the room knows.
        ClientMessage::Annotate {
            mark: Mark::ClearAll {},
            ..
        } => Ok(()),
        ClientMessage::Annotate { .. } if speaker.grants.annotate => Ok(()),
        ClientMessage::Annotate { .. } => Err(ErrorCode::NotAllowed),
        ClientMessage::Chat { .. } => may_write(speaker.grants, speaker.chat_paused),
        ClientMessage::TakeOver {} if speaker.may_take_over => Ok(()),
        ClientMessage::TakeOver {} => Err(ErrorCode::NotAllowed),
        ClientMessage::Moderate { command } => may_command(command, speaker.grants),
    }
}

/// Whether somebody with these `grants` may write.
///
/// # Errors
/// The word for why not.
pub const fn may_write(grants: Grants, chat_paused: bool) -> Result<(), ErrorCode> {
    if !grants.chat {
        return Err(ErrorCode::NotAllowed);
    }
    if chat_paused && !grants.moderate {
        return Err(ErrorCode::ChatPaused);
    }
    Ok(())
}

/// Whether somebody with these `grants` may give `command`.
///
/// # Errors
/// The word for why not.
pub const fn may_command(command: &HostCommand, grants: Grants) -> Result<(), ErrorCode> {
    match command {
        HostCommand::SetRole { .. }
        | HostCommand::SetGrant { .. }
        | HostCommand::AskToMute { .. }
        | HostCommand::LowerHand { .. }
        | HostCommand::HandOver { .. }
        | HostCommand::Remove { .. }
        | HostCommand::Admit { .. }
        | HostCommand::AdmitAll {}
        | HostCommand::Deny { .. }
        | HostCommand::Hold { .. }
        | HostCommand::SetDoor { .. }
        | HostCommand::Rename { .. }
        | HostCommand::SetPreset { .. }
        | HostCommand::SetRules { .. }
        | HostCommand::SetTakeOver { .. }
        | HostCommand::SetRelayOnly { .. }
        | HostCommand::PauseChat { .. }
        | HostCommand::RemoveMessage { .. }
        | HostCommand::Announce { .. }
        | HostCommand::Extend {}
        | HostCommand::End {} => may_lead(grants),
    }
}

/// Whether somebody with these `grants` looks after the session: gives commands, makes its links, ends it.
///
/// # Errors
/// `not_allowed`.
pub const fn may_lead(grants: Grants) -> Result<(), ErrorCode> {
    if grants.moderate {
        Ok(())
    } else {
        Err(ErrorCode::NotAllowed)
    }
}

/// Somebody whom a command is given by, or done to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Side {
    /// Who.
    pub id: ParticipantId,
    /// Whether they moderate.
    pub moderates: bool,
}

/// Whether `actor`, who may give the command, has power over `target`: over themselves, over everybody who does not
/// moderate, and, when they are the `maker` of the session, over other hosts. So hosts do not put each other out.
pub fn over(actor: Side, target: Side, maker: ParticipantId) -> bool {
    !target.moderates || actor.id == target.id || actor.id == maker
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::*;
    use crate::{
        domain::{
            policy::{CallKind, Policy},
            preset::Preset,
            role::Role,
        },
        protocol::golden::client_messages,
    };

    /// Who may say it, told once more in other words: the messages come from the document, which has every one.
    fn expected(message: &ClientMessage, role: Role, speaker: Speaker) -> Result<(), ErrorCode> {
        match message {
            ClientMessage::Hello { .. } => Err(ErrorCode::BadRequest),
            ClientMessage::Moderate { .. } if role != Role::Host => Err(ErrorCode::NotAllowed),
            ClientMessage::TakeOver {} if !speaker.may_take_over => Err(ErrorCode::NotAllowed),
            ClientMessage::Annotate { .. } if !speaker.grants.share_screen => {
                Err(ErrorCode::NotAllowed)
            }
            ClientMessage::Chat { .. } if !speaker.grants.chat => Err(ErrorCode::NotAllowed),
            ClientMessage::Chat { .. } if speaker.chat_paused && role != Role::Host => {
                Err(ErrorCode::ChatPaused)
            }
            _ => Ok(()),
        }
    }

    #[test]
    fn who_may_say_what_holds_for_every_message_in_every_role_and_preset() {
        let messages = client_messages();
        let mut looked_at = 0;
        for message in &messages {
            for preset in Preset::ALL {
                let policy = Policy::new(&preset.into(), CallKind::Video);
                for role in Role::ALL {
                    for (chat_paused, may_take_over, chat) in [
                        (false, false, true),
                        (true, false, true),
                        (false, true, true),
                        (true, true, false),
                    ] {
                        let grants = Grants {
                            chat,
                            ..policy.grants(role)
                        };
                        let speaker = Speaker {
                            grants,
                            chat_paused,
                            may_take_over,
                        };
                        assert_eq!(
                            may(message, speaker),
                            expected(message, role, speaker),
                            "{message:?} as {role:?}, {speaker:?}"
                        );
                        looked_at += 1;
                    }
                }
            }
        }
        assert_eq!(looked_at, messages.len() * 36);
    }

    #[test]
    fn hosts_have_power_over_everybody_but_each_other() {
        let id = |number| ParticipantId::from_uuid(Uuid::from_u128(number));
        let host = |number| Side {
            id: id(number),
            moderates: true,
        };
        let guest = Side {
            id: id(3),
            moderates: false,
        };
        assert!(over(host(1), guest, id(9)));
        assert!(over(host(1), host(1), id(9)));
        assert!(!over(host(1), host(2), id(9)));
        assert!(over(host(1), host(2), id(1)));
        assert!(!over(host(1), host(2), id(2)));
    }
}
