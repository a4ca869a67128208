//! Which processor core a process runs on, so that a server's figure is that of one core and the load client is not
//! in its way.

use std::process::{Command, Stdio};

use super::Failure;

/// The core that measured servers have for themselves.
pub const SERVER: u32 = 0;
/// The core of the load client.
pub const CLIENT: u32 = 1;

/// Keeps the process with this id, all its threads, to one core (`taskset`, util-linux).
///
/// # Errors
/// When there is no such core, or no `taskset`.
pub fn keep(process: u32, core: u32) -> Result<(), Failure> {
    let kept = Command::new("taskset")
        .args(["--all-tasks", "--pid", "--cpu-list"])
        .args([core.to_string(), process.to_string()])
        .stdout(Stdio::null())
        .status()?;
    if kept.success() {
        Ok(())
    } else {
        Err(format!("the system does not keep a process to core {core}").into())
    }
}
