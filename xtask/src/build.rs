//! The release: the site first, then the one program that carries it.

use std::path::PathBuf;

use crate::failure::Result;
use crate::process;
use crate::site;
use crate::step::Steps;
use crate::workspace::Workspace;

/// Builds everything and gives the path of the program.
///
/// # Errors
/// What a compiler says.
pub fn build(workspace: &Workspace) -> Result<PathBuf> {
    let steps = Steps::default();
    site::build_in(workspace, &steps)?;
    steps.step("compile the server", || {
        process::cargo(workspace.root())
            .args([
                "build",
                "--release",
                "--package",
                "visavis",
                "--features",
                "ssr",
                "--bin",
                "visavis",
            ])
            .run()
    })?;
    let program = workspace.server_program("release");
    steps.summary(&format!("Built {}", program.display()));
    Ok(program)
}
