//! What the program is started with and for: its commands, and settings as flags.

use clap::{Args, Parser, Subcommand};

use super::settings::{Given, Settings};
use crate::domain::account::AccountRole;

/// The command line.
#[derive(Debug, Parser)]
#[command(name = "visavis", version, about = "A self-hosted place for live mentoring sessions.", after_help = AFTER_HELP)]
pub struct Flags {
    #[command(subcommand)]
    command: Option<Command>,
    #[command(flatten)]
    settings: Settings,
    /// Fills an empty data folder with people and sessions for a first look, and starts the server
    #[arg(long)]
    demo: bool,
}

const AFTER_HELP: &str = "Every setting can also stand in the environment, as VISAVIS_ and its name in capitals \
(VISAVIS_PUBLIC_URL), or in visavis.toml (public-url = \"https://meet.example\"). Flags count more than the \
environment, the environment more than the file.";

#[derive(Debug, Subcommand)]
enum Command {
    /// Starts the server; so does no command at all
    Serve(Settings),
    /// Looks at the installation, and says what to mend; ends with 1 when something does not work
    Doctor(Settings),
    /// Looks after the people who sign in
    Account {
        #[command(subcommand)]
        command: AccountCommand,
    },
}

#[derive(Debug, Subcommand)]
enum AccountCommand {
    /// Makes an account; the password is asked for, or read from standard input
    Add {
        #[command(flatten)]
        account: AddAccount,
        #[command(flatten)]
        settings: Settings,
    },
    /// Sets a password and signs its person out everywhere; it is asked for, or read from standard input
    Password {
        #[command(flatten)]
        account: SetPassword,
        #[command(flatten)]
        settings: Settings,
    },
}

/// The account that the operator wants to make. Its password never stands on the command line, which others can
/// see.
#[derive(Debug, Clone, PartialEq, Eq, Args)]
pub struct AddAccount {
    /// The address by which they sign in
    #[arg(long, value_name = "ADDRESS")]
    pub email: String,
    /// What the others call them
    #[arg(long, value_name = "NAME")]
    pub name: String,
    /// mentor, learner or admin
    #[arg(long, value_name = "ROLE", value_parser = read_role)]
    pub role: AccountRole,
}

/// The account whose password the operator wants to set.
#[derive(Debug, Clone, PartialEq, Eq, Args)]
pub struct SetPassword {
    /// The address by which they sign in
    #[arg(long, value_name = "ADDRESS")]
    pub email: String,
}

fn read_role(word: &str) -> Result<AccountRole, &'static str> {
    AccountRole::parse(word).ok_or("it must be mentor, learner or admin")
}

/// What the program is started for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Task {
    /// Serving.
    Serve,
    /// Filling an empty data folder, and serving.
    Demo,
    /// Looking at the installation.
    Doctor,
    /// Making an account.
    AddAccount(AddAccount),
    /// Setting a password.
    SetPassword(SetPassword),
}

impl Flags {
    /// What the program is started for; serving, when nothing is said.
    pub fn task(&self) -> Task {
        match &self.command {
            Some(Command::Account {
                command: AccountCommand::Add { account, .. },
            }) => Task::AddAccount(account.clone()),
            Some(Command::Account {
                command: AccountCommand::Password { account, .. },
            }) => Task::SetPassword(account.clone()),
            Some(Command::Doctor(_)) => Task::Doctor,
            Some(Command::Serve(_)) | None if self.demo => Task::Demo,
            Some(Command::Serve(_)) | None => Task::Serve,
        }
    }

    /// The settings. They may stand before and after the command; what stands after it counts more.
    pub(super) fn settings(self) -> Given {
        let before = self.settings.given();
        match self.command {
            None => before,
            Some(Command::Serve(after) | Command::Doctor(after)) => after.given().over(before),
            Some(Command::Account { command }) => {
                let (AccountCommand::Add { settings, .. }
                | AccountCommand::Password { settings, .. }) = command;
                settings.given().over(before)
            }
        }
    }
}
