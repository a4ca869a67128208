//! What an operator starts the program for besides serving: a first look, accounts, and the doctor.

use std::{sync::Arc, time::Duration};

use super::{ServeError, open, run};
use crate::{
    domain::{account::Account, clock::Clock, password::Password},
    server::{
        clock::SystemClock,
        config::{AddAccount, Config},
        demo::{self, PastClock},
        doctor::{self, Verdict},
        secret::{PasswordCost, Randomness, draw_code},
        service::{NewAccount, Services},
        storage,
    },
};

/// How far the people of a first look go back.
const DEMO_SPAN: Duration = Duration::from_secs(14 * 24 * 60 * 60);

/// Fills an empty data folder with people and sessions for a first look, runs the server on it, and says who can sign
/// in.
///
/// # Errors
/// [`ServeError`] when there is something in the folder, it cannot be filled, or the server cannot begin.
pub async fn demo(config: Config) -> Result<(), ServeError> {
    let file = config.data_dir.join(storage::FILE);
    if file.exists() {
        return Err(ServeError::NotEmpty {
            folder: config.data_dir,
        });
    }
    let now = SystemClock::start().now();
    let clock = Arc::new(PastClock::new(now, DEMO_SPAN));
    let randomness = Randomness::system();
    // A place that may be reached by others has no password that others know.
    let password = [draw_code(&randomness), draw_code(&randomness)].map(|code| code.shown());
    let password = password.join("-").to_lowercase();
    let cost = PasswordCost::default();
    let services = open(&config, clock.clone(), randomness, cost, None).await?;
    let typed = Password::typed(password.clone());
    let told = demo::tell(&services, &clock, &typed, &machine_zone()).await;
    services.rooms.drain().await;
    services.rooms.flush().await;
    services.storage.close().await;
    told?;
    println!("Everybody signs in with the password {password}");
    for (name, email, role) in demo::DEMO_PEOPLE {
        println!("  {email}  {name}, {}", role.word());
    }
    run(config).await
}

/// The time zone of this machine, by its IANA name; empty when it does not tell.
fn machine_zone() -> String {
    std::fs::read_link("/etc/localtime")
        .ok()
        .and_then(|zone| {
            let (_, name) = zone.to_str()?.split_once("zoneinfo/")?;
            // A machine that is nowhere has a name for universal time that people do not read.
            (!name.starts_with("Etc/")).then(|| name.to_owned())
        })
        .unwrap_or_default()
}

/// Makes an account on the data folder, beside a running server or without one.
///
/// # Errors
/// [`ServeError`] when it cannot be made.
pub async fn add_account(
    config: &Config,
    asked: AddAccount,
    password: Password,
) -> Result<Account, ServeError> {
    let services = open_here(config).await?;
    let new = NewAccount {
        email: asked.email,
        name: asked.name,
        password,
        time_zone: String::new(),
    };
    let made = services.add_account(new, asked.role).await;
    services.storage.close().await;
    Ok(made?)
}

/// Sets the password of the account with this address on the data folder, beside a running server or without one.
///
/// # Errors
/// [`ServeError`] when it cannot be set.
pub async fn set_password(
    config: &Config,
    email: &str,
    password: &Password,
) -> Result<Account, ServeError> {
    let services = open_here(config).await?;
    let set = services.set_password(email, password).await;
    services.storage.close().await;
    Ok(set?)
}

/// Looks at the installation and prints what is as it should be and what is not. False when something does not work.
pub async fn doctor(config: &Config) -> bool {
    let clock = SystemClock::start();
    let findings = doctor::examine(config, &clock, &Randomness::system()).await;
    for finding in &findings {
        println!("{finding}");
    }
    let count = |verdict| {
        let alike = findings.iter().filter(|finding| finding.verdict == verdict);
        alike.count()
    };
    let (wrong, warn) = (count(Verdict::Wrong), count(Verdict::Warn));
    println!(
        "{wrong} wrong, {warn} to know, {} as it should be",
        count(Verdict::Ok)
    );
    wrong == 0
}

/// Opens the data folder with the machine's clock and chance.
async fn open_here(config: &Config) -> Result<Services, ServeError> {
    open(
        config,
        Arc::new(SystemClock::start()),
        Randomness::system(),
        PasswordCost::default(),
        None,
    )
    .await
}
