//! Everybody comes at once: seats taken, then sockets opened, as after a restart of the server. Server and client on
//! a core each; bare axum opens as many sockets in the same run.

use std::time::Instant;

use futures_util::{StreamExt, TryStreamExt, stream};
use visavis::domain::ids::SessionId;

use super::{Failure, cores, peer::Peer, server::Server};

const ROOMS: u32 = 200;
const PEOPLE: u32 = 10;
/// How many are on their way at the same time.
const AT_ONCE: usize = 256;

/// Prints the figures.
///
/// # Errors
/// When a server does not start, or refuses somebody.
pub async fn measure() -> Result<(), Failure> {
    cores::keep(std::process::id(), cores::CLIENT)?;
    let server = Server::start()?;
    let address = server.address;
    let sessions: Vec<SessionId> = stream::iter(0..ROOMS)
        .map(|room| async move { Ok::<_, Failure>(Peer::create(address, room * PEOPLE).await?.0) })
        .buffered(AT_ONCE)
        .try_collect()
        .await?;
    cores::keep(server.id(), cores::SERVER)?;

    let newcomers = (0..ROOMS * PEOPLE).filter(|person| person % PEOPLE != 0);
    let begun = Instant::now();
    let seats: Vec<(u32, SessionId, String)> = stream::iter(newcomers)
        .map(|person| {
            let id = sessions[(person / PEOPLE) as usize];
            async move {
                let ticket = Peer::take_seat(address, id, person).await?;
                Ok::<_, Failure>((person, id, ticket))
            }
        })
        .buffer_unordered(AT_ONCE)
        .try_collect()
        .await?;
    let people = seats.len() as f64;
    println!(
        "seats taken              {:>8.0} /s   (one core, {AT_ONCE} at once, each on disk)",
        people / begun.elapsed().as_secs_f64()
    );

    let begun = Instant::now();
    let inside: Vec<Peer> = stream::iter(&seats)
        .map(|(person, id, ticket)| Peer::enter(address, *id, ticket, *person))
        .buffer_unordered(AT_ONCE)
        .try_collect()
        .await?;
    let ours = people / begun.elapsed().as_secs_f64();
    drop(inside);
    drop(server);

    let server = Server::bare()?;
    let address = server.address;
    cores::keep(server.id(), cores::SERVER)?;
    let begun = Instant::now();
    let inside: Vec<Peer> = stream::iter(&seats)
        .map(|(person, ..)| Peer::bare(address, person / PEOPLE, *person))
        .buffer_unordered(AT_ONCE)
        .try_collect()
        .await?;
    let bare = people / begun.elapsed().as_secs_f64();
    drop(inside);
    println!(
        "people back inside       {ours:>8.0} /s   (one core, {AT_ONCE} at once: socket, ticket, handshake, told to all)"
    );
    println!("sockets of bare axum     {bare:>8.0} /s   (same load, same run)");
    Ok(())
}
