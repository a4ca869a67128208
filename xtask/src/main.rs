//! The build helper of Visavis: `cargo xtask run | build | site | test | check | bench`.
//!
//! It is a program of the workspace, so a machine needs nothing but Rust and Node: the tools that turn the
//! library into a website (wasm-bindgen, lightningcss, brotli) are ordinary dependencies held by Cargo.lock.
//! Invariant: the website is always finished before a server that embeds it is compiled.

mod args;
mod authority;
mod bench;
mod browser;
mod build;
mod check;
mod compress;
mod debian;
mod failure;
mod networks;
mod npm;
mod part;
mod playwright;
mod process;
mod public_api;
mod python;
mod run;
mod site;
mod stamp;
mod step;
mod styles;
mod take_apart;
mod test;
mod wasm;
mod wasm_opt;
mod workspace;

use std::process::ExitCode;

use args::Command;
use failure::Result;
use workspace::Workspace;

fn main() -> ExitCode {
    match args::parse(std::env::args().skip(1)).and_then(perform) {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => {
            eprintln!("\nxtask: {failure}");
            ExitCode::FAILURE
        }
    }
}

fn perform(command: Command) -> Result<()> {
    if command == Command::Help {
        println!("{}", args::USAGE);
        return Ok(());
    }
    let workspace = Workspace::locate()?;
    match command {
        Command::Help => Ok(()),
        Command::Run { server_args } => run::run(&workspace, &server_args),
        Command::Build => build::build(&workspace).map(|_| ()),
        Command::Site => site::build(&workspace),
        Command::Test { scope } => test::test(&workspace, &scope),
        Command::Check => check::check(&workspace),
        Command::Bench { names } => bench::bench(&workspace, &names),
    }
}
