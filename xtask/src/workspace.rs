//! Where things are: the workspace, cargo's outputs and the website.
//!
//! Two target folders are kept apart on purpose: cargo's own follows `CARGO_TARGET_DIR`, the website is always
//! `<workspace>/target/site`, because the server embeds it by that fixed path.

use std::path::{Path, PathBuf};

use crate::failure::{Failure, Result};
use crate::process;

pub struct Workspace {
    root: PathBuf,
    cargo_target: PathBuf,
}

impl Workspace {
    /// Finds the workspace that this helper was started from.
    ///
    /// # Errors
    /// When `cargo metadata` does not answer.
    pub fn locate() -> Result<Self> {
        let manifest_dir = std::env::var_os("CARGO_MANIFEST_DIR")
            .map_or_else(|| PathBuf::from(env!("CARGO_MANIFEST_DIR")), PathBuf::from);
        let root = manifest_dir
            .parent()
            .ok_or_else(|| {
                Failure::new("the folder of xtask has no parent, so there is no workspace")
            })?
            .to_path_buf();
        let metadata = process::cargo(&root)
            .args(["metadata", "--no-deps", "--format-version=1"])
            .output()?;
        let metadata: serde_json::Value = serde_json::from_str(&metadata).map_err(|error| {
            Failure::new(format!("cargo metadata answered with broken JSON: {error}"))
        })?;
        let cargo_target = metadata["target_directory"]
            .as_str()
            .ok_or_else(|| Failure::new("cargo metadata does not name a target directory"))?;
        Ok(Self {
            cargo_target: cargo_target.into(),
            root,
        })
    }

    pub fn root(&self) -> &Path {
        &self.root
    }

    /// The finished website, embedded by the server.
    pub fn site(&self) -> PathBuf {
        self.root.join("target/site")
    }

    /// Parts of the website that are reused while their inputs stay the same.
    pub fn parts(&self) -> PathBuf {
        self.root.join("target/site-parts")
    }

    /// The Playwright tests.
    pub fn end2end(&self) -> PathBuf {
        self.root.join("end2end")
    }

    /// Tools of the build that come from npm.
    pub fn npm_tools(&self) -> PathBuf {
        self.root.join("xtask/npm")
    }

    /// The test of the public API: what is installed for it, and its settings.
    pub fn schemathesis(&self) -> PathBuf {
        self.root.join("xtask/schemathesis")
    }

    /// Where programs from PyPI are installed.
    pub fn python(&self) -> PathBuf {
        self.root.join("target/python")
    }

    /// A folder for data that nobody needs afterwards.
    pub fn scratch(&self, name: &str) -> PathBuf {
        self.root.join("target/scratch").join(name)
    }

    /// The server program of a profile folder (`debug` or `release`).
    pub fn server_program(&self, profile: &str) -> PathBuf {
        self.cargo_target
            .join(profile)
            .join(format!("visavis{}", std::env::consts::EXE_SUFFIX))
    }

    /// The library as cargo leaves it for the browser.
    pub fn raw_wasm(&self) -> PathBuf {
        self.cargo_target
            .join("wasm32-unknown-unknown/wasm-release/visavis.wasm")
    }
}
