//! The budgets, measured: a table of named measurements, each printed with the command that repeats it.

use std::fs;

use crate::build;
use crate::failure::{Failure, Result, While};
use crate::networks;
use crate::playwright;
use crate::process;
use crate::stamp::{files_below, relative_name};
use crate::step::Steps;
use crate::workspace::Workspace;

/// One measurement.
struct Bench {
    name: &'static str,
    /// What the figures mean, in one sentence.
    what: &'static str,
    measure: fn(&Workspace) -> Result<()>,
}

const BENCHES: &[Bench] = &[
    Bench {
        name: "site-size",
        what: "bytes of each file of the site: plain, and as a browser downloads it (brotli)",
        measure: site_size,
    },
    Bench {
        name: "first-frame",
        what: "how long the second person waits for the first picture with an empty cache, and what it takes on the wire",
        measure: |workspace| in_browser(workspace, "first-frame"),
    },
    Bench {
        name: "reconnect",
        what: "how long after the server is back the pages of a call have their socket again",
        measure: |workspace| in_browser(workspace, "reconnect"),
    },
    Bench {
        name: "uplink",
        what: "what each of two, three and four people sends, and how many pictures their machine encodes",
        measure: |workspace| in_browser(workspace, "uplink"),
    },
    Bench {
        name: "networks",
        what: "how often and how fast people reach each other through networks of every kind",
        measure: |workspace| through_networks(workspace, "networks"),
    },
    Bench {
        name: "recovery",
        what: "how soon the picture moves again when its way is cut, or goes dark and comes back",
        measure: |workspace| through_networks(workspace, "recovery"),
    },
    Bench {
        name: "cold-start",
        what: "how long from the start with an empty data folder to the first page, and the memory after it",
        measure: |workspace| under_load(workspace, "cold-start"),
    },
    Bench {
        name: "idle-sockets",
        what: "what the server holds in memory for each person who is inside and silent, and how fast they came in",
        measure: |workspace| under_load(workspace, "idle-sockets"),
    },
    Bench {
        name: "chat",
        what: "chat messages on disk and acknowledged, in groups against one commit for each",
        measure: |workspace| under_load(workspace, "chat"),
    },
    Bench {
        name: "fan-out",
        what: "what is said in rooms of ten, delivered: how much of it on one core, and how fast when there is little; beside bare axum",
        measure: |workspace| under_load(workspace, "fan-out"),
    },
    Bench {
        name: "storm",
        what: "how fast people take seats, and come back inside, when all come at once; beside bare axum",
        measure: |workspace| under_load(workspace, "storm"),
    },
];

/// Builds the release and runs the named measurements, or all.
///
/// # Errors
/// A name that is not in the table, or a measurement that could not be made.
pub fn bench(workspace: &Workspace, names: &[String]) -> Result<()> {
    if let Some(unknown) = names
        .iter()
        .find(|name| !BENCHES.iter().any(|bench| bench.name == name.as_str()))
    {
        let known: Vec<_> = BENCHES.iter().map(|bench| bench.name).collect();
        return Err(Failure::new(format!(
            "there is no measurement `{unknown}`; there are: {}",
            known.join(", ")
        )));
    }
    build::build(workspace)?;
    for bench in BENCHES
        .iter()
        .filter(|bench| names.is_empty() || names.iter().any(|name| name == bench.name))
    {
        println!(
            "\n{}: {}\n(again: cargo xtask bench {})",
            bench.name, bench.what, bench.name
        );
        (bench.measure)(workspace)?;
    }
    Ok(())
}

fn site_size(workspace: &Workspace) -> Result<()> {
    let site = workspace.site();
    let size = |name: &str| fs::metadata(site.join(name)).map(|file| file.len());
    let mut together = 0;
    for file in files_below(&site)? {
        let name = relative_name(&site, &file);
        if name.ends_with(".br") || name.ends_with(".gz") || name == "assets.json" {
            continue;
        }
        let plain = size(&name).could_not(|| format!("measure {name}"))?;
        let sent = size(&format!("{name}.br")).unwrap_or(plain);
        together += sent;
        println!("{plain:>9} {sent:>9}  {name}");
    }
    println!("{:>9} {together:>9}  together", "");
    Ok(())
}

/// A measurement of `end2end/bench`, against the release.
fn in_browser(workspace: &Workspace, name: &str) -> Result<()> {
    let steps = Steps::default();
    let server = workspace.server_program("release");
    playwright::prepare(workspace, &steps, &server)?
        .args(["--config", "bench"])
        .args([format!("--grep={name}")])
        .run()
}

/// As [`in_browser`], in networks of their own; says why not where they cannot be made.
fn through_networks(workspace: &Workspace, name: &str) -> Result<()> {
    match networks::can_be_made(workspace) {
        Ok(()) => in_browser(workspace, name),
        Err(why) => {
            println!("not measured: {why}");
            Ok(())
        }
    }
}

/// A measurement of `benches/load`: its client against the release.
fn under_load(workspace: &Workspace, name: &str) -> Result<()> {
    process::cargo(workspace.root())
        .args(["bench", "--quiet", "--package", "visavis"])
        .args(["--features", "ssr", "--bench", "load", "--", name])
        .run()
}
