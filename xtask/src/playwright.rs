//! Playwright with what it needs: its packages, a Chromium, and the server to start. Tests and measurements in a
//! real browser both begin here.

use std::path::Path;

use crate::browser;
use crate::failure::{Failure, Result};
use crate::npm;
use crate::process::Process;
use crate::step::Steps;
use crate::workspace::Workspace;

/// The variable by which Playwright's side learns which server to start.
const SERVER_VARIABLE: &str = "VISAVIS_SERVER";

/// `playwright test` in the folder of the end-to-end tests, about to drive this server.
///
/// # Errors
/// When packages or browser cannot be had, the server was not built, or the TypeScript has a wrong type.
pub fn prepare(workspace: &Workspace, steps: &Steps, server: &Path) -> Result<Process> {
    let end2end = workspace.end2end();
    steps.step("npm packages of the end-to-end tests", || {
        npm::install(&end2end)
    })?;
    let chromium = steps.step("find Chromium", || browser::find_or_install(workspace))?;
    if !server.is_file() {
        return Err(Failure::new(format!(
            "there is no server at {}",
            server.display()
        )));
    }
    steps.step("types of the end-to-end tests", || {
        npm::npx(&end2end).args(["tsc", "--noEmit"]).run()
    })?;
    Ok(npm::npx(&end2end)
        .args(["playwright", "test"])
        .env(browser::VARIABLE, &chromium)
        .env(SERVER_VARIABLE, server))
}
