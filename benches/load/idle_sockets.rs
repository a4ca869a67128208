//! What the server holds for each person who is inside and silent: 2,000 people in rooms of ten.

use std::time::Instant;

use super::{Failure, peer::Peer, server::Server};

const ROOMS: u32 = 200;
const PEOPLE: u32 = 10;

/// Prints the figures.
///
/// # Errors
/// When the server refuses somebody.
pub async fn measure() -> Result<(), Failure> {
    let server = Server::start()?;
    // One room before the first reading, so that what is made once is not counted for each.
    let warm = room(&server, 0).await?;
    let before = server.memory()?;
    let begun = Instant::now();
    let mut rooms = Vec::new();
    for number in 1..=ROOMS {
        rooms.push(room(&server, number).await?);
    }
    let seconds = begun.elapsed().as_secs_f64();
    let after = server.memory()?;
    let people = f64::from(ROOMS * PEOPLE);
    println!(
        "memory for each person   {:>8.1} kB   ({people} inside, rooms of {PEOPLE})",
        after.saturating_sub(before) as f64 / people / 1_000.0
    );
    println!(
        "joins                    {:>8.0} /s   (one after the other: seat stored, socket, handshake)",
        people / seconds
    );
    drop((warm, rooms));
    Ok(())
}

async fn room(server: &Server, number: u32) -> Result<Vec<Peer>, Failure> {
    let first = number * PEOPLE;
    let (id, host) = Peer::create(server.address, first).await?;
    let mut people = vec![host];
    for person in first + 1..first + PEOPLE {
        people.push(Peer::join(server.address, id, person).await?);
    }
    Ok(people)
}
