//! Opens a port for connections, and takes them: of the pages and of the relay. And knows by which addresses this
//! machine reaches others.

use std::{
    io,
    net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr, UdpSocket},
    time::Duration,
};

use tokio::{
    net::{TcpListener, TcpSocket, TcpStream},
    time::sleep,
};

/// So long nothing is taken when the system has no more sockets.
const OUT_OF_SOCKETS: Duration = Duration::from_secs(1);

/// Listens on `address`; as many connections as `backlog` may wait to be taken.
///
/// # Errors
/// What the system says when it cannot be listened on.
pub fn listen(address: SocketAddr, backlog: u32) -> io::Result<TcpListener> {
    let socket = if address.is_ipv4() {
        TcpSocket::new_v4()?
    } else {
        TcpSocket::new_v6()?
    };
    // A restart must not wait for the connections of the server before.
    socket.set_reuseaddr(true)?;
    socket.bind(address)?;
    socket.listen(backlog)
}

/// The next connection. What the system refuses meanwhile is logged; it may be dropped while it waits.
pub async fn accept(listener: &TcpListener) -> (TcpStream, SocketAddr) {
    loop {
        match listener.accept().await {
            Ok((stream, address)) => {
                // Nothing must wait for the next thing to fill a packet; an error here shows at the first read.
                let _ = stream.set_nodelay(true);
                return (stream, address);
            }
            // Whoever wanted in was gone before they were.
            Err(error) if is_theirs(&error) => {}
            Err(error) => {
                tracing::error!(%error, "no connection can be taken");
                sleep(OUT_OF_SOCKETS).await;
            }
        }
    }
}

fn is_theirs(error: &io::Error) -> bool {
    matches!(
        error.kind(),
        io::ErrorKind::ConnectionRefused
            | io::ErrorKind::ConnectionAborted
            | io::ErrorKind::ConnectionReset
    )
}

/// The address by which this machine reaches the outer world, of IPv4 or of IPv6; none when it does not. Sends nothing.
pub fn way_out(is_v4: bool) -> Option<IpAddr> {
    /// "Discard" (RFC 863).
    const ANY_PORT: u16 = 9;
    // Addresses for documentation (RFC 5737, RFC 3849): nothing is sent to them.
    let (any, somewhere): (IpAddr, IpAddr) = if is_v4 {
        let somewhere = Ipv4Addr::new(192, 0, 2, 1);
        (Ipv4Addr::UNSPECIFIED.into(), somewhere.into())
    } else {
        let somewhere = Ipv6Addr::new(0x2001, 0xdb8, 0, 0, 0, 0, 0, 1);
        (Ipv6Addr::UNSPECIFIED.into(), somewhere.into())
    };
    let socket = UdpSocket::bind((any, 0)).ok()?;
    socket.connect((somewhere, ANY_PORT)).ok()?;
    let own = socket.local_addr().ok()?.ip();
    (!own.is_unspecified()).then_some(own)
}
