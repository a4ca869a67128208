//! The browser's program: the library with `hydrate`, compiled to WebAssembly and bound to JavaScript.
//!
//! wasm-bindgen is used as a library, so its version cannot drift from the one in the program. Names carry a hash
//! of the contents: the server may let browsers keep them forever.

use std::fs;
use std::path::{Path, PathBuf};

use wasm_bindgen_cli_support::Bindgen;

use crate::compress;
use crate::failure::{Result, While};
use crate::part::{self, Entries, Part};
use crate::process;
use crate::stamp::{Stamp, content_hash, files_below, relative_name};
use crate::step::Steps;
use crate::take_apart::{join_scripts, take_apart};
use crate::wasm_opt::WasmOpt;
use crate::workspace::Workspace;

pub const TARGET: &str = "wasm32-unknown-unknown";

/// Parts of `src/` that exist only on the server.
const NOT_IN_THE_BROWSER: &[&str] = &["src/server", "src/serve.rs", "src/main.rs"];

/// Makes the part `wasm` of the site: `pkg/visavis.<hash>.js`, `pkg/visavis_bg.<hash>.wasm` and what is fetched later,
/// `pkg/visavis_<part>.<hash>.wasm`, with their twins.
///
/// # Errors
/// When a compiler or wasm-bindgen fails.
pub fn build(workspace: &Workspace, steps: &Steps) -> Result<Part> {
    let root = workspace.root();
    let wasm_opt = WasmOpt::find(workspace);
    let mut stamp = Stamp::new()
        .word(
            &process::program_in("rustc", root)
                .args(["--version"])
                .output()?,
        )
        .word(
            wasm_opt
                .as_ref()
                .map_or("without wasm-opt", WasmOpt::version),
        )
        .tree(root, "src", NOT_IN_THE_BROWSER)?;
    for input in [
        "Cargo.toml",
        "Cargo.lock",
        ".cargo",
        "xtask/Cargo.toml",
        "xtask/src",
    ] {
        stamp = stamp.tree(root, input, &[])?;
    }
    part::part(&workspace.parts(), "wasm", &stamp.finish(), |dir| {
        ensure_target(workspace)?;
        steps.step("compile the browser's program", || compile(workspace))?;
        let later = steps.step("take it apart and bind it to JavaScript", || {
            bind(workspace, dir)
        })?;
        match &wasm_opt {
            Some(tool) => steps.step("shrink it with wasm-opt", || {
                tool.shrink(&dir.join("visavis_bg.wasm"));
                for part in &later {
                    tool.shrink(part);
                }
                Ok(())
            })?,
            None => eprintln!(
                "    no wasm-opt of release 116 or later is on PATH or available from npm, so the browser downloads about a third more; \
                 `npm install -g binaryen` brings it."
            ),
        }
        let entries = give_lasting_names(dir, &later)?;
        steps.step("compress it", || compress::twins_below(dir))?;
        Ok(entries)
    })
}

/// Makes sure that the compiler can build for the browser.
///
/// # Errors
/// When the target is missing and rustup cannot add it.
pub fn ensure_target(workspace: &Workspace) -> Result<()> {
    let installed = process::program_in("rustc", workspace.root())
        .args(["--print", "target-libdir", "--target", TARGET])
        .output()
        .is_ok_and(|dir| Path::new(dir.trim()).is_dir());
    if installed {
        return Ok(());
    }
    process::program_in("rustup", workspace.root())
        .args(["target", "add", TARGET])
        .hint("install the Rust target wasm32-unknown-unknown (rustup does it by itself: https://rustup.rs)")
        .run()
}

fn compile(workspace: &Workspace) -> Result<()> {
    // The crate type is given here: with an rlib beside the cdylib the linker could not optimise across crates.
    process::cargo(workspace.root())
        .args([
            "rustc",
            "--package",
            "visavis",
            "--lib",
            "--crate-type",
            "cdylib",
        ])
        .args([
            "--target",
            TARGET,
            "--profile",
            "wasm-release",
            "--features",
            "hydrate",
        ])
        // By its relocations the program is taken apart.
        .args(["--", "-Clink-arg=--emit-relocs"])
        .run()
}

/// Writes the script and the first part, and gives the files of the others.
fn bind(workspace: &Workspace, dir: &Path) -> Result<Vec<PathBuf>> {
    let raw = workspace.raw_wasm();
    let program = fs::read(&raw).could_not(|| format!("read {}", raw.display()))?;
    let parts = take_apart(&program, dir)?;
    let mut bindgen = Bindgen::new();
    bindgen
        .input_path(&parts.first)
        .out_name("visavis")
        .typescript(false)
        .remove_name_section(true)
        .remove_producers_section(true)
        // The other parts use the first one's memory and table.
        .keep_lld_exports(true)
        .web(true)
        .and_then(|bindgen| bindgen.generate(dir))
        .could_not(|| "bind the browser's program to JavaScript".into())?;
    fs::remove_file(&parts.first).could_not(|| "remove the unbound program".into())?;
    let script = dir.join("visavis.js");
    let bound = fs::read_to_string(&script).could_not(|| "read visavis.js as text".into())?;
    part::write(&script, join_scripts(&bound, &parts.loader)?.as_bytes())?;
    Ok(parts.later)
}

/// Moves what wasm-bindgen wrote into `pkg/`, under names that change with the contents.
fn give_lasting_names(dir: &Path, later: &[PathBuf]) -> Result<Entries> {
    let read = |name: &str| fs::read(dir.join(name)).could_not(|| format!("read {name}"));
    let wasm = read("visavis_bg.wasm")?;
    let mut js =
        String::from_utf8(read("visavis.js")?).could_not(|| "read visavis.js as text".into())?;

    for file in later {
        let name = file
            .file_name()
            .and_then(|name| name.to_str())
            .unwrap_or_default();
        let bytes = read(name)?;
        let stem = name.trim_start_matches("split_").trim_end_matches(".wasm");
        let lasting = format!("visavis_{stem}.{}.wasm", content_hash(&bytes));
        js = js.replace(&format!("\"./{name}\""), &format!("\"./{lasting}\""));
        part::write(&dir.join("pkg").join(&lasting), &bytes)?;
        fs::remove_file(file).could_not(|| format!("remove {name}"))?;
    }

    let snippets = files_below(&dir.join("snippets"))?;
    if !snippets.is_empty() {
        let folder = format!(
            "snippets-{}",
            &Stamp::new().tree(dir, "snippets", &[])?.finish()[..16]
        );
        js = js.replace("./snippets/", &format!("./{folder}/"));
        for file in &snippets {
            let name = relative_name(&dir.join("snippets"), file);
            let bytes = fs::read(file).could_not(|| format!("read {name}"))?;
            part::write(&dir.join("pkg").join(&folder).join(name), &bytes)?;
        }
        fs::remove_dir_all(dir.join("snippets"))
            .could_not(|| "remove the snippets' first place".into())?;
    }
    for name in ["visavis_bg.wasm", "visavis.js"] {
        fs::remove_file(dir.join(name)).could_not(|| format!("remove {name}"))?;
    }

    let js_name = format!("visavis.{}.js", content_hash(js.as_bytes()));
    let wasm_name = format!("visavis_bg.{}.wasm", content_hash(&wasm));
    part::write(&dir.join("pkg").join(&js_name), js.as_bytes())?;
    part::write(&dir.join("pkg").join(&wasm_name), &wasm)?;
    Ok(Entries::from([
        ("js".to_owned(), format!("/pkg/{js_name}")),
        ("wasm".to_owned(), format!("/pkg/{wasm_name}")),
    ]))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::part::tests::ScratchDir;

    #[test]
    fn names_change_with_the_contents_of_each_file_alone() {
        let names = |test: &str, js: &str, wasm: &str| {
            let dir = ScratchDir::new(test);
            dir.write("visavis.js", js);
            dir.write("visavis_bg.wasm", wasm);
            let entries = give_lasting_names(dir.path(), &[]).unwrap();
            for address in entries.values() {
                assert!(
                    dir.read(address.trim_start_matches('/')).is_some(),
                    "{address} has no file"
                );
            }
            assert_eq!(
                dir.read("visavis.js"),
                None,
                "nothing stays under a name that does not change"
            );
            (entries["js"].clone(), entries["wasm"].clone())
        };
        let first = names("names-1", "a", "x");
        let other_js = names("names-2", "b", "x");
        assert_ne!(first.0, other_js.0);
        assert_eq!(first.1, other_js.1);
    }

    #[test]
    fn a_part_moves_with_the_address_that_the_script_fetches() {
        let dir = ScratchDir::new("names-parts");
        dir.write("visavis.js", "fetch(\"./split_later.wasm\")");
        dir.write("visavis_bg.wasm", "x");
        dir.write("split_later.wasm", "y");
        let entries =
            give_lasting_names(dir.path(), &[dir.path().join("split_later.wasm")]).unwrap();
        let js = dir.read(entries["js"].trim_start_matches('/')).unwrap();
        let fetched = js.split('"').nth(1).unwrap();
        assert!(fetched.starts_with("./visavis_later."), "{fetched}");
        assert_eq!(dir.read(&format!("pkg/{fetched}")).as_deref(), Some("y"));
        assert_eq!(dir.read("split_later.wasm"), None);
    }

    #[test]
    fn snippets_move_with_the_address_that_the_glue_imports() {
        let dir = ScratchDir::new("names-snippets");
        dir.write(
            "visavis.js",
            "import { f } from './snippets/some-crate/inline0.js';",
        );
        dir.write("visavis_bg.wasm", "x");
        dir.write("snippets/some-crate/inline0.js", "export function f() {}");
        let entries = give_lasting_names(dir.path(), &[]).unwrap();
        let js = dir.read(entries["js"].trim_start_matches('/')).unwrap();
        let imported = js.split('\'').nth(1).unwrap();
        assert!(imported.starts_with("./snippets-"), "{imported}");
        assert!(
            dir.read(&format!("pkg/{imported}")).is_some(),
            "{imported} has no file"
        );
    }
}
