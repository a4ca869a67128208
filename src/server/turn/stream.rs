//! Clients that come by a stream, because their network lets no UDP pass.
//!
//! One task for each. Whoever proves nothing in time is sent away, so that connections alone fill nothing. Some come by
//! TLS, for there are networks that let nothing else pass.

use std::{
    future::poll_fn, io, mem::MaybeUninit, net::SocketAddr, pin::Pin, sync::Arc, time::Duration,
};

use tokio::{
    io::{AsyncRead, AsyncWrite, AsyncWriteExt, ReadBuf},
    net::{TcpListener, TcpStream},
    sync::mpsc,
    time::{Instant, sleep_until, timeout},
};

use super::{
    House,
    client::{By, ClientId, Way},
    frames::Frames,
};
use crate::server::{buckets::network, listener::accept, tls::Certificates};

/// Packets that wait for a slow client; more are dropped, as a slow network would.
const QUEUE: usize = 128;
/// Bytes that are read, and written, at once.
const CHUNK: usize = 16 * 1_024;
/// How long somebody may be here without an allocation.
const STRANGER: Duration = Duration::from_secs(30);
/// How long a client may take nothing of what it is sent.
const STUCK: Duration = Duration::from_secs(10);
/// Connections in all, besides those that carry something.
pub(super) const STRANGERS: usize = 512;
/// Connections of one network: a school behind one.
pub(super) const PER_NETWORK: usize = 256;

/// Takes connections until the relay stops.
pub(super) async fn listen(
    house: Arc<House>,
    listener: usize,
    socket: TcpListener,
    certificates: Option<Certificates>,
) {
    loop {
        let (stream, address) = tokio::select! {
            () = house.stopping.cancelled() => return,
            accepted = accept(&socket) => accepted,
        };
        let (house, certificates) = (Arc::clone(&house), certificates.clone());
        house.clone().tasks.spawn(async move {
            attend(&house, listener, stream, address, certificates).await;
        });
    }
}

/// The life of one connection. What it relays ends with it.
async fn attend(
    house: &Arc<House>,
    listener: usize,
    stream: TcpStream,
    address: SocketAddr,
    certificates: Option<Certificates>,
) {
    let Some(_place) = house.connections.enter(network(address.ip())) else {
        house.figures.refused("connections");
        return;
    };
    let client = ClientId {
        listener,
        by: By::Tcp,
        address,
    };
    match certificates {
        None => carry(house, client, stream).await,
        Some(certificates) => {
            let accept = certificates.accept(stream, house.clock.now());
            let begun = tokio::select! {
                begun = timeout(STRANGER, accept) => begun,
                () = house.stopping.cancelled() => return,
            };
            match begun {
                Ok(Ok(stream)) => carry(house, client, Box::new(stream)).await,
                Ok(Err(_)) | Err(_) => house.figures.refused("handshake"),
            }
        }
    }
    if let Some(relay) = house.book.of_client(&client) {
        house.end(&relay);
    }
}

async fn carry(
    house: &Arc<House>,
    client: ClientId,
    mut stream: impl AsyncRead + AsyncWrite + Unpin,
) {
    let (queue, mut waiting) = mpsc::channel(QUEUE);
    let way = Way::Stream(queue);
    let mut frames = Frames::default();
    let mut proven_by = Instant::now() + STRANGER;
    loop {
        tokio::select! {
            () = house.stopping.cancelled() => return,
            read = read(&mut stream, &mut frames) => {
                if read.is_err() {
                    return;
                }
                let taken = frames.take_all(|packet| house.receive(client, &way, packet));
                if taken.is_err() {
                    return;
                }
            }
            Some(first) = waiting.recv() => {
                let mut batch = first;
                while batch.len() < CHUNK && let Ok(next) = waiting.try_recv() {
                    batch.extend(next);
                }
                let write = async {
                    stream.write_all(&batch).await?;
                    // What TLS has encrypted may wait in it.
                    stream.flush().await
                };
                if !matches!(timeout(STUCK, write).await, Ok(Ok(()))) {
                    return;
                }
            }
            () = sleep_until(proven_by) => {
                if house.book.of_client(&client).is_none() {
                    return;
                }
                proven_by = Instant::now() + STRANGER;
            }
        }
    }
}

/// Reads what is there. The bytes stand on the stack, and only while there are some: a silent connection has none.
async fn read(stream: &mut (impl AsyncRead + Unpin), frames: &mut Frames) -> io::Result<()> {
    let length = poll_fn(|context| {
        let mut bytes = [MaybeUninit::uninit(); CHUNK];
        let mut buffer = ReadBuf::uninit(&mut bytes);
        let polled = Pin::new(&mut *stream).poll_read(context, &mut buffer);
        frames.extend(buffer.filled());
        polled.map_ok(|()| buffer.filled().len())
    })
    .await?;
    if length == 0 {
        return Err(io::ErrorKind::UnexpectedEof.into());
    }
    Ok(())
}
