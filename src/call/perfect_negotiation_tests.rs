//! Two simulated peers, a socket that breaks, and every order of events that proptest can think of.

use proptest::prelude::*;

use super::*;

fn candidate() -> IceCandidate {
    IceCandidate {
        candidate: "candidate:1 1 udp 1 192.0.2.1 1 typ host".to_owned(),
        sdp_mid: Some("0".to_owned()),
        sdp_m_line_index: Some(0),
        username_fragment: None,
    }
}

fn sdp(origin: u32, setup: u32) -> String {
    format!("v=0\r\no=- {origin} {setup} IN IP4 127.0.0.1\r\n")
}

fn offer(offer_id: u32, sdp: String) -> Input {
    Input::Signal(Signal::Offer { offer_id, sdp })
}

fn answer(offer_id: u32, sdp: String) -> Input {
    Input::Signal(Signal::Answer { offer_id, sdp })
}

#[test]
fn a_newcomer_offers_and_the_other_answers() {
    let mut newcomer = PerfectNegotiation::new(true);
    let make = newcomer.handle(Input::NegotiationNeeded);
    assert_eq!(
        make,
        [Action::MakeOffer {
            restart: false,
            fresh: false
        }]
    );
    let sent = newcomer.handle(Input::OfferMade { sdp: sdp(1, 0) });
    assert_eq!(
        sent,
        [Action::Send(Signal::Offer {
            offer_id: 1,
            sdp: sdp(1, 0)
        })]
    );

    let mut other = PerfectNegotiation::new(false);
    let take = other.handle(offer(1, sdp(1, 0)));
    assert_eq!(
        take,
        [Action::TakeOffer {
            sdp: sdp(1, 0),
            fresh: false
        }]
    );
    other.handle(Input::AnswerMade { sdp: sdp(2, 0) });
    assert!(other.is_settled());

    newcomer.handle(answer(1, sdp(2, 0)));
    newcomer.handle(Input::AnswerTaken);
    assert!(newcomer.is_settled());
}

#[test]
fn a_stale_answer_is_dropped() {
    let mut peer = PerfectNegotiation::new(false);
    assert_eq!(peer.handle(answer(1, sdp(2, 0))), []);
    peer.handle(Input::NegotiationNeeded);
    peer.handle(Input::OfferMade { sdp: sdp(1, 0) });
    peer.handle(Input::ChannelBack { connected: false });
    peer.handle(Input::OfferMade { sdp: sdp(1, 1) });
    assert_eq!(peer.handle(answer(1, sdp(2, 0))), [], "it answers offer 1");
    assert_eq!(
        peer.handle(answer(2, sdp(2, 0))),
        [Action::TakeAnswer { sdp: sdp(2, 0) }]
    );
}

#[test]
fn candidates_wait_for_the_description_that_they_belong_to() {
    let mut peer = PerfectNegotiation::new(true);
    let early = Input::Signal(Signal::Candidate {
        candidate: candidate(),
    });
    assert_eq!(peer.handle(early), []);
    peer.handle(offer(1, sdp(2, 0)));
    assert_eq!(peer.handle(Input::LocalCandidate(candidate())), []);
    assert_eq!(
        peer.handle(Input::AnswerMade { sdp: sdp(1, 0) }),
        [
            Action::AddCandidate(candidate()),
            Action::Send(Signal::Answer {
                offer_id: 1,
                sdp: sdp(1, 0)
            }),
            Action::Send(Signal::Candidate {
                candidate: candidate()
            }),
        ]
    );
}

#[test]
fn when_offers_cross_the_polite_side_gives_way_on_a_new_connection() {
    let mut polite = PerfectNegotiation::new(true);
    let mut impolite = PerfectNegotiation::new(false);
    for peer in [&mut polite, &mut impolite] {
        peer.handle(Input::NegotiationNeeded);
        peer.handle(Input::OfferMade { sdp: sdp(1, 0) });
    }
    assert_eq!(impolite.handle(offer(1, sdp(2, 0))), []);
    assert_eq!(
        polite.handle(offer(1, sdp(3, 0))),
        [Action::TakeOffer {
            sdp: sdp(3, 0),
            fresh: true
        }]
    );
}

#[test]
fn an_answer_from_another_connection_makes_a_new_one_on_this_side_too() {
    let mut peer = PerfectNegotiation::new(false);
    peer.handle(offer(1, sdp(2, 0)));
    peer.handle(Input::AnswerMade { sdp: sdp(1, 0) });
    peer.handle(Input::RestartNeeded);
    peer.handle(Input::OfferMade { sdp: sdp(1, 1) });
    assert_eq!(
        peer.handle(answer(1, sdp(9, 0))),
        [Action::MakeOffer {
            restart: false,
            fresh: true
        }]
    );
}

/// `from` has made offer `id`; `to` takes it, answers, and the answer arrives, or is refused on the way.
fn exchange(from: &mut PerfectNegotiation, to: &mut PerfectNegotiation, id: u32, arrives: bool) {
    from.handle(Input::OfferMade { sdp: sdp(1, id) });
    to.handle(offer(id, sdp(1, id)));
    to.handle(Input::AnswerMade { sdp: sdp(1, id) });
    if arrives {
        from.handle(answer(id, sdp(1, id)));
        from.handle(Input::AnswerTaken);
    }
}

/// Who answers may send less from now on: they offer what is left, and who waits is told to make sure.
#[test]
fn when_an_answer_is_refused_on_the_way_both_sides_come_to_rest() {
    for polite in [true, false] {
        let mut waits = PerfectNegotiation::new(polite);
        let mut answers = PerfectNegotiation::new(!polite);
        waits.handle(Input::NegotiationNeeded);
        exchange(&mut waits, &mut answers, 1, true);
        waits.handle(Input::NegotiationNeeded);
        exchange(&mut waits, &mut answers, 2, false);
        answers.handle(Input::NegotiationNeeded);
        exchange(&mut answers, &mut waits, 1, polite);
        assert_eq!(waits.is_settled(), polite, "it would wait for ever");
        let back = Input::ChannelBack { connected: true };
        if !waits.handle(back).is_empty() {
            exchange(&mut waits, &mut answers, 3, true);
        }
        assert!(waits.is_settled() && answers.is_settled());
    }
}

#[test]
fn after_a_failed_step_it_goes_on() {
    let mut peer = PerfectNegotiation::new(true);
    peer.handle(offer(1, sdp(2, 0)));
    peer.handle(Input::Failed { stable: true });
    assert!(peer.is_settled());
    assert_eq!(
        peer.handle(offer(2, sdp(2, 1))),
        [Action::TakeOffer {
            sdp: sdp(2, 1),
            fresh: false
        }]
    );
}

/// What the browser would know.
#[derive(Debug)]
struct SimulatedConnection {
    origin: u32,
    own_offer: Option<String>,
    local: Option<String>,
    remote: Option<String>,
}

#[derive(Debug)]
struct SimulatedPeer {
    polite: bool,
    negotiation: PerfectNegotiation,
    connection: SimulatedConnection,
    under_way: Option<Action>,
    /// What the next description will describe; changing it is what makes a negotiation needed.
    setup: u32,
    socket: bool,
}

#[derive(Debug)]
struct World {
    peers: [SimulatedPeer; 2],
    /// Signals on their way to the peer of that index.
    wires: [VecDeque<Signal>; 2],
    origins: u32,
}

#[derive(Debug, Clone, Copy)]
enum Step {
    Change(usize),
    Deliver(usize),
    Finish(usize),
    Gather(usize),
    Break(usize),
    Restart(usize),
    Lose(usize),
    Return(usize, bool),
}

impl World {
    fn new() -> Self {
        let peer = |polite, origin| SimulatedPeer {
            polite,
            negotiation: PerfectNegotiation::new(polite),
            connection: SimulatedConnection {
                origin,
                own_offer: None,
                local: None,
                remote: None,
            },
            under_way: None,
            setup: 0,
            socket: true,
        };
        Self {
            peers: [peer(false, 1), peer(true, 2)],
            wires: [VecDeque::new(), VecDeque::new()],
            origins: 2,
        }
    }

    fn renew(&mut self, who: usize) {
        self.origins += 1;
        self.peers[who].connection = SimulatedConnection {
            origin: self.origins,
            own_offer: None,
            local: None,
            remote: None,
        };
    }

    fn input(&mut self, who: usize, input: Input) {
        for action in self.peers[who].negotiation.handle(input) {
            match action {
                Action::Send(signal) => {
                    if self.peers.iter().all(|peer| peer.socket) {
                        self.wires[1 - who].push_back(signal);
                    }
                }
                Action::AddCandidate(_) => {
                    assert!(self.peers[who].connection.remote.is_some());
                }
                operation => {
                    assert!(self.peers[who].under_way.is_none(), "one thing at a time");
                    self.peers[who].under_way = Some(operation);
                }
            }
        }
    }

    fn finish(&mut self, who: usize) {
        let Some(operation) = self.peers[who].under_way.take() else {
            return;
        };
        if matches!(
            operation,
            Action::MakeOffer { fresh: true, .. } | Action::TakeOffer { fresh: true, .. }
        ) {
            self.renew(who);
        }
        let peer = &mut self.peers[who];
        let local = sdp(peer.connection.origin, peer.setup);
        let done = match operation {
            Action::MakeOffer { .. } => {
                peer.connection.own_offer = Some(local.clone());
                Input::OfferMade { sdp: local }
            }
            Action::TakeOffer { sdp, .. } => {
                if peer.connection.own_offer.take().is_some() {
                    assert!(peer.polite, "only the polite side rolls back");
                    assert!(
                        peer.connection.local.is_some(),
                        "a first offer is not rolled back"
                    );
                }
                peer.connection.remote = Some(sdp);
                peer.connection.local = Some(local.clone());
                Input::AnswerMade { sdp: local }
            }
            Action::TakeAnswer { sdp } => {
                peer.connection.local = peer.connection.own_offer.take();
                assert!(peer.connection.local.is_some(), "an answer needs an offer");
                peer.connection.remote = Some(sdp);
                Input::AnswerTaken
            }
            Action::AddCandidate(_) | Action::Send(_) => return,
        };
        self.input(who, done);
    }

    fn agrees(&self, who: usize) -> bool {
        let (peer, other) = (&self.peers[who], &self.peers[1 - who]);
        peer.connection.own_offer.is_none()
            && peer.connection.remote == Some(sdp(other.connection.origin, other.setup))
    }

    /// What the browser does by itself: says when a stable connection has something new to tell.
    fn remind(&mut self, who: usize) -> bool {
        let peer = &self.peers[who];
        let current = sdp(peer.connection.origin, peer.setup);
        let needed = peer.under_way.is_none()
            && peer.connection.own_offer.is_none()
            && peer.connection.local.as_ref() != Some(&current)
            && (peer.connection.local.is_some() || peer.setup > 0);
        if needed {
            self.input(who, Input::NegotiationNeeded);
        }
        needed
    }

    fn step(&mut self, step: Step) {
        match step {
            Step::Change(who) => {
                self.peers[who].setup += 1;
                self.remind(who);
            }
            Step::Deliver(who) => {
                if let Some(signal) = self.wires[who].pop_front() {
                    self.input(who, Input::Signal(signal));
                }
            }
            Step::Finish(who) => {
                self.finish(who);
                self.remind(who);
            }
            Step::Gather(who) => self.input(who, Input::LocalCandidate(candidate())),
            Step::Break(who) => {
                // The operation fails before the browser has changed anything.
                if self.peers[who].under_way.take().is_some() {
                    let stable = self.peers[who].connection.own_offer.is_none();
                    self.input(who, Input::Failed { stable });
                }
            }
            Step::Restart(who) => self.input(who, Input::RestartNeeded),
            Step::Lose(who) => {
                self.peers[who].socket = false;
                self.wires.iter_mut().for_each(VecDeque::clear);
            }
            Step::Return(who, connected) => {
                if !self.peers[who].socket {
                    self.peers[who].socket = true;
                    let connected = connected && self.agrees(0) && self.agrees(1);
                    self.input(who, Input::ChannelBack { connected });
                    self.input(1 - who, Input::ChannelBack { connected });
                }
            }
        }
    }

    fn settle(&mut self) {
        for who in [0, 1] {
            self.step(Step::Return(who, false));
        }
        for _ in 0..200 {
            for who in [0, 1] {
                self.finish(who);
                while !self.wires[who].is_empty() {
                    self.step(Step::Deliver(who));
                }
            }
            let quiet = self.wires.iter().all(VecDeque::is_empty)
                && self.peers.iter().all(|peer| peer.under_way.is_none());
            if quiet && !self.remind(0) && !self.remind(1) {
                return;
            }
        }
        panic!("they never come to rest: {self:?}");
    }

    fn assert_agreed(&self) {
        for who in [0, 1] {
            assert!(self.peers[who].negotiation.is_settled(), "{self:?}");
            assert!(self.agrees(who), "{self:?}");
        }
    }
}

fn step(with_failures: bool) -> impl Strategy<Value = Step> {
    let who = 0usize..2;
    let failures = u32::from(with_failures);
    prop_oneof![
        2 => who.clone().prop_map(Step::Change),
        6 => who.clone().prop_map(Step::Deliver),
        6 => who.clone().prop_map(Step::Finish),
        2 => who.clone().prop_map(Step::Gather),
        1 => who.clone().prop_map(Step::Restart),
        1 => who.clone().prop_map(Step::Lose),
        2 => (who.clone(), any::<bool>()).prop_map(|(who, up)| Step::Return(who, up)),
        failures => who.prop_map(Step::Break),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 2_000, ..ProptestConfig::default() })]

    #[test]
    fn in_whatever_order_things_happen_both_sides_agree_in_the_end(
        steps in proptest::collection::vec(step(false), 0..80)
    ) {
        let mut world = World::new();
        world.step(Step::Change(1));
        for step in steps {
            world.step(step);
        }
        world.settle();
        world.assert_agreed();
    }

    #[test]
    fn steps_that_fail_are_made_good_by_the_next_restart(
        steps in proptest::collection::vec(step(true), 0..80)
    ) {
        let mut world = World::new();
        world.step(Step::Change(1));
        for step in steps {
            world.step(step);
        }
        world.settle();
        // The link that does not connect is watched by `IceWatch`, which asks for this.
        world.step(Step::Restart(0));
        world.settle();
        world.assert_agreed();
    }
}
