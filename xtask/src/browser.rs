//! The browsers of the end-to-end tests: those that are there, or that can be installed without a question. Chromium is
//! needed; Firefox is welcome.

use std::path::PathBuf;

use crate::debian;
use crate::failure::{Failure, Result};
use crate::npm;
use crate::process::find_on_path;
use crate::workspace::Workspace;

/// The variable by which a person, or this helper, names the browser to the tests.
pub const VARIABLE: &str = "VISAVIS_CHROMIUM";

/// As [`VARIABLE`], for Firefox.
pub const FIREFOX_VARIABLE: &str = "VISAVIS_FIREFOX";

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
    if let Some(named) = named_in(VARIABLE)? {
        return Ok(named);
    }
    if let Some(found) = playwrights_own(workspace).or_else(|| find_on_path(NAMES)) {
        return Ok(found);
    }
    // Ubuntu's package of this name is a stub that wants snap; then Playwright's browser is the way.
    if debian::install(workspace, &["chromium"])
        && let Some(found) = find_on_path(NAMES)
    {
        return Ok(found);
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

/// Finds a Firefox, or installs Debian's by apt as root; none where neither works.
///
/// # Errors
/// When the variable names what is no program.
pub fn find_or_install_firefox(workspace: &Workspace) -> Result<Option<PathBuf>> {
    const NAMES: &[&str] = &["firefox-esr", "firefox"];
    if let Some(named) = named_in(FIREFOX_VARIABLE)? {
        return Ok(Some(named));
    }
    Ok(find_on_path(NAMES).or_else(|| {
        debian::install(workspace, &["firefox-esr"])
            .then(|| find_on_path(NAMES))
            .flatten()
    }))
}

/// The program that a person names in this variable.
fn named_in(variable: &str) -> Result<Option<PathBuf>> {
    match std::env::var_os(variable).map(PathBuf::from) {
        Some(named) if !named.is_file() => Err(Failure::new(format!(
            "{variable} names {}, where there is no program",
            named.display()
        ))),
        named => Ok(named),
    }
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
