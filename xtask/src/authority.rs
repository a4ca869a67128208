//! Pebble, an authority that gives certificates to tests: the one that is there, or that can be installed without a
//! question.

use crate::debian;
use crate::process::find_on_path;
use crate::workspace::Workspace;

/// The program, and the Debian package that brings it.
const PEBBLE: &str = "pebble";

/// Whether it is there now. Without it, the tests of certificates that come by themselves test nothing.
pub fn is_there_or_installed(workspace: &Workspace) -> bool {
    let is_there = || find_on_path(&[PEBBLE]).is_some();
    is_there() || (debian::install(workspace, &[PEBBLE]) && is_there())
}
