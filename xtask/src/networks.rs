//! What calls through real networks need: a Linux that lets this make network namespaces, the tools that shape them, and
//! a relay of another make.

use crate::debian;
use crate::process::{self, find_on_path};
use crate::workspace::Workspace;

/// Programs, and the Debian packages that bring them.
const TOOLS: &[(&str, &str)] = &[
    ("ip", "iproute2"),
    ("tc", "iproute2"),
    ("iptables", "iptables"),
    ("turnserver", "coturn"),
    ("turnutils_uclient", "coturn"),
];

/// Whether such networks can be made here; installs what is missing where nobody has to be asked.
///
/// # Errors
/// The reason why not, as half a sentence.
pub fn can_be_made(workspace: &Workspace) -> Result<(), String> {
    if !cfg!(target_os = "linux") {
        return Err("this system is no Linux".into());
    }
    if !debian::is_root(workspace) {
        return Err("only root makes network namespaces".into());
    }
    let missing = || -> Vec<&str> {
        let mut packages: Vec<_> = TOOLS
            .iter()
            .filter(|(program, _)| find_on_path(&[program]).is_none())
            .map(|&(_, package)| package)
            .collect();
        packages.dedup();
        packages
    };
    if !missing().is_empty() {
        debian::install(workspace, &missing());
    }
    if !missing().is_empty() {
        return Err(format!("{} must be installed", missing().join(" and ")));
    }
    probe(workspace)
        .then_some(())
        .ok_or_else(|| "this system does not let networks be made".into())
}

/// Makes a network that translates addresses, and takes it away: containers often forbid one or the other.
fn probe(workspace: &Workspace) -> bool {
    let name = format!("visavis-{}-probe", std::process::id());
    let ip = |args: &[&str]| {
        process::program_in("ip", workspace.root())
            .args(args)
            .succeeds()
    };
    let made = ip(&["netns", "add", &name]);
    let translates = made
        && ip(&[
            "netns",
            "exec",
            &name,
            "iptables",
            "-w",
            "-t",
            "nat",
            "-A",
            "POSTROUTING",
            "-j",
            "MASQUERADE",
        ]);
    if made {
        ip(&["netns", "delete", &name]);
    }
    translates
}
