//! wasm-opt makes the browser's program a quarter smaller. It is welcome, not needed.
//!
//! It is looked for on PATH, then in `xtask/npm`, where npm can put it (the package `binaryen`, held by a lock
//! file). Without it the site is built all the same, only larger, and the build says so.
//! Invariant: an optimiser that breaks what wasm-bindgen wrote is never used.

use std::path::{Path, PathBuf};

use crate::npm;
use crate::process::{self, find_on_path};
use crate::workspace::Workspace;

/// What rustc emits for the browser today; without these flags wasm-opt would refuse the file.
const FLAGS: &[&str] = &[
    "-Oz",
    "--enable-bulk-memory",
    "--enable-nontrapping-float-to-int",
    "--enable-sign-ext",
    "--enable-mutable-globals",
    "--enable-reference-types",
    "--enable-multivalue",
];

/// Older ones have been seen (108, Debian 12) to export the functions' table in the place of the one that
/// wasm-bindgen keeps its values in; the program then ends before it begins.
const OLDEST: u32 = 116;

/// A wasm-opt that can be started.
pub struct WasmOpt {
    program: PathBuf,
    version: String,
}

impl WasmOpt {
    /// The one on PATH, or the one that npm has or can install, or none.
    pub fn find(workspace: &Workspace) -> Option<Self> {
        let at = |program: PathBuf| {
            let version = process::program_in(&program, workspace.root())
                .args(["--version"])
                .output()
                .ok()?;
            Some(Self {
                program,
                version: version.trim().to_owned(),
            })
        };
        find_on_path(&["wasm-opt"])
            .and_then(at)
            .filter(|tool| release(&tool.version).is_some_and(|release| release >= OLDEST))
            .or_else(|| {
                npm::install_if_reachable(&workspace.npm_tools()).ok()?;
                at(workspace.npm_tools().join("node_modules/.bin/wasm-opt"))
            })
    }

    /// Part of the stamp: another optimiser makes another file.
    pub fn version(&self) -> &str {
        &self.version
    }

    /// Shrinks `wasm` in place; when it cannot, the file stays as it is and the reason is printed.
    pub fn shrink(&self, wasm: &Path) {
        let smaller = wasm.with_extension("smaller");
        let dir = wasm.parent().unwrap_or(Path::new("."));
        let outcome = process::program_in(&self.program, dir)
            .args(FLAGS)
            .args([wasm.as_os_str(), "-o".as_ref(), smaller.as_os_str()])
            .run()
            .and_then(|()| {
                crate::failure::While::could_not(std::fs::rename(&smaller, wasm), || {
                    "replace it".into()
                })
            });
        if let Err(failure) = outcome {
            eprintln!("    The site is larger than it could be: {failure}.");
        }
    }
}

/// The number in `wasm-opt version 108` or `wasm-opt version 132 (version_132)`.
fn release(version: &str) -> Option<u32> {
    version
        .split_whitespace()
        .find_map(|word| word.parse().ok())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_release_is_found_in_what_the_tool_says_of_itself() {
        assert_eq!(release("wasm-opt version 108"), Some(108));
        assert_eq!(release("wasm-opt version 132 (version_132)"), Some(132));
        assert_eq!(release("wasm-opt"), None);
    }
}
