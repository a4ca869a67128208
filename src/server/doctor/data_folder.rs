//! The folder in which everything is kept: whether it can be written, by whom it can be read, and how much room it has.

use std::{
    fs::{self, OpenOptions},
    io,
    os::unix::fs::{OpenOptionsExt, PermissionsExt},
    path::Path,
};

use super::{Finding, Patient};
use crate::server::{
    acme,
    config::{CertificateSource, Config},
    secret::HashKey,
    storage::{Schema, Storage, StorageError},
};

const ABOUT: &str = "data folder";
const DATABASE: &str = "database";
/// Readable by others than their owner.
const OTHERS: u32 = 0o077;
const MEGABYTE: u64 = 1_000_000;
/// With less, a day of chat may fill it.
const LITTLE: u64 = 500 * MEGABYTE;
const ALMOST_NOTHING: u64 = 50 * MEGABYTE;

pub(super) async fn examine(patient: Patient<'_>) -> Vec<Finding> {
    let folder = &patient.config.data_dir;
    let shown = folder.display();
    if !folder.exists() {
        let seen = format!("{shown} is not there yet");
        let mend = "it is made at first start; if it should be there, name it with --data-dir";
        return vec![Finding::warn(ABOUT, seen, mend)];
    }
    let mut findings = vec![writable(folder)];
    findings.extend(private(patient.config));
    findings.push(room(folder));
    match HashKey::load(folder) {
        Ok(_) => {}
        Err(error) => findings.push(Finding::wrong(
            "key",
            error.to_string(),
            "put the right file back from a copy",
        )),
    }
    findings.push(database(&folder.join(crate::server::storage::FILE)).await);
    findings
}

fn writable(folder: &Path) -> Finding {
    let probe = folder.join(".doctor");
    let written = OpenOptions::new()
        .write(true)
        .create(true)
        .truncate(true)
        .mode(0o600)
        .open(&probe)
        .and_then(|_| fs::remove_file(&probe));
    match written {
        Ok(()) => Finding::ok(ABOUT, format!("{} can be written", folder.display())),
        Err(error) => Finding::wrong(
            ABOUT,
            format!("{} cannot be written: {error}", folder.display()),
            "give it to the user that the server runs as (chown), or run this as that user",
        ),
    }
}

/// Whatever others on the machine could read.
fn private(config: &Config) -> Vec<Finding> {
    let folder = &config.data_dir;
    let open = |path: &Path| -> io::Result<bool> {
        Ok(fs::metadata(path)?.permissions().mode() & OTHERS != 0)
    };
    let mut findings = Vec::new();
    if open(folder).unwrap_or(false) {
        findings.push(Finding::wrong(
            ABOUT,
            format!("others on this machine can look into {}", folder.display()),
            format!("chmod 700 {}", folder.display()),
        ));
    }
    let mut keys = ["visavis.key", "self-signed.pem"]
        .map(|name| folder.join(name))
        .to_vec();
    if let Some(CertificateSource::Acme(acme)) = &config.tls.certificate {
        keys.extend([acme::account_file(folder, acme), acme::file(folder, acme)]);
    }
    for file in keys {
        if open(&file).unwrap_or(false) {
            findings.push(Finding::wrong(
                "key",
                format!("others on this machine can read {}", file.display()),
                format!("chmod 600 {}", file.display()),
            ));
        }
    }
    findings
}

fn room(folder: &Path) -> Finding {
    let free = rustix::fs::statvfs(folder).map(|disk| disk.f_bavail.saturating_mul(disk.f_frsize));
    let mend = "make room on the disk: what is not stored is not said";
    match free {
        Ok(free) if free < ALMOST_NOTHING => {
            Finding::wrong("disk", format!("{} MB are free", free / MEGABYTE), mend)
        }
        Ok(free) if free < LITTLE => {
            Finding::warn("disk", format!("{} MB are free", free / MEGABYTE), mend)
        }
        Ok(free) => Finding::ok("disk", format!("{} MB are free", free / MEGABYTE)),
        Err(error) => Finding::warn(
            "disk",
            format!("how much is free cannot be said: {error}"),
            "look with df",
        ),
    }
}

async fn database(file: &Path) -> Finding {
    if !file.exists() {
        return Finding::ok(DATABASE, "there is none yet; it is made at first start");
    }
    match Storage::inspect(file).await {
        Ok(Schema::Current) => Finding::ok(DATABASE, "opens, and is of this version"),
        Ok(Schema::Older) => Finding::ok(
            DATABASE,
            "opens, and is of an older version; it is brought up to date at the next start",
        ),
        Err(error @ StorageError::NewerSchema { .. }) => Finding::wrong(
            DATABASE,
            error.to_string(),
            "nothing is damaged: run the program that wrote it, or a newer one",
        ),
        Err(error) => Finding::wrong(
            DATABASE,
            error.to_string(),
            format!("restore a copy of {}", file.display()),
        ),
    }
}
