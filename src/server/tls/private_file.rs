//! Files that hold a key: readable by their owner only, and never half of one.

use std::{
    fs::{self, OpenOptions},
    io::{self, Write},
    os::unix::fs::OpenOptionsExt,
    path::Path,
};

/// Puts `text` into `file`, in one step.
///
/// # Errors
/// What the system says when it cannot be kept.
pub fn write(file: &Path, text: &str) -> io::Result<()> {
    let next = file.with_extension("next");
    let mut written = OpenOptions::new()
        .write(true)
        .create(true)
        .truncate(true)
        .mode(0o600)
        .open(&next)?;
    written.write_all(text.as_bytes())?;
    written.sync_all()?;
    fs::rename(next, file)
}
