//! The program: reads the settings, starts the log, runs the server. Exists in the `ssr` build only.

use std::{io, process::ExitCode};

use clap::Parser;
use tracing_subscriber::EnvFilter;
use visavis::{
    serve,
    server::config::{Config, ConfigError, Flags, Sources},
};

#[tokio::main]
async fn main() -> ExitCode {
    let config = match configure() {
        Ok(config) => config,
        Err(error) => {
            eprintln!("visavis: {error}");
            return ExitCode::from(2);
        }
    };
    // Standard output has the one line that says where the server is.
    tracing_subscriber::fmt()
        .with_env_filter(EnvFilter::new(&config.log))
        .with_writer(io::stderr)
        .with_target(false)
        .init();
    match serve::run(config).await {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("visavis: {error}");
            ExitCode::FAILURE
        }
    }
}

fn configure() -> Result<Config, ConfigError> {
    let sources = Sources::gather(Flags::parse(), |name| std::env::var(name).ok())?;
    Config::read(&sources)
}
