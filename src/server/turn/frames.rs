//! Where one message ends and the next begins, when they come in a stream: STUN messages and data of channels, each
//! with its length in its head (RFC 8656 §12.5). Pure.

use super::relay::PACKET;

/// The head that both kinds have in common: a type, and a length.
const HEAD: usize = 4;
/// What a STUN message has before what its length counts (RFC 8489 §5).
const STUN_HEAD: usize = 20;

/// The stream does not follow the protocol, so that nothing that comes later can be read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Malformed;

/// What has come of a stream and was not read yet. Holds one message at most, and what came along with its end.
#[derive(Debug, Default)]
pub(super) struct Frames(Vec<u8>);

impl Frames {
    /// Takes what has come.
    pub(super) fn extend(&mut self, bytes: &[u8]) {
        self.0.extend_from_slice(bytes);
    }

    /// Hands each whole message to `take`, and keeps the rest.
    pub(super) fn take_all(&mut self, mut take: impl FnMut(&[u8])) -> Result<(), Malformed> {
        let mut at = 0;
        while let Some(frame) = frame(&self.0[at..])? {
            let rest = &self.0[at..];
            if rest.len() < frame.padded {
                break;
            }
            take(&rest[..frame.length]);
            at += frame.padded;
        }
        self.0.drain(..at);
        if self.0.is_empty() {
            // A connection is silent most of the time, and should cost nothing then.
            self.0 = Vec::new();
        }
        Ok(())
    }
}

struct Frame {
    length: usize,
    padded: usize,
}

/// How long the message is with which `bytes` begin; none when that cannot be said yet.
fn frame(bytes: &[u8]) -> Result<Option<Frame>, Malformed> {
    let [kind, _, high, low, ..] = *bytes else {
        return Ok(None);
    };
    let counted = usize::from(u16::from_be_bytes([high, low]));
    let (length, padded) = match kind >> 6 {
        0 if counted % 4 == 0 => (STUN_HEAD + counted, STUN_HEAD + counted),
        1 => (HEAD + counted, HEAD + counted.next_multiple_of(4)),
        _ => return Err(Malformed),
    };
    if padded > PACKET {
        return Err(Malformed);
    }
    Ok(Some(Frame { length, padded }))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn stun(length: u8) -> Vec<u8> {
        let mut bytes = vec![0, 1, 0, length];
        bytes.resize(STUN_HEAD + usize::from(length), 7);
        bytes
    }

    fn read(frames: &mut Frames, bytes: &[u8]) -> Result<Vec<Vec<u8>>, Malformed> {
        let mut read = Vec::new();
        frames.extend(bytes);
        frames.take_all(|frame| read.push(frame.to_vec()))?;
        Ok(read)
    }

    #[test]
    fn what_is_neither_a_message_nor_data_ends_the_stream() {
        for wrong in [
            &[0x80, 0, 0, 0],
            &[0xff; 4],
            &[0, 1, 0, 3],
            &[0, 1, 0xff, 0xfc],
        ] {
            assert_eq!(
                read(&mut Frames::default(), wrong),
                Err(Malformed),
                "{wrong:?}"
            );
        }
    }

    proptest! {
        #[test]
        fn messages_are_the_same_however_the_stream_is_cut(
            kinds in prop::collection::vec((any::<bool>(), 0_u8..40), 1..8),
            cut in 1_usize..60,
        ) {
            let mut stream = Vec::new();
            let mut expected = Vec::new();
            for (is_stun, length) in kinds {
                if is_stun {
                    let message = stun(length / 4 * 4);
                    stream.extend(&message);
                    expected.push(message);
                } else {
                    let mut data = vec![0x40, 0, 0, length];
                    data.resize(HEAD + usize::from(length), 9);
                    expected.push(data.clone());
                    data.resize(data.len().next_multiple_of(4), 0);
                    stream.extend(&data);
                }
            }
            let mut frames = Frames::default();
            let mut got = Vec::new();
            for piece in stream.chunks(cut) {
                got.extend(read(&mut frames, piece).unwrap());
            }
            prop_assert_eq!(got, expected);
            prop_assert!(frames.0.is_empty());
        }

        #[test]
        fn garbage_is_never_kept_for_long(bytes in prop::collection::vec(any::<u8>(), 0..20_000)) {
            let mut frames = Frames::default();
            for piece in bytes.chunks(1_000) {
                if read(&mut frames, piece).is_err() {
                    break;
                }
                prop_assert!(frames.0.len() < PACKET);
            }
        }
    }
}
