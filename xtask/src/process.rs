//! Starting other programs, with a sentence when one is missing or fails.
//!
//! Invariant: a cargo that is started from here sees the same environment as one started by hand. `cargo run`
//! adds variables about this package; build scripts that watch them would otherwise run again on every change of
//! caller and compile half the tree twice.

use std::ffi::{OsStr, OsString};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use crate::failure::{Failure, Result, While};

/// A program that is about to be started.
pub struct Process {
    command: Command,
    label: String,
    install_hint: Option<&'static str>,
}

/// Cargo itself, the one that started this helper.
pub fn cargo(dir: &Path) -> Process {
    let program = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let mut process = program_in(program, dir).hint("install Rust with rustup (https://rustup.rs)");
    for (name, _) in std::env::vars_os() {
        if belongs_to_this_package(&name) {
            process.command.env_remove(&name);
        }
    }
    process.label = "cargo".into();
    process
}

/// Any program, found on PATH or named by its path.
pub fn program_in(program: impl AsRef<OsStr>, dir: &Path) -> Process {
    let mut command = Command::new(&program);
    command.current_dir(dir);
    Process {
        command,
        label: program.as_ref().to_string_lossy().into_owned(),
        install_hint: None,
    }
}

fn belongs_to_this_package(name: &OsString) -> bool {
    let Some(name) = name.to_str() else {
        return false;
    };
    [
        "CARGO_PKG_",
        "CARGO_MANIFEST_",
        "CARGO_BIN_",
        "CARGO_CRATE_",
        "CARGO_PRIMARY_",
    ]
    .iter()
    .any(|prefix| name.starts_with(prefix))
        || name == "OUT_DIR"
}

impl Process {
    pub fn args<S: AsRef<OsStr>>(mut self, args: impl IntoIterator<Item = S>) -> Self {
        for arg in args {
            self.label.push(' ');
            self.label.push_str(&arg.as_ref().to_string_lossy());
            self.command.arg(arg);
        }
        self
    }

    pub fn env(mut self, name: &str, value: impl AsRef<OsStr>) -> Self {
        self.command.env(name, value);
        self
    }

    /// What to install when the program does not exist; completes "please …".
    pub fn hint(mut self, hint: &'static str) -> Self {
        self.install_hint = Some(hint);
        self
    }

    /// Runs it with this terminal's output.
    pub fn run(mut self) -> Result<()> {
        let status = self
            .command
            .status()
            .map_err(|error| self.not_started(&error))?;
        if status.success() {
            Ok(())
        } else {
            Err(Failure::new(format!("`{}` failed ({status})", self.label)))
        }
    }

    /// Runs it and gives what it wrote to stdout; stderr goes to this terminal.
    pub fn output(mut self) -> Result<String> {
        let output = self
            .command
            .stderr(Stdio::inherit())
            .output()
            .map_err(|error| self.not_started(&error))?;
        if !output.status.success() {
            return Err(Failure::new(format!(
                "`{}` failed ({})",
                self.label, output.status
            )));
        }
        String::from_utf8(output.stdout).could_not(|| format!("read what `{}` wrote", self.label))
    }

    /// Runs it in silence and tells whether it succeeded; a missing program has not.
    pub fn succeeds(mut self) -> bool {
        self.command
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .status()
            .is_ok_and(|status| status.success())
    }

    /// Replaces this process where the system can, so that signals reach the program itself.
    pub fn become_it(mut self) -> Result<()> {
        #[cfg(unix)]
        {
            use std::os::unix::process::CommandExt;
            let error = self.command.exec();
            Err(self.not_started(&error))
        }
        #[cfg(not(unix))]
        self.run()
    }

    fn not_started(&self, error: &std::io::Error) -> Failure {
        match (error.kind(), self.install_hint) {
            (std::io::ErrorKind::NotFound, Some(hint)) => Failure::new(format!(
                "`{}` cannot start because the program is missing; please {hint}",
                self.label
            )),
            _ => Failure::new(format!("`{}` cannot start: {error}", self.label)),
        }
    }
}

/// The first of these programs that stands on PATH.
pub fn find_on_path(names: &[&str]) -> Option<PathBuf> {
    let path = std::env::var_os("PATH")?;
    names.iter().find_map(|name| {
        std::env::split_paths(&path)
            .map(|dir| dir.join(format!("{name}{}", std::env::consts::EXE_SUFFIX)))
            .find(|candidate| candidate.is_file())
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_missing_program_says_what_to_install() {
        let failure = program_in("visavis-no-such-program", Path::new("."))
            .hint("install it")
            .run()
            .expect_err("the program does not exist");
        assert!(
            failure.to_string().ends_with("please install it"),
            "{failure}"
        );
    }

    #[test]
    fn cargo_is_shielded_from_the_variables_of_this_package_and_from_nothing_else() {
        assert!(belongs_to_this_package(&"CARGO_PKG_NAME".into()));
        assert!(belongs_to_this_package(&"CARGO_MANIFEST_DIR".into()));
        assert!(!belongs_to_this_package(&"CARGO_TARGET_DIR".into()));
        assert!(!belongs_to_this_package(&"CARGO_HOME".into()));
    }
}
