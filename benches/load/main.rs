//! The load client: starts the release server with an empty data folder, talks to it over loopback like many
//! people would, and prints figures. Every load is bounded in count and time and ends by itself.
//!
//! `cargo xtask bench` runs it; each measurement is named on the command line.

#![expect(
    clippy::disallowed_methods,
    reason = "a measurement reads the machine's clock, and a load needs ids that nobody has to repeat"
)]

mod bare;
mod chat;
mod cold_start;
mod cores;
mod fan_out;
mod http;
mod idle_sockets;
mod peer;
mod server;
mod storm;

use std::{env, process::ExitCode};

fn main() -> ExitCode {
    // `cargo bench` appends a flag of its own.
    let names: Vec<String> = env::args()
        .skip(1)
        .filter(|word| !word.starts_with("--"))
        .collect();
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .expect("a runtime for the client");
    runtime.block_on(async {
        for name in &names {
            let measured = match name.as_str() {
                "cold-start" => cold_start::measure().await,
                "idle-sockets" => idle_sockets::measure().await,
                "chat" => chat::measure().await,
                "fan-out" => fan_out::measure().await,
                "storm" => storm::measure().await,
                bare::NAME => bare::serve().await,
                _ => Err(format!("there is no measurement `{name}`").into()),
            };
            if let Err(error) = measured {
                eprintln!("{name}: {error}");
                return ExitCode::FAILURE;
            }
        }
        ExitCode::SUCCESS
    })
}

/// What a measurement fails with; people read it, nothing handles it.
type Failure = Box<dyn std::error::Error>;

/// The middle of `values`, in their unit.
fn median(values: &mut [f64]) -> f64 {
    values.sort_by(f64::total_cmp);
    values[values.len() / 2]
}
