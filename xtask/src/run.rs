//! Builds everything and starts the server in the place of this helper, so that Ctrl-C reaches it directly.

use crate::build;
use crate::failure::Result;
use crate::process;
use crate::workspace::Workspace;

/// Builds, then becomes the server.
///
/// # Errors
/// What the build says, or that the server could not be started.
pub fn run(workspace: &Workspace, server_args: &[String]) -> Result<()> {
    let program = build::build(workspace)?;
    process::program_in(program, workspace.root())
        .args(server_args)
        .become_it()
}
