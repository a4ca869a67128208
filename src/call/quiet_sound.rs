//! A session description as this page reads it of the other side: with Opus that is silent in silences (DTX), and
//! that carries the last packet once more in the next one (in-band FEC, RFC 7587 §6.1).
//!
//! Both are asked for by whoever receives. Every page would ask for them, so every page takes the other's description
//! as if it had: what travels stays as the browser made it, and nobody on the way changes it.

use std::fmt::Write;

/// `sdp` with both asked for in its first media description of sound, which is the microphone's.
pub fn with_quiet_sound(sdp: &str) -> String {
    let mut out = String::with_capacity(sdp.len() + 32);
    let mut sounds = 0;
    let mut opus = None;
    for line in sdp.split_inclusive('\n') {
        let text = line.trim_end();
        if text.starts_with("m=") {
            opus = None;
            sounds += u32::from(text.starts_with("m=audio"));
        }
        let in_microphone = sounds == 1;
        if let Some((number, codec)) = text
            .strip_prefix("a=rtpmap:")
            .and_then(|map| map.split_once(' '))
            && codec.to_ascii_lowercase().starts_with("opus/")
        {
            opus = Some(number);
        }
        let parameters = opus.and_then(|number| {
            let rest = text.strip_prefix("a=fmtp:")?.strip_prefix(number)?;
            rest.strip_prefix(' ')
        });
        match parameters {
            Some(parameters) if in_microphone => {
                out.push_str(text);
                for wish in ["usedtx", "useinbandfec"] {
                    let said = |one: &str| one.trim().split('=').next() == Some(wish);
                    if !parameters.split(';').any(said) {
                        let _ = write!(out, ";{wish}=1");
                    }
                }
                out.push_str(&line[text.len()..]);
            }
            _ => out.push_str(line),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    const SDP: &str = "v=0\r\nm=audio 9 UDP/TLS/RTP/SAVPF 111 63\r\na=rtpmap:111 opus/48000/2\r\n\
                       a=fmtp:111 minptime=10;useinbandfec=1\r\na=rtpmap:63 red/48000/2\r\na=fmtp:63 111/111\r\n\
                       m=video 9 UDP/TLS/RTP/SAVPF 96\r\na=rtpmap:96 VP8/90000\r\n\
                       m=audio 9 UDP/TLS/RTP/SAVPF 111\r\na=rtpmap:111 opus/48000/2\r\na=fmtp:111 minptime=10\r\n";

    #[test]
    fn the_microphone_is_silent_in_silences_and_a_screens_sound_is_left_alone() {
        let read = with_quiet_sound(SDP);
        let expected = SDP.replace(
            "a=fmtp:111 minptime=10;useinbandfec=1\r\n",
            "a=fmtp:111 minptime=10;useinbandfec=1;usedtx=1\r\n",
        );
        assert_eq!(read, expected);
    }

    #[test]
    fn what_the_other_side_says_of_it_counts() {
        let said = "m=audio 9 X 109\na=rtpmap:109 OPUS/48000/2\na=fmtp:109 usedtx=0;stereo=1";
        let expected = "m=audio 9 X 109\na=rtpmap:109 OPUS/48000/2\na=fmtp:109 usedtx=0;stereo=1;useinbandfec=1";
        assert_eq!(with_quiet_sound(said), expected);
    }

    #[test]
    fn a_description_without_opus_stays_as_it_is() {
        for sdp in [
            "",
            "v=0\r\n",
            "m=audio 9 X 0\r\na=rtpmap:0 PCMU/8000\r\na=fmtp:0 x=1\r\n",
        ] {
            assert_eq!(with_quiet_sound(sdp), sdp);
        }
    }
}
