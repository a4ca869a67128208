//! One allocation: what a client may relay, to whom, and until when (RFC 8656 §3.2). Pure: time goes in.

use std::{
    net::{IpAddr, SocketAddr},
    time::Duration,
};

use crate::{
    call::token_bucket::TokenBucket,
    domain::{clock::Timestamp, limits::Rate},
};

/// How long an allocation lives when the client does not say (RFC 8656 §3.2), and at least.
pub(super) const USUAL_LIFE: Duration = Duration::from_secs(600);
/// How long it lives at most.
const LONGEST_LIFE: Duration = Duration::from_secs(3_600);
/// How long a permission lasts (RFC 8656 §9).
const PERMISSION: Duration = Duration::from_secs(300);
/// How long a channel lasts (RFC 8656 §12).
const CHANNEL: Duration = Duration::from_secs(600);
/// Peers of one allocation; a browser has one person at the other end, with some addresses.
const PERMISSIONS: usize = 64;
/// Channels of one allocation.
const CHANNELS: usize = 64;
/// Channel numbers (RFC 8656 §12), and those of clients that follow what was before it (RFC 5766 §11).
const CHANNEL_NUMBERS: std::ops::RangeInclusive<u16> = 0x4000..=0x7fff;
/// What one allocation may carry both ways together: 12 Mbit/s, and a second's worth at once. A picture in good
/// quality and a shared screen take a quarter of it.
const PACE: Rate = Rate {
    burst: 1_500_000,
    per: Duration::from_secs(1),
};
/// What somebody's allocation may carry who only tries: half a megabit a second, for a moment's packets.
const TRIAL_PACE: Rate = Rate {
    burst: 62_500,
    per: Duration::from_secs(1),
};
/// What one client may ask for.
const REQUESTS: Rate = Rate {
    burst: 200,
    per: Duration::from_secs(20),
};

/// Why a permission or a channel is not made.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum NotMade {
    /// There are too many.
    Full,
    /// The number is none, or bound to somebody else, or they are bound to another number.
    BadChannel,
}

/// The way to a peer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Route {
    /// Out of the relay's socket.
    Outside,
    /// To a client of this relay, without leaving the program.
    Inside,
}

#[derive(Debug)]
struct Permission {
    peer: IpAddr,
    route: Route,
    ends: Timestamp,
}

#[derive(Debug)]
struct Channel {
    number: u16,
    peer: SocketAddr,
    ends: Timestamp,
}

#[derive(Debug)]
pub(super) struct Allocation {
    ends: Timestamp,
    permissions: Vec<Permission>,
    channels: Vec<Channel>,
    pace: TokenBucket,
    requests: TokenBucket,
}

impl Allocation {
    /// A new one that lives as long as the client asked for, in seconds. Gives also how long that is.
    /// Who only tries is carried little.
    pub(super) fn new(asked: Option<u32>, trial: bool, now: Timestamp) -> (Self, Duration) {
        let life = life(asked);
        let pace = if trial { TRIAL_PACE } else { PACE };
        let allocation = Self {
            ends: now.plus(life),
            permissions: Vec::new(),
            channels: Vec::new(),
            pace: TokenBucket::new(pace, now),
            requests: TokenBucket::new(REQUESTS, now),
        };
        (allocation, life)
    }

    /// Whether its time is over.
    pub(super) fn is_over(&self, now: Timestamp) -> bool {
        self.ends <= now
    }

    /// Lets it live longer. Gives how long.
    pub(super) fn refresh(&mut self, asked: Option<u32>, now: Timestamp) -> Duration {
        let life = life(asked);
        self.ends = now.plus(life);
        life
    }

    /// Whether the client may ask for something more just now.
    pub(super) fn may_ask(&mut self, now: Timestamp) -> bool {
        self.requests.take(now, 1).is_ok()
    }

    /// Whether so many bytes more may be carried just now.
    pub(super) fn may_carry(&mut self, bytes: u32, now: Timestamp) -> bool {
        self.pace.take(now, bytes).is_ok()
    }

    /// The way to `peer`, when there is a permission.
    pub(super) fn route_to(&self, peer: IpAddr, now: Timestamp) -> Option<Route> {
        self.permissions
            .iter()
            .find(|permission| permission.peer == peer && permission.ends > now)
            .map(|permission| permission.route)
    }

    /// Permits `peer`, or permits it for longer.
    pub(super) fn permit(
        &mut self,
        peer: IpAddr,
        route: Route,
        now: Timestamp,
    ) -> Result<(), NotMade> {
        self.permissions.retain(|permission| permission.ends > now);
        let ends = now.plus(PERMISSION);
        let permission = Permission { peer, route, ends };
        match self.permissions.iter().position(|one| one.peer == peer) {
            Some(at) => self.permissions[at] = permission,
            None if self.permissions.len() >= PERMISSIONS => return Err(NotMade::Full),
            None => self.permissions.push(permission),
        }
        Ok(())
    }

    /// Binds `number` to `peer`, which permits it too, or binds it for longer.
    pub(super) fn bind(
        &mut self,
        number: u16,
        peer: SocketAddr,
        route: Route,
        now: Timestamp,
    ) -> Result<(), NotMade> {
        self.channels.retain(|channel| channel.ends > now);
        if !CHANNEL_NUMBERS.contains(&number) {
            return Err(NotMade::BadChannel);
        }
        let known = self
            .channels
            .iter()
            .position(|channel| channel.number == number || channel.peer == peer);
        match known {
            Some(at) => {
                let channel = &self.channels[at];
                if channel.number != number || channel.peer != peer {
                    return Err(NotMade::BadChannel);
                }
            }
            None if self.channels.len() >= CHANNELS => return Err(NotMade::Full),
            None => {}
        }
        self.permit(peer.ip(), route, now)?;
        let ends = now.plus(CHANNEL);
        match known {
            Some(at) => self.channels[at].ends = ends,
            None => self.channels.push(Channel { number, peer, ends }),
        }
        Ok(())
    }

    /// Whom `number` is bound to.
    pub(super) fn peer_of(&self, number: u16, now: Timestamp) -> Option<SocketAddr> {
        self.channels
            .iter()
            .find(|channel| channel.number == number && channel.ends > now)
            .map(|channel| channel.peer)
    }

    /// The number that is bound to `peer`.
    pub(super) fn channel_of(&self, peer: SocketAddr, now: Timestamp) -> Option<u16> {
        self.channels
            .iter()
            .find(|channel| channel.peer == peer && channel.ends > now)
            .map(|channel| channel.number)
    }
}

fn life(asked: Option<u32>) -> Duration {
    asked.map_or(USUAL_LIFE, |seconds| {
        Duration::from_secs(seconds.into()).clamp(USUAL_LIFE, LONGEST_LIFE)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    const START: Timestamp = Timestamp::from_millis(1_763_640_000_000);
    const SECOND: Duration = Duration::from_secs(1);

    fn peer(host: u8) -> SocketAddr {
        SocketAddr::from(([192, 0, 2, host], 4_000))
    }

    fn allocation() -> Allocation {
        Allocation::new(None, false, START).0
    }

    #[test]
    fn it_lives_ten_minutes_at_least_and_an_hour_at_most() {
        for (asked, seconds) in [
            (None, 600),
            (Some(1), 600),
            (Some(1_800), 1_800),
            (Some(u32::MAX), 3_600),
        ] {
            let (mut allocation, life) = Allocation::new(asked, false, START);
            assert_eq!(life.as_secs(), seconds, "{asked:?}");
            assert!(!allocation.is_over(START.plus(life - SECOND)));
            assert!(allocation.is_over(START.plus(life)));
            assert_eq!(allocation.refresh(asked, START.plus(life)), life);
            assert!(!allocation.is_over(START.plus(life)));
        }
    }

    #[test]
    fn a_permission_lasts_five_minutes_and_can_be_made_anew() {
        let mut allocation = allocation();
        assert_eq!(allocation.route_to(peer(1).ip(), START), None);
        allocation
            .permit(peer(1).ip(), Route::Outside, START)
            .unwrap();
        let late = START.plus(PERMISSION);
        assert_eq!(
            allocation.route_to(peer(1).ip(), late.minus(SECOND)),
            Some(Route::Outside)
        );
        assert_eq!(allocation.route_to(peer(1).ip(), late), None);
        allocation
            .permit(peer(1).ip(), Route::Outside, late)
            .unwrap();
        assert_eq!(
            allocation.route_to(peer(1).ip(), late),
            Some(Route::Outside)
        );
    }

    #[test]
    fn a_channel_is_bound_to_one_peer_and_a_peer_to_one_channel() {
        let mut allocation = allocation();
        allocation
            .bind(0x4000, peer(1), Route::Outside, START)
            .unwrap();
        assert_eq!(allocation.peer_of(0x4000, START), Some(peer(1)));
        assert_eq!(allocation.channel_of(peer(1), START), Some(0x4000));
        assert_eq!(
            allocation.route_to(peer(1).ip(), START),
            Some(Route::Outside)
        );
        let again = allocation.bind(0x4000, peer(1), Route::Outside, START.plus(SECOND));
        assert_eq!(again, Ok(()));
        for (number, host) in [(0x4000, 2), (0x4001, 1), (0x3fff, 3), (0x8000, 3)] {
            let bound = allocation.bind(number, peer(host), Route::Outside, START);
            assert_eq!(bound, Err(NotMade::BadChannel), "{number:x} {host}");
        }
        let late = START.plus(SECOND + CHANNEL);
        assert_eq!(allocation.peer_of(0x4000, late), None);
        assert_eq!(
            allocation.bind(0x4000, peer(2), Route::Outside, late),
            Ok(())
        );
    }

    #[test]
    fn there_is_a_most_of_everything() {
        let mut allocation = allocation();
        for host in 0..64 {
            let number = 0x4000 + u16::from(host);
            allocation
                .bind(number, peer(host), Route::Outside, START)
                .unwrap();
        }
        let full = Err(NotMade::Full);
        assert_eq!(
            allocation.permit(peer(64).ip(), Route::Outside, START),
            full
        );
        assert_eq!(
            allocation.bind(0x4fff, peer(64), Route::Outside, START),
            full
        );
        let (mut asked, mut carried) = (0, 0);
        while allocation.may_ask(START) {
            asked += 1;
        }
        while allocation.may_carry(1_500, START) {
            carried += 1;
        }
        assert_eq!((asked, carried), (REQUESTS.burst, PACE.burst / 1_500));
        assert!(allocation.may_ask(START.plus(SECOND)));
    }
}
