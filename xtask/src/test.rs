//! Every test: native ones by cargo, the public API by schemathesis, then two or three people in real browsers by
//! Playwright: on this machine alone, and through networks that the tests make.
//!
//! Invariant: all use the same compiled server. `cargo build` would choose other features for the dependencies
//! than `cargo test` (tests add some) and compile the tree twice; so the server is built by `cargo test --no-run`,
//! which builds the programs of the package for its integration tests.

use crate::args::TestScope;
use crate::authority;
use crate::browser;
use crate::failure::{Failure, Result};
use crate::networks;
use crate::playwright;
use crate::process::{self, Process};
use crate::public_api;
use crate::site;
use crate::step::Steps;
use crate::workspace::Workspace;

/// Runs the tests of this scope.
///
/// # Errors
/// The first step that failed.
pub fn test(workspace: &Workspace, scope: &TestScope) -> Result<()> {
    let steps = Steps::default();
    let site = match scope {
        // Programs see nothing of the website.
        TestScope::Api(_) => site::ensure_folder(workspace),
        _ => site::build_in(workspace, &steps),
    };
    let outcome = site.and_then(|()| match scope {
        TestScope::All => native(workspace, &steps, &[])
            .and_then(|()| api(workspace, &steps, &[]))
            .and_then(|()| end_to_end(workspace, &steps, &[]))
            .and_then(|()| networks_if_possible(workspace, &steps)),
        TestScope::Native(args) => native(workspace, &steps, args),
        TestScope::Api(args) => {
            compile(workspace, &steps).and_then(|()| api(workspace, &steps, args))
        }
        TestScope::EndToEnd(args) => {
            compile(workspace, &steps).and_then(|()| end_to_end(workspace, &steps, args))
        }
        TestScope::Networks(args) => networks::can_be_made(workspace)
            .map_err(|why| Failure::new(format!("there are no networks to test in: {why}")))
            .and_then(|()| compile(workspace, &steps))
            .and_then(|()| through_networks(workspace, &steps, args)),
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

fn compile(workspace: &Workspace, steps: &Steps) -> Result<()> {
    steps.step("compile the server for the tests", || {
        floors(workspace).args(["--no-run"]).run()
    })
}

fn api(workspace: &Workspace, steps: &Steps, args: &[String]) -> Result<()> {
    public_api::test(workspace, steps, &workspace.server_program("debug"), args)
}

fn native(workspace: &Workspace, steps: &Steps, args: &[String]) -> Result<()> {
    let has_authority = steps.step("find Pebble", || {
        Ok(authority::is_there_or_installed(workspace))
    })?;
    if !has_authority {
        eprintln!("==> certificates by ACME are NOT tested: please install Pebble");
    }
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
    let mut playwright = playwright::prepare(workspace, steps, &workspace.server_program("debug"))?;
    match steps.step("find Firefox", || {
        browser::find_or_install_firefox(workspace)
    })? {
        Some(firefox) => playwright = playwright.env(browser::FIREFOX_VARIABLE, firefox),
        None => eprintln!("==> Firefox is NOT tested: please install it"),
    }
    steps.step("end-to-end tests", || playwright.args(args).run())
}

/// Calls through real networks, where this machine lets them be made; otherwise it says why they are left out.
fn networks_if_possible(workspace: &Workspace, steps: &Steps) -> Result<()> {
    match networks::can_be_made(workspace) {
        Ok(()) => through_networks(workspace, steps, &[]),
        Err(why) => {
            eprintln!("==> calls through real networks are NOT tested: {why}");
            Ok(())
        }
    }
}

fn through_networks(workspace: &Workspace, steps: &Steps, args: &[String]) -> Result<()> {
    let playwright = playwright::prepare(workspace, steps, &workspace.server_program("debug"))?;
    steps.step("calls through real networks", || {
        playwright.args(["--config", "net"]).args(args).run()
    })
}
