//! Programs from PyPI, exactly as their lock file says, in a folder of their own below `target`.

use std::fs;
use std::path::{Path, PathBuf};

use crate::debian;
use crate::failure::{Failure, Result, While};
use crate::process;
use crate::stamp::content_hash;
use crate::workspace::Workspace;

const HINT: &str =
    "install Python 3.11 or newer with its module venv (`apt-get install python3 python3-venv`)";

/// Installs what `requirements.txt` in `dir` names, unless these very versions are there, and gives the folder of the
/// programs.
///
/// # Errors
/// When there is no Python, no module venv, or no way to the packages.
pub fn install(workspace: &Workspace, dir: &Path) -> Result<PathBuf> {
    let lock = dir.join("requirements.txt");
    let wanted = content_hash(&fs::read(&lock).could_not(|| format!("read {}", lock.display()))?);
    let home = workspace.python();
    let programs = home.join(if cfg!(windows) { "Scripts" } else { "bin" });
    // Inside the folder, so that removing the packages removes the claim that they are there.
    let record = home.join(".installed-lock");
    if fs::read_to_string(&record).is_ok_and(|installed| installed == wanted) {
        return Ok(programs);
    }
    make_home(workspace, &home)?;
    process::program_in(programs.join("python"), workspace.root())
        .args([
            "-m",
            "pip",
            "install",
            "--quiet",
            "--disable-pip-version-check",
        ])
        .args(["--require-hashes", "--requirement"])
        .args([&lock])
        .run()?;
    fs::write(&record, wanted).could_not(|| format!("write {}", record.display()))?;
    Ok(programs)
}

/// Makes an empty environment; on Debian, what Python lacks for it is installed when nobody has to be asked.
fn make_home(workspace: &Workspace, home: &Path) -> Result<()> {
    let make = || {
        process::program_in("python3", workspace.root())
            .args(["-m", "venv", "--clear"])
            .args([home])
            .hint(HINT)
            .run()
    };
    let Err(failure) = make() else {
        return Ok(());
    };
    if debian::install(workspace, &["python3", "python3-venv"]) {
        return make();
    }
    Err(Failure::new(format!("{failure}; please {HINT}")))
}
