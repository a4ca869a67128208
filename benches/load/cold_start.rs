//! From starting the program with an empty data folder to the first page, and what it holds when idle.

use std::time::Instant;

use super::{Failure, http, median, server::Server};

const ROUNDS: usize = 10;

/// Prints the figures.
///
/// # Errors
/// When the server does not start or answer.
pub async fn measure() -> Result<(), Failure> {
    let mut starts = Vec::with_capacity(ROUNDS);
    let mut memory = Vec::with_capacity(ROUNDS);
    for _ in 0..ROUNDS {
        let begun = Instant::now();
        let server = Server::start()?;
        let answer = http::get(server.address, "/").await?;
        starts.push(begun.elapsed().as_secs_f64() * 1_000.0);
        if answer.status != 200 {
            return Err(format!("the home page was answered with {}", answer.status).into());
        }
        memory.push(server.memory()? as f64 / (1024.0 * 1024.0));
    }
    println!(
        "start to first page      {:>8.1} ms   (median of {ROUNDS}, empty data folder)",
        median(&mut starts)
    );
    println!(
        "memory after it          {:>8.1} MiB  (median of {ROUNDS}, resident)",
        median(&mut memory)
    );
    Ok(())
}
