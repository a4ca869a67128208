//! Perfect negotiation (W3C WebRTC §10.7, RFC 9429 §4.1.10) as a state machine without a browser: what
//! happened goes in, what is to be done comes out, and the caller reports when it is done.
//!
//! The browser does one thing at a time here, and what arrives meanwhile waits in line, so the races of the
//! specification's example (an offer that is being made, an answer that is being set) cannot arise. When two
//! offers cross, the polite side takes the other's and forgets its own. After a socket was lost, whatever was
//! under way is offered again: the machine never waits for an answer that cannot come.

use std::collections::VecDeque;

use super::candidate_queue::CandidateQueue;
use crate::protocol::signal::{IceCandidate, Signal};

/// More waiting signals than any negotiation has; beyond it the other side is up to something.
const MOST_WAITING: usize = 256;

/// What happened.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Input {
    /// The browser says so, or the link is new and this side begins.
    NegotiationNeeded,
    /// The connection is broken and has to find new ways (ICE restart).
    RestartNeeded,
    /// The other side says something.
    Signal(Signal),
    /// The browser gathered a candidate.
    LocalCandidate(IceCandidate),
    /// [`Action::MakeOffer`] is done: the local description.
    OfferMade {
        /// The session description.
        sdp: String,
    },
    /// [`Action::TakeOffer`] is done: the local description.
    AnswerMade {
        /// The session description.
        sdp: String,
    },
    /// [`Action::TakeAnswer`] is done.
    AnswerTaken,
    /// What was to be done last failed.
    Failed {
        /// Whether the browser's signaling state is `stable` now.
        stable: bool,
    },
    /// The socket, of this side or the other, was away and is back; signals may have been lost.
    ChannelBack {
        /// Whether the peer connection is connected all the same.
        connected: bool,
    },
}

/// What is to be done. `MakeOffer`, `TakeOffer` and `TakeAnswer` come one at a time: the next one comes only
/// after the end of the last was reported.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Action {
    /// Set a local offer (`setLocalDescription`) and report [`Input::OfferMade`].
    MakeOffer {
        /// With new ICE credentials.
        restart: bool,
        /// On a new peer connection.
        fresh: bool,
    },
    /// Set the remote offer, which rolls an own one back, then a local answer, and report
    /// [`Input::AnswerMade`].
    TakeOffer {
        /// The session description.
        sdp: String,
        /// On a new peer connection.
        fresh: bool,
    },
    /// Set the remote answer and report [`Input::AnswerTaken`].
    TakeAnswer {
        /// The session description.
        sdp: String,
    },
    /// Add the remote candidate. That it fails is no harm.
    AddCandidate(IceCandidate),
    /// Tell the other side.
    Send(Signal),
}

/// The negotiation of one peer connection, seen from one end.
#[derive(Debug)]
pub struct PerfectNegotiation {
    polite: bool,
    standing: Standing,
    running: Option<Running>,
    waiting: VecDeque<Signal>,
    wanted: Wanted,
    offer_again: bool,
    offers_made: u32,
    /// An exchange of offer and answer was completed on this peer connection.
    negotiated: bool,
    /// The peer connection has a remote description, so that it takes candidates.
    described: bool,
    /// The other side's last offer was turned down, so the candidates that follow it belong to nothing.
    ignoring: bool,
    /// The peer connection is void; the next operation begins on a new one.
    void: bool,
    remote_origin: Option<String>,
    remote_candidates: CandidateQueue,
    local_candidates: CandidateQueue,
}

/// `RTCSignalingState` between two operations.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Standing {
    Stable,
    Offered { offer_id: u32 },
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Running {
    Offer { offer_id: u32 },
    Answer { offer_id: u32 },
    Accept,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Wanted {
    Nothing,
    Offer,
    Restart,
}

impl PerfectNegotiation {
    /// For a new peer connection. `polite` is true on exactly one end.
    pub fn new(polite: bool) -> Self {
        Self {
            polite,
            standing: Standing::Stable,
            running: None,
            waiting: VecDeque::new(),
            wanted: Wanted::Nothing,
            offer_again: false,
            offers_made: 0,
            negotiated: false,
            described: false,
            ignoring: false,
            void: false,
            remote_origin: None,
            remote_candidates: CandidateQueue::default(),
            local_candidates: CandidateQueue::default(),
        }
    }

    /// Whether nothing is under way and nothing is waited for.
    pub fn is_settled(&self) -> bool {
        self.standing == Standing::Stable && self.running.is_none() && self.waiting.is_empty()
    }

    /// Takes what happened and says what is to be done, in this order.
    pub fn handle(&mut self, input: Input) -> Vec<Action> {
        let mut actions = Vec::new();
        match input {
            Input::NegotiationNeeded => self.wanted = self.wanted.max(Wanted::Offer),
            Input::RestartNeeded => self.want_restart(),
            Input::Signal(signal) => {
                if self.waiting.len() < MOST_WAITING {
                    self.waiting.push_back(signal);
                }
            }
            Input::LocalCandidate(candidate) => self.gathered(candidate, &mut actions),
            Input::OfferMade { sdp } => {
                if let Some(Running::Offer { offer_id }) = self.running.take() {
                    self.standing = Standing::Offered { offer_id };
                    self.void = false;
                    actions.push(Action::Send(Signal::Offer { offer_id, sdp }));
                    self.send_candidates(&mut actions);
                }
            }
            Input::AnswerMade { sdp } => {
                if let Some(Running::Answer { offer_id }) = self.running.take() {
                    self.void = false;
                    self.complete(&mut actions);
                    actions.push(Action::Send(Signal::Answer { offer_id, sdp }));
                    self.send_candidates(&mut actions);
                }
            }
            Input::AnswerTaken => {
                if self.running.take() == Some(Running::Accept) {
                    self.complete(&mut actions);
                }
            }
            Input::Failed { stable } => {
                self.running = None;
                if stable || self.void {
                    self.standing = Standing::Stable;
                }
                self.send_candidates(&mut actions);
            }
            Input::ChannelBack { connected } => self.channel_back(connected),
        }
        while self.running.is_none() {
            match self.waiting.pop_front() {
                Some(signal) => self.take(signal, &mut actions),
                None => {
                    self.offer_if_wanted(&mut actions);
                    break;
                }
            }
        }
        actions
    }

    fn want_restart(&mut self) {
        self.wanted = if self.negotiated || self.offers_made > 0 {
            Wanted::Restart
        } else {
            Wanted::Offer
        };
        self.offer_again = true;
    }

    fn channel_back(&mut self, connected: bool) {
        if !connected {
            self.want_restart();
        } else if matches!(self.standing, Standing::Offered { .. }) {
            self.offer_again = true;
        }
    }

    fn gathered(&mut self, candidate: IceCandidate, actions: &mut Vec<Action>) {
        match self.running {
            Some(Running::Offer { .. } | Running::Answer { .. }) => {
                self.local_candidates.push(candidate);
            }
            Some(Running::Accept) | None => {
                actions.push(Action::Send(Signal::Candidate { candidate }));
            }
        }
    }

    fn send_candidates(&mut self, actions: &mut Vec<Action>) {
        let candidates = self.local_candidates.take().into_iter();
        actions.extend(candidates.map(|candidate| Action::Send(Signal::Candidate { candidate })));
    }

    fn complete(&mut self, actions: &mut Vec<Action>) {
        self.standing = Standing::Stable;
        self.negotiated = true;
        self.described = true;
        let candidates = self.remote_candidates.take().into_iter();
        actions.extend(candidates.map(Action::AddCandidate));
    }

    fn take(&mut self, signal: Signal, actions: &mut Vec<Action>) {
        match signal {
            Signal::Offer { offer_id, sdp } => self.take_offer(offer_id, sdp, actions),
            Signal::Answer { offer_id, sdp } => self.take_answer(offer_id, sdp, actions),
            Signal::Candidate { .. } if self.ignoring => {}
            Signal::Candidate { candidate } if self.described => {
                actions.push(Action::AddCandidate(candidate));
            }
            Signal::Candidate { candidate } => self.remote_candidates.push(candidate),
            // No step of a negotiation: the link has taken it.
            Signal::View { .. } => {}
        }
    }

    fn take_offer(&mut self, offer_id: u32, sdp: String, actions: &mut Vec<Action>) {
        let collision = matches!(self.standing, Standing::Offered { .. });
        if collision && !self.polite {
            self.ignoring = true;
            return;
        }
        let origin = origin(&sdp);
        // An own first offer that is taken back leaves transceivers behind that the other side's offer does
        // not use, so a connection on which nothing was agreed yet is replaced rather than rolled back.
        if self.is_another(origin.as_deref()) || (collision && !self.negotiated) {
            self.forget_connection();
        }
        self.remote_origin = origin;
        self.ignoring = false;
        // The browser asks again for what this offer does not settle.
        self.wanted = Wanted::Nothing;
        self.offer_again = false;
        self.standing = Standing::Stable;
        self.running = Some(Running::Answer { offer_id });
        let fresh = self.void;
        actions.push(Action::TakeOffer { sdp, fresh });
    }

    fn take_answer(&mut self, offer_id: u32, sdp: String, actions: &mut Vec<Action>) {
        if self.standing != (Standing::Offered { offer_id }) {
            return;
        }
        let origin = origin(&sdp);
        self.ignoring = false;
        if self.is_another(origin.as_deref()) {
            self.forget_connection();
            self.remote_origin = None;
            self.standing = Standing::Stable;
            self.make_offer(false, actions);
        } else {
            self.remote_origin = origin;
            self.running = Some(Running::Accept);
            actions.push(Action::TakeAnswer { sdp });
        }
    }

    fn offer_if_wanted(&mut self, actions: &mut Vec<Action>) {
        let free = self.wanted > Wanted::Nothing && self.standing == Standing::Stable;
        if free || self.offer_again {
            self.make_offer(self.wanted == Wanted::Restart, actions);
        }
    }

    fn make_offer(&mut self, restart: bool, actions: &mut Vec<Action>) {
        self.wanted = Wanted::Nothing;
        self.offer_again = false;
        self.offers_made = self.offers_made.wrapping_add(1);
        self.running = Some(Running::Offer {
            offer_id: self.offers_made,
        });
        actions.push(Action::MakeOffer {
            restart: restart && !self.void,
            fresh: self.void,
        });
    }

    /// Whether a description comes from another peer connection than those before: the other side has begun
    /// anew, and what was agreed with its former connection is void.
    fn is_another(&self, origin: Option<&str>) -> bool {
        self.remote_origin.is_some() && self.remote_origin.as_deref() != origin
    }

    fn forget_connection(&mut self) {
        self.void = true;
        self.negotiated = false;
        self.described = false;
        self.remote_candidates.clear();
        self.local_candidates.clear();
    }
}

/// The session id of a description's origin line (RFC 8866 §5.2), which stays the same as long as the peer
/// connection lives (RFC 9429 §5.2.1).
fn origin(sdp: &str) -> Option<String> {
    let line = sdp.lines().find_map(|line| line.strip_prefix("o="))?;
    line.split(' ').nth(1).map(str::to_owned)
}

#[cfg(test)]
#[path = "perfect_negotiation_tests.rs"]
mod tests;
