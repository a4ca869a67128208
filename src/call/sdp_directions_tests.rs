//! Descriptions as browsers write them, and what somebody who may not send would try.

use super::*;

/// What precedes the media in a description of Chromium.
const CHROMIUM: &str = "v=0\r\no=- 4611731400430051336 2 IN IP4 127.0.0.1\r\ns=-\r\nt=0 0\r\n\
    a=group:BUNDLE 0 1\r\na=extmap-allow-mixed\r\na=msid-semantic: WMS\r\n";
/// The same of Firefox, which says a direction for the session too.
const FIREFOX: &str = "v=0\r\no=mozilla...THIS_IS_SDPARTA-99.0 7012735110131415927 0 IN IP4 0.0.0.0\r\ns=-\r\nt=0 0\r\n\
    a=fingerprint:sha-256 7B:8B:F0:65:5F:78:E2:51:3B:AC:6F:F3:3F:46:1B:35\r\na=sendrecv\r\na=group:BUNDLE 0 1\r\n\
    a=ice-options:trickle\r\na=msid-semantic:WMS *\r\n";
const DATA_CHANNEL: &str = "m=application 9 UDP/DTLS/SCTP webrtc-datachannel\r\nc=IN IP4 0.0.0.0\r\n\
    a=mid:2\r\na=sendrecv\r\na=sctp-port:5000\r\na=max-message-size:262144\r\n";

fn audio(direction: &str) -> String {
    format!(
        "m=audio 9 UDP/TLS/RTP/SAVPF 111\r\nc=IN IP4 0.0.0.0\r\na=rtcp:9 IN IP4 0.0.0.0\r\na=ice-ufrag:xmnU\r\n\
         a=ice-pwd:oCSW2eMQXDJBEUcMyPyoYPyc\r\na=setup:actpass\r\na=mid:0\r\na={direction}\r\na=msid:- 0f3c\r\n\
         a=rtcp-mux\r\na=rtpmap:111 opus/48000/2\r\na=fmtp:111 minptime=10;useinbandfec=1\r\na=ssrc:3735928559 cname:k\r\n"
    )
}

fn video(direction: &str) -> String {
    format!(
        "m=video 9 UDP/TLS/RTP/SAVPF 96 97\r\nc=IN IP4 0.0.0.0\r\na=rtcp:9 IN IP4 0.0.0.0\r\na=ice-ufrag:xmnU\r\n\
         a=ice-pwd:oCSW2eMQXDJBEUcMyPyoYPyc\r\na=setup:actpass\r\na=mid:1\r\na={direction}\r\na=rtcp-mux\r\na=rtcp-rsize\r\n\
         a=rtpmap:96 VP8/90000\r\na=rtcp-fb:96 nack pli\r\na=rtpmap:97 rtx/90000\r\na=fmtp:97 apt=96\r\n"
    )
}

/// What somebody who only watches says in earnest.
fn watching() -> String {
    format!("{CHROMIUM}{}{}", audio("recvonly"), video("recvonly"))
}

fn sends(slots: &[Slot]) -> Result<Sending, SdpError> {
    Ok(Sending(slots.to_vec()))
}

/// What somebody would send in a call with pictures.
fn sending(sdp: &str) -> Result<Sending, SdpError> {
    super::sending(sdp, CallKind::Video)
}

#[test]
fn what_browsers_write_is_read() {
    let cases: &[(&str, String, Result<Sending, SdpError>)] = &[
        ("watching", watching(), sends(&[])),
        (
            "a call",
            format!("{CHROMIUM}{}{}", audio("sendrecv"), video("sendrecv")),
            sends(&[Slot::Microphone, Slot::Camera]),
        ),
        (
            "sound only",
            format!("{CHROMIUM}{}{}", audio("sendonly"), video("inactive")),
            sends(&[Slot::Microphone]),
        ),
        (
            "camera and screen",
            format!(
                "{CHROMIUM}{}{}{}",
                audio("sendrecv"),
                video("sendrecv"),
                video("sendonly")
            ),
            sends(&[Slot::Microphone, Slot::Camera, Slot::Screen]),
        ),
        (
            "a screen with its sound",
            format!("{}{}{}", watching(), video("sendrecv"), audio("sendonly")),
            sends(&[Slot::Screen, Slot::ScreenSound]),
        ),
        (
            "watching in Firefox",
            format!("{FIREFOX}{}{}", audio("recvonly"), video("recvonly")),
            sends(&[]),
        ),
        (
            "with a data channel",
            format!("{}{DATA_CHANNEL}", watching()),
            sends(&[]),
        ),
        (
            "a rejected line",
            watching().replace("m=video 9", "m=video 0"),
            sends(&[]),
        ),
        (
            "lines that end in LF alone (RFC 8866 §5)",
            watching().replace("\r\n", "\n"),
            sends(&[]),
        ),
        ("no media at all", CHROMIUM.to_owned(), sends(&[])),
        (
            "simulcast that nobody sends",
            watching().replace(
                "a=rtcp-rsize\r\n",
                "a=rid:hi send\r\na=simulcast:send hi\r\n",
            ),
            sends(&[]),
        ),
    ];
    for (name, sdp, expected) in cases {
        assert_eq!(&sending(sdp), expected, "{name}");
    }
}

/// A change of what somebody who watches says.
type Trick = (&'static str, fn(&str) -> String);

/// Changes the direction of the sound.
fn directed(sdp: &str, line: &str) -> String {
    sdp.replacen("a=recvonly\r\n", line, 1)
}

const TRICKS: &[Trick] = &[
    // Another direction, said plainly.
    ("sendrecv", |s| directed(s, "a=sendrecv\r\n")),
    ("sendonly", |s| directed(s, "a=sendonly\r\n")),
    ("sendrecv for the picture", |_| {
        format!("{CHROMIUM}{}{}", audio("recvonly"), video("sendrecv"))
    }),
    ("sendonly for both", |s| s.replace("recvonly", "sendonly")),
    // No direction, where `sendrecv` is meant (RFC 8866 §6.7).
    ("no direction", |s| directed(s, "")),
    ("no direction, but one for the session", |s| {
        directed(s, "").replace("t=0 0\r\n", "t=0 0\r\na=recvonly\r\n")
    }),
    ("no direction anywhere", |s| s.replace("a=recvonly\r\n", "")),
    ("an empty attribute", |s| directed(s, "a=\r\n")),
    ("the word after a colon", |s| directed(s, "a=:recvonly\r\n")),
    ("the word of another attribute", |s| {
        directed(s, "a=direction:recvonly\r\n")
    }),
    ("the word as somebody's own attribute", |s| {
        directed(s, "a=x-recvonly\r\n")
    }),
    ("the word in the information line", |s| {
        directed(s, "").replace(
            "c=IN IP4 0.0.0.0\r\na=rtcp:9",
            "i=a=recvonly\r\nc=IN IP4 0.0.0.0\r\na=rtcp:9",
        )
    }),
    // Twice.
    ("sendrecv after it", |s| {
        directed(s, "a=recvonly\r\na=sendrecv\r\n")
    }),
    ("sendrecv before it", |s| {
        directed(s, "a=sendrecv\r\na=recvonly\r\n")
    }),
    ("sendonly at the end", |s| format!("{s}a=sendonly\r\n")),
    ("inactive after sendrecv", |s| {
        directed(s, "a=sendrecv\r\na=inactive\r\n")
    }),
    ("the same twice", |s| {
        directed(s, "a=recvonly\r\na=recvonly\r\n")
    }),
    ("two for the session", |s| {
        s.replace("t=0 0\r\n", "t=0 0\r\na=recvonly\r\na=sendrecv\r\n")
    }),
    ("three", |s| {
        directed(s, "a=recvonly\r\na=recvonly\r\na=sendrecv\r\n")
    }),
    // Case.
    ("SENDRECV", |s| directed(s, "a=SENDRECV\r\n")),
    ("SendRecv", |s| directed(s, "a=SendRecv\r\n")),
    ("RECVONLY", |s| directed(s, "a=RECVONLY\r\n")),
    ("SendRecv beside it", |s| {
        directed(s, "a=recvonly\r\na=SendRecv\r\n")
    }),
    ("A=sendrecv", |s| {
        directed(s, "a=recvonly\r\nA=sendrecv\r\n")
    }),
    ("M=audio", |s| s.replace("m=audio", "M=audio")),
    ("m=Audio", |s| s.replace("m=audio", "m=Audio")),
    ("m=VIDEO", |s| s.replace("m=video", "m=VIDEO")),
    // Spaces and tabs.
    ("a space before the word", |s| {
        directed(s, "a= recvonly\r\n")
    }),
    ("a space after the word", |s| directed(s, "a=recvonly \r\n")),
    ("sendrecv with a space beside it", |s| {
        directed(s, "a=recvonly\r\na=sendrecv \r\n")
    }),
    ("a space before the equals sign", |s| {
        directed(s, "a =recvonly\r\n")
    }),
    ("a tab before the word", |s| directed(s, "a=\trecvonly\r\n")),
    ("a tab after the word", |s| directed(s, "a=recvonly\t\r\n")),
    ("sendrecv after a tab", |s| {
        directed(s, "a=recvonly\r\na=\tsendrecv\r\n")
    }),
    ("an indented line", |s| {
        directed(s, "a=recvonly\r\n a=sendrecv\r\n")
    }),
    ("an indented media line", |s| {
        s.replace("m=audio", " m=audio")
    }),
    ("two spaces in the media line", |s| {
        s.replace("m=audio 9", "m=audio  9")
    }),
    ("a vertical tab", |s| {
        directed(s, "a=recvonly\x0ba=sendrecv\r\n")
    }),
    ("a form feed", |s| {
        directed(s, "a=recvonly\x0ca=sendrecv\r\n")
    }),
    // Values.
    ("sendrecv with a value", |s| {
        directed(s, "a=recvonly\r\na=sendrecv:1\r\n")
    }),
    ("recvonly with a value", |s| {
        directed(s, "a=recvonly:sendrecv\r\n")
    }),
    ("recvonly with an empty value", |s| {
        directed(s, "a=recvonly:\r\n")
    }),
    ("sendrecv with a word after it", |s| {
        directed(s, "a=recvonly\r\na=sendrecv now\r\n")
    }),
    ("sendrecv with a letter after it", |s| {
        directed(s, "a=recvonly\r\na=sendrecvs\r\n")
    }),
    ("two words in one", |s| {
        directed(s, "a=recvonly,sendrecv\r\n")
    }),
    // Ends of lines.
    ("CR alone hides sendrecv", |s| {
        directed(s, "a=recvonly\ra=sendrecv\r\n")
    }),
    ("CR alone hides recvonly", |s| {
        directed(s, "a=sendrecv\ra=recvonly\r\n")
    }),
    ("CR CR LF", |s| directed(s, "a=recvonly\r\r\n")),
    ("LF CR", |s| directed(s, "a=recvonly\n\r")),
    ("CR everywhere", |s| s.replace("\r\n", "\r")),
    ("an empty line before sendrecv", |s| {
        directed(s, "a=recvonly\r\n\r\na=sendrecv\r\n")
    }),
    ("no end of the last line", |s| {
        s.trim_end().to_owned() + "\r\na=sendrecv"
    }),
    ("NUL", |s| directed(s, "a=recvonly\0\r\n")),
    ("NUL before sendrecv", |s| {
        directed(s, "a=recvonly\r\n\0a=sendrecv\r\n")
    }),
    ("the line separator of Unicode", |s| {
        directed(s, "a=recvonly\u{2028}a=sendrecv\r\n")
    }),
    ("the next line of Latin-1", |s| {
        directed(s, "a=recvonly\u{85}a=sendrecv\r\n")
    }),
    ("a byte order mark", |s| format!("\u{feff}{s}")),
    ("a letter that looks like e", |s| {
        directed(s, "a=r\u{435}cvonly\r\n")
    }),
    ("a space of no width", |s| {
        directed(s, "a=recvonly\u{200b}\r\n")
    }),
    // More media.
    ("one more line of sound", |s| {
        s.to_owned() + &audio("sendrecv")
    }),
    ("one more line without a direction", |s| {
        s.to_owned() + "m=video 9 UDP/TLS/RTP/SAVPF 96\r\n"
    }),
    ("a sending line at port 0, in the bundle", |s| {
        s.to_owned()
            + &video("sendrecv")
                .replace("m=video 9", "m=video 0")
                .replace("a=rtcp-mux", "a=bundle-only")
    }),
    ("a sending line outside the bundle", |s| {
        s.replace("BUNDLE 0 1", "BUNDLE 0")
            .replace("a=mid:1\r\na=recvonly", "a=mid:1\r\na=sendonly")
    }),
    ("a sending line with the same mid", |s| {
        s.to_owned() + &audio("sendonly")
    }),
    ("media of kind text", |s| {
        s.to_owned() + "m=text 9 UDP/TLS/RTP/SAVPF 98\r\na=recvonly\r\n"
    }),
    ("media of kind image", |s| {
        s.to_owned() + "m=image 9 udptl t38\r\na=recvonly\r\n"
    }),
    ("media of no kind", |s| {
        s.to_owned() + "m= 9 UDP/TLS/RTP/SAVPF 98\r\na=recvonly\r\n"
    }),
    ("sound as an application", |s| {
        s.to_owned() + "m=application 9 UDP/TLS/RTP/SAVPF 111\r\na=sendrecv\r\n"
    }),
    ("a data channel of another kind", |s| {
        s.to_owned() + "m=application 9 UDP/BFCP *\r\na=recvonly\r\n"
    }),
    ("many lines", |s| {
        s.to_owned() + &video("recvonly").repeat(40)
    }),
    ("a media line without its fields", |s| {
        s.to_owned() + "m=audio\r\na=recvonly\r\n"
    }),
    ("a port that is none", |s| {
        s.replace("m=audio 9", "m=audio nine")
    }),
    // Order, and what is not a description.
    ("two descriptions in one", |s| {
        s.to_owned() + &watching().replace("recvonly", "sendrecv")
    }),
    ("a version in the middle", |s| {
        directed(s, "v=0\r\na=recvonly\r\n")
    }),
    ("no version", |s| s.replace("v=0\r\n", "")),
    ("another version", |s| s.replace("v=0\r\n", "v=1\r\n")),
    ("nothing", |_| String::new()),
    ("one end of line", |_| "\r\n".to_owned()),
    ("JSON", |_| {
        r#"{"type":"offer","sdp":"a=recvonly"}"#.to_owned()
    }),
    ("a line of a megabyte", |s| {
        directed(s, &format!("a=recvonly{}\r\n", " ".repeat(1 << 20)))
    }),
    ("a megabyte, and then sendrecv", |s| {
        directed(
            s,
            &format!(
                "a=recvonly\r\na=x:{}\r\na=sendrecv\r\n",
                "x".repeat(1 << 20)
            ),
        )
    }),
];

#[test]
fn no_trick_passes_for_watching() {
    assert!(TRICKS.len() >= 60, "{} tricks", TRICKS.len());
    let watching = watching();
    for (name, trick) in TRICKS {
        let tricked = trick(&watching);
        assert_ne!(tricked, watching, "{name} changes nothing");
        assert_ne!(sending(&tricked), sends(&[]), "{name}");
    }
}

#[test]
fn what_is_plainly_said_is_counted_and_not_refused() {
    let plain = [
        ("sendrecv", Slot::Microphone),
        ("sendonly", Slot::Microphone),
        ("no direction", Slot::Microphone),
        ("one more line of sound", Slot::ScreenSound),
    ];
    for (name, slot) in plain {
        let (_, trick) = TRICKS.iter().find(|(known, _)| *known == name).unwrap();
        assert_eq!(sending(&trick(&watching())), sends(&[slot]), "{name}");
    }
}

#[test]
fn a_picture_in_a_call_of_sound_only_is_a_screen() {
    let sdp = format!("{CHROMIUM}{}{}", audio("recvonly"), video("sendrecv"));
    assert_eq!(
        super::sending(&sdp, CallKind::Audio),
        sends(&[Slot::Screen])
    );
    assert_eq!(
        super::sending(&sdp, CallKind::Video),
        sends(&[Slot::Camera])
    );
}

#[test]
fn there_is_one_screen_and_one_sound_of_it() {
    for more in [video("inactive"), audio("inactive")] {
        let sdp = format!("{}{more}{more}", watching());
        assert_eq!(sending(&sdp), Err(SdpError::TooMany));
    }
}

#[test]
fn why_a_description_is_refused_is_said() {
    let cases = [
        (CHROMIUM.replace("\r\n", "\r"), SdpError::Unreadable),
        (watching() + "a=sendonly\r\n", SdpError::Ambiguous),
        (
            watching() + "m=image 9 udptl t38\r\na=recvonly\r\n",
            SdpError::UnknownMedia,
        ),
        (
            watching() + &video("recvonly").repeat(40),
            SdpError::TooMany,
        ),
    ];
    for (sdp, error) in cases {
        assert_eq!(sending(&sdp), Err(error));
    }
}
