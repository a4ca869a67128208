//! What a Debian machine lacks for the tests, installed where nobody has to be asked.

use std::path::Path;

use crate::failure::Result;
use crate::process;
use crate::workspace::Workspace;

/// Installs these packages and says whether they are there now. It tries on Debian as root only: elsewhere the person
/// who runs the tests decides.
pub fn install(workspace: &Workspace, packages: &[&str]) -> bool {
    let apt = |args: &[&str]| -> Result<()> {
        process::program_in("apt-get", workspace.root())
            .args(args)
            .env("DEBIAN_FRONTEND", "noninteractive")
            .run()
    };
    let install: Vec<_> = ["install", "-y"].iter().chain(packages).copied().collect();
    Path::new("/etc/debian_version").exists()
        && is_root(workspace)
        && apt(&["update"]).and_then(|()| apt(&install)).is_ok()
}

/// Whether this may do what the system lets only its administrator do.
pub fn is_root(workspace: &Workspace) -> bool {
    process::program_in("id", workspace.root())
        .args(["-u"])
        .output()
        .is_ok_and(|id| id.trim() == "0")
}
