//! Every test: native ones by cargo, then two or three people in a real browser by Playwright.
//!
//! Invariant: both use the same compiled server. `cargo build` would choose other features for the dependencies
//! than `cargo test` (tests add some) and compile the tree twice; so the server is built by `cargo test --no-run`,
//! which builds the programs of the package for its integration tests.

use crate::args::TestScope;
use crate::failure::Result;
use crate::playwright;
use crate::process::{self, Process};
use crate::site;
use crate::step::Steps;
use crate::workspace::Workspace;

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
                floors(workspace).args(["--no-run"]).run()
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

/// The test of the floors: the least that makes cargo build the programs of the package as its tests need them.
pub fn floors(workspace: &Workspace) -> Process {
    process::cargo(workspace.root())
        .args(["test", "--package", "visavis", "--features", "ssr"])
        .args(["--test", "floors"])
        .hint("install Rust with rustup")
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
    let playwright = playwright::prepare(workspace, steps, &workspace.server_program("debug"))?;
    steps.step("end-to-end tests", || playwright.args(args).run())
}
