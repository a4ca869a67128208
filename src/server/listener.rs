//! Opens a port for connections: of the pages and of the relay.

use std::{io, net::SocketAddr};

use tokio::net::{TcpListener, TcpSocket};

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
