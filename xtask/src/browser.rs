//! A Chromium for the end-to-end tests: the one that is there, or the one that can be installed without a question.

use std::path::{Path, PathBuf};

use crate::failure::{Failure, Result};
use crate::npm;
use crate::process::{self, find_on_path};
use crate::workspace::Workspace;

/// The variable by which a person, or this helper, names the browser to the tests.
pub const VARIABLE: &str = "VISAVIS_CHROMIUM";

const NAMES: &[&str] = &[
    "chromium",
    "chromium-browser",
    "google-chrome",
    "google-chrome-stable",
];

/// Finds a Chromium, or installs one: by apt on Debian as root, else by Playwright.
///
/// # Errors
/// A sentence that says what to install when neither works.
pub fn find_or_install(workspace: &Workspace) -> Result<PathBuf> {
    if let Some(named) = std::env::var_os(VARIABLE) {
        let named = PathBuf::from(named);
        return if named.is_file() {
            Ok(named)
        } else {
            Err(Failure::new(format!(
                "{VARIABLE} names {}, where there is no program",
                named.display()
            )))
        };
    }
    if let Some(found) = playwrights_own(workspace).or_else(|| find_on_path(NAMES)) {
        return Ok(found);
    }
    if Path::new("/etc/debian_version").exists() && is_root(workspace) {
        let apt = |args: &[&str]| {
            process::program_in("apt-get", workspace.root())
                .args(args)
                .env("DEBIAN_FRONTEND", "noninteractive")
                .run()
        };
        // Ubuntu's package of this name is a stub that wants snap; then Playwright's browser is the way.
        if apt(&["update"])
            .and_then(|()| apt(&["install", "-y", "chromium"]))
            .is_ok()
            && let Some(found) = find_on_path(NAMES)
        {
            return Ok(found);
        }
    }
    let _ = npm::npx(&workspace.end2end())
        .args(["playwright", "install", "chromium"])
        .run();
    playwrights_own(workspace).ok_or_else(|| {
        Failure::new(format!(
            "there is no Chromium for the end-to-end tests and it could not be installed; please install one \
             (`apt-get install chromium`, or `npx playwright install chromium` in end2end) or name it in {VARIABLE}"
        ))
    })
}

/// The browser that Playwright has downloaded for itself, if it has.
fn playwrights_own(workspace: &Workspace) -> Option<PathBuf> {
    let ask = "process.stdout.write(require('@playwright/test').chromium.executablePath())";
    let answer = npm::node(&workspace.end2end())
        .args(["-e", ask])
        .output()
        .ok()?;
    Some(PathBuf::from(answer)).filter(|program| program.is_file())
}

/// Whether this may install what the system lacks.
pub fn is_root(workspace: &Workspace) -> bool {
    process::program_in("id", workspace.root())
        .args(["-u"])
        .output()
        .is_ok_and(|id| id.trim() == "0")
}
