//! The website that the server embeds: `target/site`, put together from three parts.
//!
//! `assets.json` names the hashed files for the pages. It also carries a version of the whole site, so that any
//! change of any file changes `assets.json`, and cargo compiles the server that embeds it again.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use crate::compress;
use crate::failure::{Failure, Result, While};
use crate::part::{self, Entries, Part};
use crate::stamp::{Stamp, content_hash, files_below, relative_name};
use crate::step::Steps;
use crate::workspace::Workspace;
use crate::{styles, wasm};

/// Builds the site and says how long it took.
///
/// # Errors
/// What the compiler, wasm-bindgen or the style sheets' bundler says.
pub fn build(workspace: &Workspace) -> Result<()> {
    let steps = Steps::default();
    steps.step("site", || build_in(workspace, &steps))
}

/// Builds the site as one step of a longer command.
///
/// # Errors
/// As [`build`].
pub fn build_in(workspace: &Workspace, steps: &Steps) -> Result<()> {
    // Styles first: a mistake in them shows within a second, a compilation takes a minute.
    let parts = [
        styles::build(workspace)?,
        public(workspace)?,
        wasm::build(workspace, steps)?,
    ];
    assemble(&parts, &workspace.site())
}

/// Makes the folder exist, because the server cannot be compiled, or checked, without it.
///
/// # Errors
/// When the folder cannot be created.
pub fn ensure_folder(workspace: &Workspace) -> Result<()> {
    let site = workspace.site();
    fs::create_dir_all(&site).could_not(|| format!("create {}", site.display()))
}

/// The part `public`: files that keep their names, with compressed twins.
fn public(workspace: &Workspace) -> Result<Part> {
    let root = workspace.root();
    let stamp = Stamp::new()
        .tree(root, "public", &[])?
        .tree(root, "xtask/src/compress.rs", &[])?;
    part::part(&workspace.parts(), "public", &stamp.finish(), |dir| {
        let public = root.join("public");
        for file in files_below(&public)? {
            let bytes = fs::read(&file).could_not(|| format!("read {}", file.display()))?;
            part::write(&dir.join(relative_name(&public, &file)), &bytes)?;
        }
        compress::twins_below(dir)?;
        Ok(Entries::new())
    })
}

/// Lays the parts over each other in `site`, leaves nothing else there, and writes `assets.json`.
fn assemble(parts: &[Part], site: &Path) -> Result<()> {
    let mut wanted: BTreeMap<String, Vec<u8>> = BTreeMap::new();
    let mut entries = Entries::new();
    for part in parts {
        for file in files_below(&part.dir)? {
            let name = relative_name(&part.dir, &file);
            let bytes = fs::read(&file).could_not(|| format!("read {}", file.display()))?;
            if wanted.insert(name.clone(), bytes).is_some() {
                return Err(Failure::new(format!(
                    "two parts of the site both bring a file `{name}`"
                )));
            }
        }
        entries.extend(part.entries.clone());
    }
    entries.insert("version".into(), version_of(&wanted));
    let assets = serde_json::to_string_pretty(&entries).could_not(|| "write assets.json".into())?;
    wanted.insert("assets.json".into(), assets.into_bytes());

    for file in files_below(site)? {
        if !wanted.contains_key(&relative_name(site, &file)) {
            fs::remove_file(&file).could_not(|| format!("remove {}", file.display()))?;
        }
    }
    for (name, bytes) in &wanted {
        let file: PathBuf = site.join(name);
        // An unchanged file keeps its time, so that cargo does not compile the server again.
        if fs::read(&file).ok().as_ref() != Some(bytes) {
            part::write(&file, bytes)?;
        }
    }
    Ok(())
}

fn version_of(files: &BTreeMap<String, Vec<u8>>) -> String {
    let list: String = files
        .iter()
        .map(|(name, bytes)| format!("{name} {}\n", content_hash(bytes)))
        .collect();
    content_hash(list.as_bytes())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::part::tests::ScratchDir;

    fn part_in(
        dir: &ScratchDir,
        name: &str,
        files: &[(&str, &str)],
        entries: &[(&str, &str)],
    ) -> Part {
        for (file, text) in files {
            dir.write(&format!("{name}/{file}"), text);
        }
        let entries = entries
            .iter()
            .map(|(key, address)| ((*key).to_owned(), (*address).to_owned()))
            .collect();
        Part {
            dir: dir.path().join(name),
            entries,
        }
    }

    #[test]
    fn the_site_holds_its_parts_and_nothing_from_an_earlier_build() {
        let dir = ScratchDir::new("site-assemble");
        dir.write("site/pkg/visavis.old.css", "old");
        let css = part_in(
            &dir,
            "style",
            &[("pkg/visavis.1.css", "css")],
            &[("css", "/pkg/visavis.1.css")],
        );
        let public = part_in(&dir, "public", &[("robots.txt", "User-agent: *")], &[]);
        assemble(&[css, public], &dir.path().join("site")).unwrap();
        assert_eq!(dir.read("site/pkg/visavis.old.css"), None);
        assert_eq!(
            dir.read("site/robots.txt").as_deref(),
            Some("User-agent: *")
        );
        let assets: serde_json::Value =
            serde_json::from_str(&dir.read("site/assets.json").unwrap()).unwrap();
        assert_eq!(assets["css"], "/pkg/visavis.1.css");
    }

    #[test]
    fn any_new_file_changes_the_version_in_the_assets() {
        let dir = ScratchDir::new("site-version");
        let site = dir.path().join("site");
        assemble(&[part_in(&dir, "public", &[("a.txt", "a")], &[])], &site).unwrap();
        let before = dir.read("site/assets.json").unwrap();
        assemble(&[part_in(&dir, "public", &[("b.txt", "a")], &[])], &site).unwrap();
        assert_ne!(dir.read("site/assets.json").unwrap(), before);
    }

    #[test]
    fn two_parts_may_not_bring_the_same_file() {
        let dir = ScratchDir::new("site-clash");
        let parts = [
            part_in(&dir, "one", &[("a.txt", "1")], &[]),
            part_in(&dir, "two", &[("a.txt", "2")], &[]),
        ];
        assemble(&parts, &dir.path().join("site")).expect_err("the second would hide the first");
    }
}
