//! What a page asks of its call, carried out.

use super::RunningCall;
use crate::{
    call::{call_state::Phase, quality::QualityChoice},
    client::{
        engine::event::Command,
        web::{page, track::Kind},
    },
    domain::{clock::Timestamp, ids::LocalRef},
    protocol::{client_message::ClientMessage, error_code::ErrorCode},
};

impl RunningCall {
    /// Does what the page asks for, as far as the call's phase lets it.
    pub(super) fn obey(&mut self, command: Command, now: Timestamp) {
        match command {
            Command::StartPreview if self.state.phase == Phase::Preview => {
                self.run();
                self.media.begin();
            }
            Command::Enter if self.state.phase == Phase::Preview => {
                self.state.phase = Phase::Entering;
                self.run();
                self.signaling.open(now);
                self.media.begin();
                self.media.wake();
            }
            Command::StartPreview | Command::Enter => {}
            Command::Leave => {
                self.signaling.say(&ClientMessage::Leave {});
                self.end(Phase::Left);
            }
            Command::Reconnect if self.is_running() => self.signaling.open(now),
            Command::ToggleMicrophone if self.is_running() => {
                self.media.toggle(Kind::Audio);
                self.media.wake();
            }
            Command::ToggleCamera if self.is_running() => {
                // Who turns the camera on wants to be seen.
                if self.state.quality == QualityChoice::AudioOnly {
                    self.choose(QualityChoice::Auto);
                }
                self.media.toggle(Kind::Video);
            }
            Command::RetryDevices if self.is_running() => self.media.retry(),
            Command::ChooseDevice(kind, id) if self.is_running() => self.media.choose(kind, &id),
            Command::FlipCamera if self.is_running() => self.media.flip(),
            Command::Process(processing) if self.is_running() => self.media.process(processing),
            Command::TestSpeaker if self.is_running() => self.media.test_speaker(),
            Command::HushVoiceHint => {
                self.own_voice.hush();
                self.state.voice_hint = None;
            }
            Command::ToggleScreen if self.state.phase == Phase::Inside => self.screen.toggle(),
            Command::HintScreen(hint) => self.screen.hint(hint),
            Command::Reconnect
            | Command::ToggleMicrophone
            | Command::ToggleCamera
            | Command::ToggleScreen
            | Command::RetryDevices
            | Command::ChooseDevice(..)
            | Command::FlipCamera
            | Command::Process(_)
            | Command::TestSpeaker => {}
            Command::Annotate(screen, mark) => {
                self.signaling
                    .say(&ClientMessage::Annotate { screen, mark });
            }
            Command::ChooseQuality(choice) => self.choose(choice),
            Command::Say(message) => {
                if !self.signaling.say(&message) {
                    self.reducer
                        .refused(&mut self.state, ErrorCode::Unavailable);
                }
            }
            Command::AllowSound => self.others.allow_sound(),
            Command::SendChat(body) => {
                let local_ref = LocalRef::from_uuid(page::draw_uuid());
                self.letters
                    .outbox
                    .write(&mut self.state.chat, local_ref, body, now);
                self.send_chat(now);
            }
            Command::ResendChat(local_ref) => {
                self.letters
                    .outbox
                    .send_again(&mut self.state.chat, local_ref);
                self.send_chat(now);
            }
            Command::DiscardChat(local_ref) => {
                self.letters.outbox.discard(&mut self.state.chat, local_ref);
            }
            Command::LoadOlderChat => {
                let chat = &self.state.chat;
                if chat.more && !chat.loading {
                    let first = chat.messages.first().map(|message| message.seq);
                    self.letters.fetch(&mut self.state.chat, first, true);
                }
            }
        }
    }
}
