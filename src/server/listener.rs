//! Opens a port for connections, and takes them: of the pages and of the relay.

use std::{io, net::SocketAddr, time::Duration};

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
