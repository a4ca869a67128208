//! To whom the relay sends for somebody: to the outer world, and to nobody inside.
//!
//! A relay is a way into every network that the server stands in, so it refuses what is not meant for the outer world
//! (RFC 8656 §21.3.1): also where such an address hides in another one.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, UdpSocket};

use crate::server::config::Network;

/// Which peers are refused.
#[derive(Debug)]
pub(super) struct PeerPolicy {
    allowed: Vec<Network>,
    own: Vec<IpAddr>,
}

/// What a peer is to the relay.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Peer {
    /// It may be sent to.
    Allowed,
    /// It is not meant for the outer world, or ours.
    Forbidden,
}

impl PeerPolicy {
    /// Refuses what is not meant for the outer world and `own` addresses, except what is `allowed`.
    pub(super) fn new(allowed: Vec<Network>, own: Vec<IpAddr>) -> Self {
        Self { allowed, own }
    }

    /// What `address` is. Asks the system whether it is one of its own, so not for every packet.
    pub(super) fn judge(&self, address: IpAddr) -> Peer {
        if self.allowed.iter().any(|network| network.contains(address)) {
            Peer::Allowed
        } else if is_forbidden(address) || self.own.contains(&address) || is_own(address) {
            Peer::Forbidden
        } else {
            Peer::Allowed
        }
    }
}

/// Whether packets to `address` would stay on this machine: then it is also where they would come from.
fn is_own(address: IpAddr) -> bool {
    /// "Discard" (RFC 863); nothing is sent.
    const ANY_PORT: u16 = 9;
    let any: IpAddr = if address.is_ipv4() {
        Ipv4Addr::UNSPECIFIED.into()
    } else {
        Ipv6Addr::UNSPECIFIED.into()
    };
    let from = UdpSocket::bind((any, 0)).and_then(|socket| {
        socket.connect((address, ANY_PORT))?;
        socket.local_addr()
    });
    // What cannot be reached cannot be harmed.
    from.is_ok_and(|from| from.ip() == address)
}

/// Whether `address` is not for the outer world.
pub(super) fn is_forbidden(address: IpAddr) -> bool {
    match address.to_canonical() {
        IpAddr::V4(address) => is_forbidden_v4(address),
        IpAddr::V6(address) => is_forbidden_v6(address),
    }
}

/// The special-purpose addresses of RFC 6890 that are not for the outer world.
fn is_forbidden_v4(address: Ipv4Addr) -> bool {
    let [a, b, c, _] = address.octets();
    match (a, b, c) {
        // This network, private, loopback.
        (0 | 10 | 127, ..)
        // Shared by customers of a provider (RFC 6598).
        | (100, 64..=127, _)
        | (169, 254, _)
        | (172, 16..=31, _)
        | (192, 0, 0)
        | (192, 168, _)
        // Benchmarks (RFC 2544).
        | (198, 18..=19, _)
        // Multicast, reserved, broadcast.
        | (224..=255, ..) => true,
        _ => false,
    }
}

fn is_forbidden_v6(address: Ipv6Addr) -> bool {
    let segments = address.segments();
    let v4_at = |at: usize| {
        let [a, b] = segments[at].to_be_bytes();
        let [c, d] = segments[at + 1].to_be_bytes();
        Ipv4Addr::new(a, b, c, d)
    };
    match segments {
        // Unspecified, loopback, and the old way to write an IPv4 address.
        [0, 0, 0, 0, 0, 0, ..] => true,
        // NAT64 (RFC 6052 §2.1): the IPv4 address is reached.
        [0x64, 0xff9b, 0, 0, 0, 0, ..] => is_forbidden_v4(v4_at(6)),
        // NAT64 within a network (RFC 8215).
        [0x64, 0xff9b, 1, ..] => true,
        // Teredo (RFC 4380 §4): the server's address, and the client's turned over.
        [0x2001, 0, ..] => {
            is_forbidden_v4(v4_at(2)) || is_forbidden_v4(Ipv4Addr::from_bits(!v4_at(6).to_bits()))
        }
        // 6to4 (RFC 3056 §2).
        [0x2002, ..] => is_forbidden_v4(v4_at(1)),
        // Unique local, link-local, site-local, multicast.
        [0xfc00..=0xfdff, ..] | [0xfe80..=0xfeff, ..] | [0xff00..=0xffff, ..] => true,
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn judge(allowed: &str, own: &str, address: &str) -> Peer {
        let allowed = Network::parse_list(allowed).unwrap();
        let own = own.split_terminator(',').map(|own| own.parse().unwrap());
        PeerPolicy::new(allowed, own.collect()).judge(address.parse().unwrap())
    }

    #[test]
    fn nothing_inside_is_sent_to_however_it_is_written() {
        for inside in [
            "0.0.0.0",
            "0.1.2.3",
            "10.0.0.1",
            "100.64.0.1",
            "100.127.255.254",
            "127.0.0.1",
            "127.9.9.9",
            "169.254.169.254",
            "172.16.0.1",
            "172.31.255.255",
            "192.0.0.8",
            "192.168.1.1",
            "198.18.0.1",
            "224.0.0.1",
            "239.255.255.250",
            "240.0.0.1",
            "255.255.255.255",
            "::",
            "::1",
            "::127.0.0.1",
            "::8.8.8.8",
            "::ffff:127.0.0.1",
            "::ffff:10.0.0.1",
            "64:ff9b::10.0.0.1",
            "64:ff9b:1::8.8.8.8",
            "2001:0:c0a8:101::",
            "2001:0:808:808::f5ff:fffe",
            "2002:7f00:1::1",
            "2002:c0a8:101::",
            "fc00::1",
            "fd12:3456::1",
            "fe80::1",
            "fec0::1",
            "ff02::1",
        ] {
            assert_eq!(judge("", "", inside), Peer::Forbidden, "{inside}");
        }
    }

    #[test]
    fn the_outer_world_is_sent_to() {
        for outside in [
            "8.8.8.8",
            "100.63.0.1",
            "100.128.0.1",
            "172.32.0.1",
            "192.0.1.1",
            "198.20.0.1",
            "223.255.255.255",
            "2a00:1450::1",
            "64:ff9b::8.8.8.8",
            "2001:0:808:808::f7f7:f7f7",
            "2002:808:808::1",
        ] {
            assert_eq!(judge("", "", outside), Peer::Allowed, "{outside}");
        }
    }

    #[test]
    fn our_own_addresses_are_not_sent_to() {
        assert_eq!(judge("", "203.0.113.7", "203.0.113.7"), Peer::Forbidden);
        assert_eq!(judge("", "203.0.113.7", "203.0.113.8"), Peer::Allowed);
        assert!(is_own("127.0.0.1".parse().unwrap()), "the system says so");
    }

    #[test]
    fn what_a_setting_names_is_sent_to() {
        assert_eq!(judge("10.1.0.0/16", "", "10.1.2.3"), Peer::Allowed);
        assert_eq!(judge("10.1.0.0/16", "", "10.2.2.3"), Peer::Forbidden);
        assert_eq!(judge("127.0.0.1", "127.0.0.1", "127.0.0.1"), Peer::Allowed);
    }
}
