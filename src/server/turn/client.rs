//! A client of the relay: by which way it came, and how it is answered.

use std::{net::SocketAddr, sync::Arc};

use tokio::{net::UdpSocket, sync::mpsc};

/// Where a client is, as a map knows it: RFC 8656's 5-tuple, of which our own side is one of few listeners.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) struct ClientId {
    /// Which listener it came to.
    pub(super) listener: usize,
    /// Whether by UDP or by a stream.
    pub(super) by: By,
    /// From where, as the socket says it.
    pub(super) address: SocketAddr,
}

/// A way of packets.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) enum By {
    Udp,
    Tcp,
}

impl ClientId {
    /// Its address as the client itself would write it: an IPv4 address that came over IPv6 is one.
    pub(super) fn mapped(&self) -> SocketAddr {
        SocketAddr::new(self.address.ip().to_canonical(), self.address.port())
    }
}

/// The way back to a client. Packets that have no place are dropped, as a network would drop them.
#[derive(Debug, Clone)]
pub(super) enum Way {
    Udp(Arc<UdpSocket>, SocketAddr),
    Stream(mpsc::Sender<Vec<u8>>),
}

impl Way {
    pub(super) fn send(&self, packet: Vec<u8>) {
        match self {
            Self::Udp(socket, address) => drop(socket.try_send_to(&packet, *address)),
            Self::Stream(queue) => drop(queue.try_send(packet)),
        }
    }

    /// Whether data has to be padded to four bytes (RFC 8656 §12.5).
    pub(super) const fn pads(&self) -> bool {
        matches!(self, Self::Stream(_))
    }
}
