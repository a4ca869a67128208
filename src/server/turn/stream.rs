//! Clients that come by a stream, because their network lets no UDP pass.
//!
//! One task for each. Whoever proves nothing in time is sent away, so that connections alone fill nothing. It takes any
//! stream of bytes, so that TLS can stand before it.

use std::{
    collections::HashMap,
    future::poll_fn,
    io,
    mem::MaybeUninit,
    net::{IpAddr, SocketAddr},
    pin::Pin,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
    time::Duration,
};

use tokio::{
    io::{AsyncRead, AsyncWrite, AsyncWriteExt, ReadBuf},
    net::TcpListener,
    sync::mpsc,
    time::{Instant, sleep_until, timeout},
};

use super::{
    House,
    client::{By, ClientId, Way},
    frames::Frames,
};
use crate::server::listener::accept;

/// Packets that wait for a slow client; more are dropped, as a slow network would.
const QUEUE: usize = 128;
/// Bytes that are read, and written, at once.
const CHUNK: usize = 16 * 1_024;
/// How long somebody may be here without an allocation.
const STRANGER: Duration = Duration::from_secs(30);
/// How long a client may take nothing of what it is sent.
const STUCK: Duration = Duration::from_secs(10);
/// Connections in all, besides those that carry something.
const STRANGERS: usize = 512;
/// Connections of one address: a school behind one.
const PER_ADDRESS: usize = 256;

/// The connections that are open.
#[derive(Default)]
pub(super) struct Connections(Mutex<HashMap<IpAddr, usize>>);

/// One of them; it is counted until this is dropped.
struct Open<'a>(&'a Connections, IpAddr);

impl Connections {
    fn open(&self, address: IpAddr, most: usize) -> Option<Open<'_>> {
        let mut counts = self.lock();
        if counts.values().sum::<usize>() >= most {
            return None;
        }
        let count = counts.entry(address).or_default();
        if *count >= PER_ADDRESS {
            return None;
        }
        *count += 1;
        Some(Open(self, address))
    }

    fn lock(&self) -> MutexGuard<'_, HashMap<IpAddr, usize>> {
        // Counts are changed one at a time.
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Drop for Open<'_> {
    fn drop(&mut self) {
        let mut counts = self.0.lock();
        if let Some(count) = counts.get_mut(&self.1) {
            *count -= 1;
            if *count == 0 {
                counts.remove(&self.1);
            }
        }
    }
}

/// Takes connections until the relay stops.
pub(super) async fn listen(house: Arc<House>, listener: usize, socket: TcpListener) {
    loop {
        let (stream, address) = tokio::select! {
            () = house.stopping.cancelled() => return,
            accepted = accept(&socket) => accepted,
        };
        let house = Arc::clone(&house);
        house.clone().tasks.spawn(async move {
            attend(&house, listener, stream, address).await;
        });
    }
}

/// The life of one connection. What it relays ends with it.
async fn attend(
    house: &Arc<House>,
    listener: usize,
    stream: impl AsyncRead + AsyncWrite + Unpin,
    address: SocketAddr,
) {
    let most = STRANGERS + house.book.most();
    let Some(_open) = house.connections.open(address.ip(), most) else {
        house.figures.refused("connections");
        return;
    };
    let client = ClientId {
        listener,
        by: By::Tcp,
        address,
    };
    carry(house, client, stream).await;
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
                if !matches!(timeout(STUCK, stream.write_all(&batch)).await, Ok(Ok(()))) {
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
