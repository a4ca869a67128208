//! Takes packets from clients that come by UDP.

use std::{io, sync::Arc};

use tokio::net::UdpSocket;

use super::{
    House,
    client::{By, ClientId, Way},
    relay::PACKET,
};

/// Packets that are taken before others have their turn.
const BATCH: usize = 64;

/// Takes packets until the relay stops.
pub(super) async fn listen(house: Arc<House>, listener: usize, socket: Arc<UdpSocket>) {
    loop {
        tokio::select! {
            () = house.stopping.cancelled() => return,
            ready = socket.readable() => match ready {
                Ok(()) => drain(&house, listener, &socket),
                Err(error) => {
                    tracing::error!(%error, "the relay takes no more packets");
                    return;
                }
            },
        }
        tokio::task::yield_now().await;
    }
}

fn drain(house: &Arc<House>, listener: usize, socket: &Arc<UdpSocket>) {
    let mut buffer = [0; PACKET];
    for _ in 0..BATCH {
        match socket.try_recv_from(&mut buffer) {
            // What fills the buffer was perhaps cut off.
            Ok((length, address)) if length < PACKET => {
                let client = ClientId {
                    listener,
                    by: By::Udp,
                    address,
                };
                let way = Way::Udp(Arc::clone(socket), address);
                house.receive(client, &way, &buffer[..length]);
            }
            Ok(_) => {}
            Err(error) if error.kind() == io::ErrorKind::WouldBlock => return,
            // A client that is gone is told by the system at the next packet.
            Err(_) => {}
        }
    }
}
