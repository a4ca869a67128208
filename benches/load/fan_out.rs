//! What somebody says in a room, delivered to the nine others: how many deliveries a second one core makes when it
//! has nothing else to do, and how long one takes when it has little. The product against [`super::bare`], each on a
//! core of its own, turn about in one run; only the ratio travels.

use std::time::{Duration, Instant};

use futures_util::future::{join_all, try_join_all};
use tokio::time::{MissedTickBehavior, interval_at};
use visavis::protocol::{
    client_message::{ClientMessage, MediaState},
    codec::encode,
};

use super::{Failure, cores, median, peer::Peer, server::Server};

const ROOMS: u32 = 50;
const PEOPLE: u32 = 10;
/// Each time, everybody says something once. A socket may say 400 things at once.
const TIMES: u32 = 300;
/// The same with both servers, turn about.
const ROUNDS: usize = 3;
/// Deliveries a second where it is asked how long one takes.
const CALM: u32 = 4_000;
const CALM_LASTS: Duration = Duration::from_secs(5);

/// Prints the figures.
///
/// # Errors
/// When a server does not start, or refuses somebody.
pub async fn measure() -> Result<(), Failure> {
    cores::keep(std::process::id(), cores::CLIENT)?;
    let (mut ours, mut bare, mut ratios) = (Vec::new(), Vec::new(), Vec::new());
    let (mut our_waits, mut bare_waits) = (Vec::new(), Vec::new());
    for _ in 0..ROUNDS {
        let server = Server::start()?;
        let mut rooms = product(&server).await?;
        our_waits.extend(calm(&mut rooms).await?);
        ours.push(busy(&mut rooms).await?);

        let server = Server::bare()?;
        let mut rooms = reference(&server).await?;
        bare_waits.extend(calm(&mut rooms).await?);
        bare.push(busy(&mut rooms).await?);
        ratios.push(ours[ours.len() - 1] / bare[bare.len() - 1]);
    }
    println!(
        "deliveries               {:>8.0} /s   (one core, {ROOMS} rooms of {PEOPLE}; median of {ROUNDS})",
        median(&mut ours)
    );
    println!(
        "with bare axum           {:>8.0} /s   (same load, same buffers, same run)",
        median(&mut bare)
    );
    println!("ratio                    {:>8.2}", median(&mut ratios));
    for (whose, waits) in [("", &mut our_waits), ("bare axum, ", &mut bare_waits)] {
        println!(
            "a delivery takes         {:>8.2} ms   ({whose}p99 at {CALM} a second; median {:.2} ms)",
            percentile(waits, 99),
            percentile(waits, 50)
        );
    }
    Ok(())
}

type Room = Vec<Peer>;

async fn product(server: &Server) -> Result<Vec<Room>, Failure> {
    cores::keep(server.id(), cores::SERVER)?;
    let mut rooms = Vec::new();
    for number in 0..ROOMS {
        let first = number * PEOPLE;
        let (id, host) = Peer::create(server.address, first).await?;
        let mut room = vec![host];
        for person in first + 1..first + PEOPLE {
            let newcomer = Peer::join(server.address, id, person).await?;
            for peer in &mut room {
                // That somebody came.
                peer.skip().await?;
            }
            room.push(newcomer);
        }
        rooms.push(room);
    }
    Ok(rooms)
}

async fn reference(server: &Server) -> Result<Vec<Room>, Failure> {
    cores::keep(server.id(), cores::SERVER)?;
    let mut rooms = Vec::new();
    for number in 0..ROOMS {
        let people = (0..PEOPLE).map(|person| Peer::bare(server.address, number, person));
        rooms.push(try_join_all(people).await?);
    }
    Ok(rooms)
}

/// Everybody speaks as fast as the others have heard it. Gives deliveries a second.
async fn busy(rooms: &mut [Room]) -> Result<f64, Failure> {
    let begun = Instant::now();
    try_join_all(rooms.iter_mut().map(|room| async {
        for time in 1..=TIMES {
            let news = news(time);
            for peer in &mut *room {
                peer.say_text(&news).await?;
            }
            for peer in &mut *room {
                for _ in 1..PEOPLE {
                    peer.skip().await?;
                }
            }
        }
        Ok::<_, Failure>(())
    }))
    .await?;
    let deliveries = f64::from(ROOMS * TIMES * PEOPLE * (PEOPLE - 1));
    Ok(deliveries / begun.elapsed().as_secs_f64())
}

/// One after another speaks, [`CALM`] deliveries a second in all. Gives how long each took, in milliseconds.
async fn calm(rooms: &mut [Room]) -> Result<Vec<f64>, Failure> {
    let pause = Duration::from_secs(1) * ROOMS * (PEOPLE - 1) / CALM;
    let begin = tokio::time::Instant::now() + Duration::from_millis(100);
    let waits = try_join_all(rooms.iter_mut().zip(0..).map(|(room, number)| async move {
        // The rooms do not speak all at once.
        let mut ticks = interval_at(begin + pause * number / ROOMS, pause);
        ticks.set_missed_tick_behavior(MissedTickBehavior::Delay);
        let mut waits = Vec::new();
        let end = begin + CALM_LASTS;
        let mut time = 1;
        while tokio::time::Instant::now() < end {
            for speaker in 0..room.len() {
                ticks.tick().await;
                let said = Instant::now();
                room[speaker].say_text(&news(time)).await?;
                let others = room.iter_mut().zip(0..).filter(|(_, at)| *at != speaker);
                for wait in join_all(others.map(|(peer, _)| async move {
                    peer.skip().await?;
                    Ok::<_, Failure>(said.elapsed())
                }))
                .await
                {
                    waits.push(wait?.as_secs_f64() * 1_000.0);
                }
            }
            time += 1;
        }
        // The room is left as it was found: everything off, so that the next thing said is news.
        if time % 2 == 0 {
            for speaker in 0..room.len() {
                room[speaker].say_text(&news(0)).await?;
                for (_, peer) in (0..).zip(&mut *room).filter(|(at, _)| *at != speaker) {
                    peer.skip().await?;
                }
            }
        }
        Ok::<_, Failure>(waits)
    }))
    .await?;
    Ok(waits.into_iter().flatten().collect())
}

/// A microphone is turned on and off in turn: what is no news goes to nobody.
fn news(time: u32) -> String {
    encode(&ClientMessage::MediaState {
        media: MediaState {
            audio: time % 2 == 1,
            video: false,
            screen: false,
        },
    })
}

/// The value that `share` of a hundred do not exceed.
fn percentile(values: &mut [f64], share: usize) -> f64 {
    values.sort_by(f64::total_cmp);
    values[(values.len() * share / 100).min(values.len() - 1)]
}
