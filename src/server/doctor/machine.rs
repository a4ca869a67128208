//! What the machine gives: open files, and the time.

use std::{fs, os::unix::fs::MetadataExt, time::Duration};

use rustix::process::{Resource, getrlimit};

use super::{Finding, Patient};
use crate::domain::clock::Timestamp;

/// A socket for each person, several for each who is relayed, and some to spare.
const FILES: u64 = 4_096;
/// Passes of the relay are good to the second, and certificates to the minute.
const APART: Duration = Duration::from_secs(30);

pub(super) fn descriptors() -> Finding {
    let about = "open files";
    match getrlimit(Resource::Nofile).current {
        Some(limit) if limit < FILES => Finding::warn(
            about,
            format!("this shell lets a program have {limit}; people and the relay need one each"),
            "start the server with more: ulimit -n 65536, or LimitNOFILE=65536 in its systemd unit",
        ),
        Some(limit) => Finding::ok(about, format!("{limit} at a time")),
        None => Finding::ok(about, "as many as there may be"),
    }
}

/// What can be said of the clock: an answer from elsewhere, and files that are older than now.
pub(super) fn clock(patient: Patient<'_>, answered_at: Option<Timestamp>) -> Finding {
    let about = "clock";
    let mend = "set it by the network (timedatectl set-ntp true)";
    let now = patient.clock.now();
    let newest = fs::read_dir(&patient.config.data_dir)
        .into_iter()
        .flatten()
        .filter_map(|file| Some(file.ok()?.metadata().ok()?.mtime()))
        .max();
    let newest = newest.map(|seconds| Timestamp::from_millis(seconds.saturating_mul(1_000)));
    if let Some(ahead) = newest.map(|newest| newest.since(now))
        && ahead > APART
    {
        let seen = format!(
            "files in the data folder are of {} seconds from now",
            ahead.as_secs()
        );
        return Finding::warn(about, seen, mend);
    }
    match answered_at {
        Some(answered) => {
            let apart = answered.since(now).max(now.since(answered));
            if apart > APART {
                let seen = format!(
                    "it is {} seconds apart from that of what answers at the public URL",
                    apart.as_secs()
                );
                return Finding::wrong(about, seen, mend);
            }
            Finding::ok(
                about,
                "as that of what answers at the public URL, which may be this machine itself",
            )
        }
        None => Finding::ok(
            about,
            "no file is from the future; there is nothing else to compare it with",
        ),
    }
}
