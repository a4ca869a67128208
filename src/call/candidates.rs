//! ICE candidates as text (RFC 8839 §5.1), in a session where nobody is to learn anybody's network address: which of
//! them tell only of a relay, and what is left of a description without them.

use crate::protocol::signal::{IceCandidate, Signal};

/// What a candidate says besides of the address behind its relay.
const RELATED: [&str; 2] = ["raddr", "rport"];

/// Whether `candidate` is one of a relay, or the end of candidates.
pub fn is_relayed(candidate: &str) -> bool {
    let mut words = candidate.split_ascii_whitespace();
    match words.find(|word| *word == "typ") {
        Some(_) => words.next() == Some("relay"),
        None => candidate.trim().is_empty(),
    }
}

/// Whether all candidates in a session description are of relays.
pub fn are_relayed(sdp: &str) -> bool {
    sdp.lines()
        .filter_map(|line| line.strip_prefix("a=candidate:"))
        .all(is_relayed)
}

/// What of `signal` may be said where nobody is to learn anybody's network address.
pub fn hide_addresses(signal: Signal) -> Option<Signal> {
    match signal {
        Signal::Offer { offer_id, sdp } => Some(Signal::Offer {
            offer_id,
            sdp: without_candidates(&sdp),
        }),
        Signal::Answer { offer_id, sdp } => Some(Signal::Answer {
            offer_id,
            sdp: without_candidates(&sdp),
        }),
        Signal::Candidate { candidate } => {
            is_relayed(&candidate.candidate).then(|| Signal::Candidate {
                candidate: IceCandidate {
                    candidate: without_related(&candidate.candidate),
                    ..candidate
                },
            })
        }
        Signal::View { .. } => Some(signal),
    }
}

/// `candidate` without the address from which its relay was reached.
fn without_related(candidate: &str) -> String {
    let mut words = Vec::new();
    let mut all = candidate.split(' ');
    while let Some(word) = all.next() {
        words.push(word);
        if RELATED.contains(&word) && all.next().is_some() {
            words.push(if word == "raddr" { "0.0.0.0" } else { "0" });
        }
    }
    words.join(" ")
}

/// A session description without candidates; they are sent by themselves.
fn without_candidates(sdp: &str) -> String {
    sdp.split_inclusive('\n')
        .filter(|line| !line.starts_with("a=candidate:"))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    const HOST: &str =
        "candidate:1 1 udp 2122260223 192.168.1.5 50000 typ host generation 0 ufrag a";
    const RELAY: &str = "candidate:2 1 udp 41885439 203.0.113.7 50001 typ relay raddr 198.51.100.4 rport 50000 generation 0 ufrag a";

    #[test]
    fn only_a_relays_candidate_tells_of_nobody() {
        assert!(is_relayed(RELAY));
        assert!(is_relayed(""));
        for other in [
            HOST,
            "candidate:3 1 udp 1 198.51.100.4 1 typ srflx raddr 192.168.1.5 rport 1",
            "candidate:4 1 udp 1 198.51.100.4 1 typ",
            "candidate:5 1 udp 1 relay 1 typ host",
            "relay",
        ] {
            assert!(!is_relayed(other), "{other}");
        }
    }

    #[test]
    fn what_stands_behind_a_relay_is_left_out() {
        let told = without_related(RELAY);
        assert!(!told.contains("198.51.100.4"), "{told}");
        assert!(told.contains("typ relay raddr 0.0.0.0 rport 0 generation 0 ufrag a"));
        assert!(is_relayed(&told));
        assert_eq!(without_related(HOST), HOST);
    }

    #[test]
    fn a_description_keeps_everything_but_its_candidates() {
        let sdp = |lines: &str| format!("v=0\r\nm=audio 9 X\r\n{lines}a=mid:0\r\n");
        let full = sdp(&format!("a={HOST}\r\na={RELAY}\r\n"));
        assert!(!are_relayed(&full));
        assert!(are_relayed(&sdp(&format!("a={RELAY}\r\n"))));
        assert_eq!(without_candidates(&full), sdp(""));
        assert!(are_relayed(&without_candidates(&full)));
    }
}
