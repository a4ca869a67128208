//! Looks at an installation as its operator would have to, one thing after the other, and says what to mend.
//!
//! Works beside a running server and without one: what only a running one can show is left open then, and said so. It
//! changes nothing. That an address leads to this very server is proved by its key, never taken for granted.

mod authority;
mod certificate;
mod data_folder;
mod doors;
mod finding;
mod machine;
mod probe;
mod public_url;
mod relay;
mod turn_client;

use crate::{
    domain::clock::Clock,
    server::{
        config::Config,
        secret::{HashKey, Randomness},
    },
};

pub use finding::{Finding, Verdict};

/// What is looked at, and with what.
#[derive(Clone, Copy)]
struct Patient<'a> {
    config: &'a Config,
    clock: &'a dyn Clock,
    randomness: &'a Randomness,
    /// The server's key; none before its first start.
    key: Option<&'a HashKey>,
}

/// Looks at everything that `config` says, in the order in which one thing rests on another.
pub async fn examine(config: &Config, clock: &dyn Clock, randomness: &Randomness) -> Vec<Finding> {
    let key = HashKey::load(&config.data_dir).ok().flatten();
    let patient = Patient {
        config,
        clock,
        randomness,
        key: key.as_ref(),
    };
    let mut findings = data_folder::examine(patient).await;
    findings.push(machine::descriptors());
    let doors = doors::examine(patient).await;
    findings.extend(doors.findings);
    findings.extend(authority::examine(patient).await);
    findings.extend(certificate::examine(patient));
    let public = public_url::examine(patient, doors.running).await;
    findings.extend(public.findings);
    findings.push(machine::clock(patient, public.answered_at));
    findings.extend(relay::examine(patient, doors.running).await);
    findings
}
