//! The addresses at which peers reach the relay: one socket for each allocation, on a port that nobody can foretell.

use std::{
    io,
    net::{IpAddr, SocketAddr, UdpSocket as StdUdpSocket},
    ops::RangeInclusive,
};

use tokio::net::UdpSocket;
use turn_types::AddressFamily;

use super::reply::Refusal;
use crate::server::{listener::way_out, secret::Randomness};

/// Ports that are tried before the relay is said to be full.
const TRIES: usize = 1_024;

/// Where sockets are opened for one family of addresses, and what peers are told.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Address {
    own: IpAddr,
    outer: IpAddr,
}

/// Opens the sockets of allocations.
#[derive(Debug)]
pub(super) struct Ports {
    v4: Option<Address>,
    v6: Option<Address>,
    range: RangeInclusive<u16>,
}

impl Ports {
    /// Ports on the addresses of the listeners; peers are told the `outer` address of the same family, where there is
    /// one.
    pub(super) fn new(
        listeners: &[SocketAddr],
        outer: &[IpAddr],
        range: RangeInclusive<u16>,
    ) -> Self {
        let address = |is_v4: bool| {
            let named = listeners
                .iter()
                .map(SocketAddr::ip)
                .find(|own| own.is_ipv4() == is_v4 && !own.is_unspecified());
            // A listener on all addresses takes the one by which this machine reaches the outer world.
            let own = named.or_else(|| {
                listeners
                    .iter()
                    .any(|own| own.ip().is_unspecified())
                    .then(|| way_out(is_v4))
                    .flatten()
            })?;
            let outer = outer.iter().copied().find(|outer| outer.is_ipv4() == is_v4);
            Some(Address {
                own,
                outer: outer.unwrap_or(own),
            })
        };
        Self {
            v4: address(true),
            v6: address(false),
            range,
        }
    }

    /// All addresses that are ours.
    pub(super) fn own_addresses(&self) -> Vec<IpAddr> {
        [self.v4, self.v6]
            .into_iter()
            .flatten()
            .flat_map(|address| [address.own, address.outer])
            .collect()
    }

    /// The addresses that peers are told.
    pub(super) fn told(&self) -> impl Iterator<Item = IpAddr> {
        [self.v4, self.v6]
            .into_iter()
            .flatten()
            .map(|address| address.outer)
    }

    /// Opens a socket, on an `even` port where that is asked for. Gives it with the address that peers are told.
    pub(super) fn open(
        &self,
        family: AddressFamily,
        even: bool,
        randomness: &Randomness,
    ) -> Result<(UdpSocket, SocketAddr), Refusal> {
        let address = match family {
            AddressFamily::IPV4 => self.v4,
            AddressFamily::IPV6 => self.v6,
        };
        let address = address.ok_or(Refusal::AddressFamilyNotSupported)?;
        let (first, last) = (*self.range.start(), *self.range.end());
        let count = usize::from(last - first) + 1;
        let start = usize::try_from(randomness.number()).unwrap_or_default() % count;
        // From there on, so that a free port is found where there is one.
        let ports = self
            .range
            .clone()
            .skip(start)
            .chain(self.range.clone().take(start));
        for port in ports.filter(|port| !even || port % 2 == 0).take(TRIES) {
            if let Ok(socket) = bind(SocketAddr::new(address.own, port)) {
                return Ok((socket, SocketAddr::new(address.outer, port)));
            }
        }
        Err(Refusal::InsufficientCapacity)
    }
}

pub(super) fn bind(address: SocketAddr) -> io::Result<UdpSocket> {
    let socket = StdUdpSocket::bind(address)?;
    socket.set_nonblocking(true)?;
    UdpSocket::from_std(socket)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ports(listeners: &[&str], outer: &[&str]) -> Ports {
        let listeners: Vec<SocketAddr> = listeners.iter().map(|one| one.parse().unwrap()).collect();
        let outer: Vec<IpAddr> = outer.iter().map(|one| one.parse().unwrap()).collect();
        Ports::new(&listeners, &outer, 50_000..=50_999)
    }

    #[tokio::test]
    async fn a_socket_is_opened_where_the_listener_is_and_told_as_the_outer_address() {
        let ports = ports(&["127.0.0.1:3478"], &["203.0.113.7"]);
        let randomness = Randomness::seeded(1);
        let (socket, told) = ports.open(AddressFamily::IPV4, false, &randomness).unwrap();
        let own = socket.local_addr().unwrap();
        assert_eq!(own.ip().to_string(), "127.0.0.1");
        assert_eq!(told.ip().to_string(), "203.0.113.7");
        assert_eq!(told.port(), own.port());
        assert!((50_000..=50_999).contains(&told.port()));
        assert!(ports.open(AddressFamily::IPV6, false, &randomness).is_err());
        assert_eq!(ports.own_addresses().len(), 2);
    }

    #[tokio::test]
    async fn a_port_that_is_taken_makes_way_for_the_next_and_may_be_asked_to_be_even() {
        let ports = ports(&["127.0.0.1:3478"], &[]);
        let open = |even| {
            // The same chance each time: the first is taken by who came before.
            let (socket, told) = ports
                .open(AddressFamily::IPV4, even, &Randomness::seeded(7))
                .unwrap();
            (socket, told.port())
        };
        let (_first, one) = open(false);
        let (_second, other) = open(false);
        assert_ne!(one, other);
        assert_eq!(open(true).1 % 2, 0);
    }

    #[tokio::test]
    async fn when_all_ports_are_taken_there_is_no_place() {
        let taken = StdUdpSocket::bind("127.0.0.1:0").unwrap();
        let port = taken.local_addr().unwrap().port();
        let listener = "127.0.0.1:3478".parse().unwrap();
        let ports = Ports::new(&[listener], &[], port..=port);
        let full = ports.open(AddressFamily::IPV4, false, &Randomness::seeded(1));
        assert_eq!(full.unwrap_err(), Refusal::InsufficientCapacity);
    }
}
