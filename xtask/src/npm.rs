//! npm packages, exactly as their lock file says, and only when it changed.

use std::fs;
use std::path::{Path, PathBuf};

use crate::failure::{Failure, Result, While};
use crate::process::{self, Process};
use crate::stamp::content_hash;

const HINT: &str =
    "install Node.js 20 or newer with npm (https://nodejs.org, or `apt-get install nodejs npm`)";

/// `npm` in this folder.
pub fn npm(dir: &Path) -> Process {
    process::program_in(if cfg!(windows) { "npm.cmd" } else { "npm" }, dir).hint(HINT)
}

/// `npx` in this folder; the package must be installed there.
pub fn npx(dir: &Path) -> Process {
    process::program_in(if cfg!(windows) { "npx.cmd" } else { "npx" }, dir)
        .args(["--no-install"])
        .hint(HINT)
}

/// `node` in this folder.
pub fn node(dir: &Path) -> Process {
    process::program_in("node", dir).hint(HINT)
}

/// Installs the packages of `package-lock.json`, unless these very ones are there.
///
/// # Errors
/// When there is no npm, no lock file, or no way to the packages.
pub fn install(dir: &Path) -> Result<()> {
    install_with(dir, &[])
}

/// As [`install`], for packages that are welcome and not needed: a machine without a network learns it at once.
///
/// # Errors
/// As [`install`].
pub fn install_if_reachable(dir: &Path) -> Result<()> {
    install_with(dir, &["--fetch-retries=0"])
}

fn install_with(dir: &Path, options: &[&str]) -> Result<()> {
    let lock = dir.join("package-lock.json");
    let lock = fs::read(&lock).could_not(|| format!("read {}", lock.display()))?;
    let wanted = content_hash(&lock);
    let record = installed_record(dir);
    if fs::read_to_string(&record).is_ok_and(|installed| installed == wanted) {
        return Ok(());
    }
    npm(dir)
        .args(["ci", "--no-audit", "--no-fund"])
        .args(options)
        .run()
        .map_err(|failure| {
            Failure::new(format!(
                "{failure}. The packages of {} could not be installed",
                dir.display()
            ))
        })?;
    fs::write(&record, wanted).could_not(|| format!("write {}", record.display()))
}

/// Inside `node_modules`, so that removing the packages removes the claim that they are there.
fn installed_record(dir: &Path) -> PathBuf {
    dir.join("node_modules/.installed-lock")
}
