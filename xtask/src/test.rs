//! Every test: native ones by cargo, then two or three people in a real browser by Playwright.
//!
//! Invariant: both use the same compiled server. `cargo build` would choose other features for the dependencies
//! than `cargo test` (tests add some) and compile the tree twice; so the server is built by `cargo test --no-run`,
//! which builds the programs of the package for its integration tests.

use crate::args::TestScope;
use crate::browser;
use crate::failure::{Failure, Result};
use crate::npm;
use crate::process;
use crate::site;
use crate::step::Steps;
use crate::workspace::Workspace;

/// The variable by which the end-to-end tests learn which server to start.
const SERVER_VARIABLE: &str = "VISAVIS_SERVER";

/// Runs the tests of this scope.
///
/// # Errors
/// The first step that failed.
pub fn test(workspace: &Workspace, scope: &TestScope) -> Result<()> {
    let steps = Steps::default();
    let outcome = site::build_in(workspace, &steps).and_then(|()| match scope {
        TestScope::All => {
            native(workspace, &steps, &[]).and_then(|()| end_to_end(workspace, &steps, &[]))
        }
        TestScope::Native(args) => native(workspace, &steps, args),
        TestScope::EndToEnd(args) => {
            steps.step("compile the server for the tests", || {
                process::cargo(workspace.root())
                    .args([
                        "test",
                        "--package",
                        "visavis",
                        "--features",
                        "ssr",
                        "--test",
                        "floors",
                        "--no-run",
                    ])
                    .run()
            })?;
            end_to_end(workspace, &steps, args)
        }
    });
    steps.summary(if outcome.is_ok() {
        "All tests passed"
    } else {
        "Not all tests passed"
    });
    outcome
}

fn native(workspace: &Workspace, steps: &Steps, args: &[String]) -> Result<()> {
    // Two runs instead of --workspace: together, the two packages would agree on other features of what they share
    // than each alone, and `cargo xtask` itself would be compiled anew each time.
    steps.step("native tests", || {
        process::cargo(workspace.root())
            .args(["test", "--package", "visavis", "--features", "ssr", "--"])
            .args(args)
            .run()
    })?;
    steps.step("tests of xtask", || {
        process::cargo(workspace.root())
            .args(["test", "--package", "xtask", "--"])
            .args(args)
            .run()
    })
}

fn end_to_end(workspace: &Workspace, steps: &Steps, args: &[String]) -> Result<()> {
    let end2end = workspace.end2end();
    steps.step("npm packages of the end-to-end tests", || {
        npm::install(&end2end)
    })?;
    let chromium = steps.step("find Chromium", || browser::find_or_install(workspace))?;
    let server = workspace.server_program("debug");
    if !server.is_file() {
        return Err(Failure::new(format!(
            "there is no server at {}",
            server.display()
        )));
    }
    steps.step("types of the end-to-end tests", || {
        npm::npx(&end2end).args(["tsc", "--noEmit"]).run()
    })?;
    steps.step("end-to-end tests", || {
        npm::npx(&end2end)
            .args(["playwright", "test"])
            .args(args)
            .env(browser::VARIABLE, &chromium)
            .env(SERVER_VARIABLE, &server)
            .run()
    })
}
