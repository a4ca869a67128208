//! Candidates that have to wait: remote ones for the description that they belong to, own ones until the
//! other side has been told the description that they were gathered for.
//!
//! Order is kept, and a peer that only ever sends candidates cannot make it grow without end.

use crate::protocol::signal::IceCandidate;

/// A browser gathers a dozen or two in one generation; more than this is no negotiation.
const MOST: usize = 128;

/// Candidates in the order in which they came.
#[derive(Debug, Default)]
pub struct CandidateQueue(Vec<IceCandidate>);

impl CandidateQueue {
    /// Keeps a candidate for later; beyond the limit it is dropped.
    pub fn push(&mut self, candidate: IceCandidate) {
        if self.0.len() < MOST {
            self.0.push(candidate);
        }
    }

    /// Takes all of them out, oldest first.
    pub fn take(&mut self) -> Vec<IceCandidate> {
        std::mem::take(&mut self.0)
    }

    /// Drops all of them: they belong to a description that is void.
    pub fn clear(&mut self) {
        self.0.clear();
    }
}

/// Whether a gathered candidate is worth a frame. Browsers gather active TCP candidates (RFC 6544 §4.5) that
/// no other browser can answer, for none of them listens; and the end of a generation needs no message.
pub fn is_worth_sending(candidate: &str) -> bool {
    !candidate.is_empty() && !candidate.contains("tcptype active")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn candidate(number: usize) -> IceCandidate {
        IceCandidate {
            candidate: number.to_string(),
            sdp_mid: None,
            sdp_m_line_index: None,
            username_fragment: None,
        }
    }

    #[test]
    fn candidates_come_out_once_in_the_order_in_which_they_came() {
        let mut queue = CandidateQueue::default();
        queue.push(candidate(1));
        queue.push(candidate(2));
        assert_eq!(queue.take(), [candidate(1), candidate(2)]);
        assert!(queue.take().is_empty());
    }

    #[test]
    fn the_queue_does_not_grow_without_end() {
        let mut queue = CandidateQueue::default();
        (0..MOST * 2).for_each(|number| queue.push(candidate(number)));
        assert_eq!(queue.take().len(), MOST);
    }

    #[test]
    fn only_candidates_that_another_browser_can_use_are_sent() {
        assert!(is_worth_sending(
            "candidate:1 1 udp 2113937151 192.0.2.1 54400 typ host"
        ));
        assert!(!is_worth_sending(
            "candidate:2 1 tcp 1518280447 192.0.2.1 9 typ host tcptype active"
        ));
        assert!(!is_worth_sending(""));
    }
}
