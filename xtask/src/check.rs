//! What can be judged without running the product: formatting, lints of both builds, floors, licences.
//!
//! All checks run even if one fails, so that one round shows everything there is to mend.

use crate::failure::{Failure, Result};
use crate::process::{self, Process};
use crate::site;
use crate::step::Steps;
use crate::test;
use crate::wasm;
use crate::workspace::Workspace;

/// Runs every check.
///
/// # Errors
/// The names of the checks that failed.
pub fn check(workspace: &Workspace) -> Result<()> {
    site::ensure_folder(workspace)?;
    wasm::ensure_target(workspace)?;
    let steps = Steps::default();
    let mut failed = Vec::new();
    for (name, process) in checks(workspace) {
        if steps.step(name, || process.run()).is_err() {
            failed.push(name);
        }
    }
    if process::cargo(workspace.root())
        .args(["deny", "--version"])
        .succeeds()
    {
        let name = "licences and sources of the dependencies";
        let deny =
            process::cargo(workspace.root()).args(["deny", "check", "licenses", "bans", "sources"]);
        if steps.step(name, || deny.run()).is_err() {
            failed.push(name);
        }
    } else {
        eprintln!(
            "==> licences are not checked: cargo-deny is missing (`cargo install cargo-deny` brings it)"
        );
    }
    steps.summary(if failed.is_empty() {
        "All checks passed"
    } else {
        "Not all checks passed"
    });
    if failed.is_empty() {
        Ok(())
    } else {
        Err(Failure::new(format!("failed: {}", failed.join("; "))))
    }
}

fn checks(workspace: &Workspace) -> Vec<(&'static str, Process)> {
    let cargo = |args: &[&str]| {
        process::cargo(workspace.root())
            .args(args)
            .hint("install Rust with rustup, and its clippy and rustfmt")
    };
    vec![
        ("formatting", cargo(&["fmt", "--all", "--check"])),
        (
            "lints of the server's build",
            cargo(&[
                "clippy",
                "--package",
                "visavis",
                "--features",
                "ssr",
                "--all-targets",
                "--",
                "-D",
                "warnings",
            ]),
        ),
        (
            "lints of the browser's build",
            cargo(&[
                "clippy",
                "--package",
                "visavis",
                "--lib",
                "--features",
                "hydrate",
                "--target",
                wasm::TARGET,
                "--",
                "-D",
                "warnings",
            ]),
        ),
        (
            "lints of xtask",
            cargo(&[
                "clippy",
                "--package",
                "xtask",
                "--all-targets",
                "--",
                "-D",
                "warnings",
            ]),
        ),
        ("floors", test::floors(workspace)),
    ]
}
