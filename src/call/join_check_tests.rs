//! Looks that end well and badly, and what they say of a way.

use super::*;

fn server(urls: &[&str]) -> IceServer {
    IceServer {
        urls: urls.iter().map(|url| (*url).to_owned()).collect(),
        username: None,
        credential: None,
    }
}

#[test]
fn each_way_to_the_relay_is_tried_by_its_own_addresses() {
    let servers = [
        server(&["stun:a.example"]),
        server(&[
            "turn:a.example:3478?transport=udp",
            "turn:a.example:3478?transport=tcp",
            "turns:a.example:5349?transport=tcp",
            "turn:[2001:db8::7]:3478?transport=udp",
        ]),
    ];
    let routes = routes(&servers, true);
    let found: Vec<_> = routes
        .iter()
        .map(|(route, servers)| (*route, servers[0].urls.len(), servers.len()))
        .collect();
    assert_eq!(
        found,
        [
            (Route::Relay(Carrier::Udp), 2, 1),
            (Route::Relay(Carrier::Tcp), 1, 1),
            (Route::Relay(Carrier::Tls), 1, 1),
        ]
    );
}

#[test]
fn without_a_relay_to_try_there_is_one_way_straight() {
    let stun = [server(&["stun:a.example"])];
    assert_eq!(routes(&stun, false), [(Route::Straight, stun.to_vec())]);
    assert_eq!(routes(&[], true), [(Route::StraightUntried, Vec::new())]);
}

#[test]
fn what_is_lost_and_how_late_the_rest_is_decides_how_good_a_way_is() {
    let took = |lost: usize, millis: f64| {
        let mut took = vec![Some(millis); PACKETS];
        took[..lost].fill(None);
        Quality::of(&took)
    };
    assert_eq!(
        took(0, 12.4),
        Quality {
            lost: 0,
            millis: 12
        }
    );
    for (lost, millis, state) in [
        (4, 40.0, State::Good),
        (5, 40.0, State::Weak),
        (23, 40.0, State::Failed),
        (0, 301.0, State::Weak),
        (0, 1_001.0, State::Failed),
    ] {
        assert_eq!(took(lost, millis).state(), state, "{lost} {millis}");
    }
    assert_eq!(Quality::of(&[None, None]).lost, 1_000);
    assert_eq!(Quality::of(&[]).lost, 0);
}

#[test]
fn a_fast_line_is_tried_with_more_and_a_slow_one_is_left_alone() {
    let [small, middle, large] = limits::TRIAL_TRANSFERS;
    assert_eq!(next_transfer(None), Some(small));
    assert_eq!(next_transfer(Some((small, 90.0))), Some(middle));
    assert_eq!(next_transfer(Some((middle, 400.0))), Some(large));
    assert_eq!(next_transfer(Some((large, 400.0))), None);
    assert_eq!(next_transfer(Some((small, 4_000.0))), None);
    let speed = Speed::of(small, 4_000.0, true);
    assert_eq!((speed.kbps, speed.state()), (131, State::Weak));
    assert_eq!(Speed::of(large, 100.0, true).state(), State::Good);
    assert_eq!(Speed::of(small, 15_000.0, false).state(), State::Failed);
}

#[test]
fn one_way_that_carries_is_enough() {
    let way = |carrier, reached| Way {
        route: Route::Relay(carrier),
        tried: Tried::Done(reached),
    };
    let mut check = JoinCheck {
        ways: vec![
            way(Carrier::Udp, Reached::Nobody),
            way(Carrier::Tcp, Reached::Carries),
        ],
        ..JoinCheck::default()
    };
    assert_eq!(check.has_way(), Some(true));
    assert_eq!(check.state(Step::Way(0)), State::Weak);
    assert_eq!(check.state(Step::Way(1)), State::Good);
    check.ways[1].tried = Tried::Looking;
    assert_eq!(check.has_way(), None);
    check.ways[1].tried = Tried::Done(Reached::Silent);
    assert_eq!(check.has_way(), Some(false));
    assert_eq!(check.state(Step::Way(0)), State::Failed);
}
