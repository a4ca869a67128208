//! The program: reads the settings, starts the log, runs the server, looks at it, or looks after an account. Exists in the `ssr` build only.

use std::{
    io::{self, IsTerminal},
    process::ExitCode,
};

use clap::Parser;
use tracing_subscriber::EnvFilter;
use visavis::{
    domain::password::Password,
    serve,
    server::config::{AddAccount, Config, ConfigError, Flags, SetPassword, Sources, Task},
};

#[tokio::main]
async fn main() -> ExitCode {
    let flags = Flags::parse();
    let task = flags.task();
    let config = match configure(flags) {
        Ok(config) => config,
        Err(error) => {
            eprintln!("visavis: {error}");
            return ExitCode::from(2);
        }
    };
    // What is wrong with a packet is said by its codec in the packet's own words, which have no place in a log.
    let wanted = EnvFilter::new(format!("{},stun_types=off,turn_types=off", config.log));
    // Standard output has the one line that says where the server is.
    tracing_subscriber::fmt()
        .with_env_filter(wanted)
        .with_writer(io::stderr)
        .with_target(false)
        .init();
    let done = match task {
        Task::Serve => serve::run(config).await.map_err(|error| error.to_string()),
        Task::Demo => serve::demo(config).await.map_err(|error| error.to_string()),
        Task::Doctor => {
            return if serve::doctor(&config).await {
                ExitCode::SUCCESS
            } else {
                ExitCode::FAILURE
            };
        }
        Task::AddAccount(asked) => add_account(&config, asked).await,
        Task::SetPassword(asked) => set_password(&config, &asked).await,
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("visavis: {error}");
            ExitCode::FAILURE
        }
    }
}

fn configure(flags: Flags) -> Result<Config, ConfigError> {
    let sources = Sources::gather(flags, |name| std::env::var(name).ok())?;
    Config::read(&sources)
}

async fn add_account(config: &Config, asked: AddAccount) -> Result<(), String> {
    let password = ask_password()?;
    let account = serve::add_account(config, asked, password)
        .await
        .map_err(|error| error.to_string())?;
    println!("{} can sign in as {}.", account.email, account.role.word());
    Ok(())
}

async fn set_password(config: &Config, asked: &SetPassword) -> Result<(), String> {
    let password = ask_password()?;
    let account = serve::set_password(config, &asked.email, &password)
        .await
        .map_err(|error| error.to_string())?;
    println!(
        "{} has a new password, and is signed out everywhere.",
        account.email
    );
    Ok(())
}

fn ask_password() -> Result<Password, String> {
    read_password().map_err(|error| format!("the password cannot be read: {error}"))
}

/// Asks at the terminal without showing what is typed; from anything else, reads one line.
fn read_password() -> io::Result<Password> {
    let typed = if io::stdin().is_terminal() {
        let typed = rpassword::prompt_password("Password: ")?;
        if rpassword::prompt_password("The same again: ")? != typed {
            return Err(io::Error::other("the two are not the same"));
        }
        typed
    } else {
        let mut line = String::new();
        io::stdin().read_line(&mut line)?;
        line.trim_end_matches(['\r', '\n']).to_owned()
    };
    Ok(Password::typed(typed))
}
