//! Takes the browser's program apart: what every page and the call need at once, and what is fetched later.
//!
//! The source marks what comes later: by `#[wasm_split(name)]`, and by `#[island(lazy)]`. The linker keeps its
//! relocations, so the call graph is known, and what only a later part reaches moves there with its data.
//! Leptos gives every lazy island a part of its own; here they become one, for a page with five islands should not
//! ask for five files and the dozen that pairs of them share.

use std::borrow::Cow;
use std::fs;
use std::path::{Path, PathBuf};

use wasm_encoder::reencode::{Reencode, RoundtripReencoder};
use wasm_encoder::{ExportSection, ImportSection, Module, RawSection};
use wasm_split_cli_support::Options;
use wasmparser::{Parser, Payload};

use crate::failure::{Failure, Result, While};

/// The part of all lazy islands.
const ISLANDS: &str = "islands";
/// How the names of imports and exports begin that belong to a part: the way in, and the function that fetches it.
const MARKS: [&str; 2] = ["__wasm_split_00", "__wasm_split_load_"];
/// What the name of a lazy island's part has in it, before a number.
const ISLAND_MARK: &str = "_loader_";
/// The script that fetches parts, as the splitter calls it.
const LOADER: &str = "./__wasm_split.js";

/// The program in parts, in the folder that was given.
pub struct Parts {
    /// What wasm-bindgen has to bind.
    pub first: PathBuf,
    /// What is fetched later.
    pub later: Vec<PathBuf>,
    /// The script that fetches it, to be joined with the one of wasm-bindgen.
    pub loader: String,
}

/// Takes `program` apart.
///
/// # Errors
/// When it has no relocations, or a file cannot be written.
pub fn take_apart(program: &[u8], dir: &Path) -> Result<Parts> {
    let program = join_islands(program).could_not(|| "read the browser's program".into())?;
    let first = dir.join("first.wasm");
    let mut options = Options::new(&program);
    options.output_dir = dir;
    options.main_out_path = &first;
    options.link_name = LOADER;
    options.main_module = "./visavis.js";
    let parts = wasm_split_cli_support::transform(options)
        .map_err(|error| Failure::new(format!("the browser's program was not split: {error}")))?;
    let script = dir.join(LOADER);
    let loader = fs::read_to_string(&script).could_not(|| format!("read {LOADER}"))?;
    fs::remove_file(&script).could_not(|| format!("remove {LOADER}"))?;
    Ok(Parts {
        first,
        later: parts.split_modules,
        loader,
    })
}

/// One script of two that import each other: wasm-bindgen's, and the loader.
///
/// # Errors
/// When they do not look as they did when this was written.
pub fn join_scripts(bound: &str, loader: &str) -> Result<String> {
    let strange = || Failure::new("the scripts of wasm-bindgen and of the splitter do not fit");
    // One line for each thing that is imported.
    let names = bound
        .lines()
        .filter(|line| line.starts_with("import ") && line.contains(LOADER))
        .map(|line| {
            let (name, _) = line.strip_prefix("import * as ")?.split_once(' ')?;
            Some((line, name))
        })
        .collect::<Option<Vec<_>>>()
        .ok_or_else(strange)?;
    if names.is_empty() {
        // Nothing is fetched later.
        return Ok(bound.to_owned());
    }
    let (_, body) = loader
        .split_once("from \"./visavis.js\";\n")
        .ok_or_else(strange)?;
    let exported: Vec<&str> = body
        .lines()
        .filter_map(|line| line.strip_prefix("export const ")?.split(' ').next())
        .collect();
    if exported.is_empty() {
        return Err(strange());
    }
    let mut joined = format!(
        "const parts = (() => {{\n{}return {{ {} }};\n}})();\n",
        body.replace("export const ", "const "),
        exported.join(", ")
    );
    let mut rest = bound.to_owned();
    for (line, name) in names {
        rest = rest.replacen(line, "", 1);
        joined.push_str(&format!("const {name} = parts;\n"));
    }
    Ok(joined + &rest)
}

/// The program with one part for all lazy islands. Only names of imports and exports change, and no relocation speaks
/// of those.
fn join_islands(program: &[u8]) -> std::result::Result<Vec<u8>, Box<dyn std::error::Error>> {
    let mut joined = Module::new();
    for payload in Parser::new(0).parse_all(program) {
        let payload = payload?;
        match payload {
            Payload::ImportSection(section) => {
                let mut imports = ImportSection::new();
                for import in section.into_imports() {
                    let import = import?;
                    let kind = RoundtripReencoder.entity_type(import.ty)?;
                    imports.import(import.module, &in_its_part(import.name), kind);
                }
                joined.section(&imports);
            }
            Payload::ExportSection(section) => {
                let mut exports = ExportSection::new();
                for export in section {
                    let export = export?;
                    let kind = RoundtripReencoder.export_kind(export.kind)?;
                    exports.export(&in_its_part(export.name), kind, export.index);
                }
                joined.section(&exports);
            }
            other => {
                if let Some((id, range)) = other.as_section() {
                    joined.section(&RawSection {
                        id,
                        data: program
                            .get(usize::try_from(range.start)?..usize::try_from(range.end)?)
                            .ok_or("a section is cut off")?,
                    });
                }
            }
        }
    }
    Ok(joined.finish())
}

/// The name of an import or export, where it belongs to an island's part with the name of the part of all islands.
fn in_its_part(name: &str) -> Cow<'_, str> {
    let Some((mark, rest)) = MARKS
        .iter()
        .find_map(|mark| Some((mark, name.strip_prefix(mark)?)))
    else {
        return name.into();
    };
    let end = ["00_import_", "00_export_"]
        .iter()
        .find_map(|end| rest.find(end));
    let (part, after) = rest.split_at(end.unwrap_or(rest.len()));
    match part.rsplit_once(ISLAND_MARK) {
        Some((_, number)) if number.bytes().all(|byte| byte.is_ascii_digit()) => {
            format!("{mark}{ISLANDS}{after}").into()
        }
        _ => name.into(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn all_lazy_islands_are_one_part() {
        let id = "0123456789abcdef0123456789abcdef";
        assert_eq!(
            in_its_part(&format!(
                "__wasm_split_00code_box_loader_4200_export_{id}_CodeBox_loader"
            )),
            format!("__wasm_split_00islands00_export_{id}_CodeBox_loader")
        );
        assert_eq!(
            in_its_part("__wasm_split_load_code_box_loader_42"),
            "__wasm_split_load_islands"
        );
        assert_eq!(
            in_its_part("__wasm_split_load_later"),
            "__wasm_split_load_later"
        );
        assert_eq!(in_its_part("__wbindgen_malloc"), "__wbindgen_malloc");
    }

    #[test]
    fn two_scripts_that_import_each_other_become_one() {
        let bound = "import * as import1 from \"./__wasm_split.js\"\nimport * as import2 from \"./__wasm_split.js\"\nuse(import1, import2);";
        let loader = "import { initSync } from \"./visavis.js\";\nexport const __wasm_split_load_later = 1;\n";
        let joined = join_scripts(bound, loader).unwrap();
        assert!(!joined.contains("import *"), "{joined}");
        assert!(
            joined.starts_with("const parts = (() => {\nconst __wasm_split_load_later = 1;\nreturn { __wasm_split_load_later };\n})();\nconst import1 = parts;\nconst import2 = parts;\n"),
            "{joined}"
        );
        assert!(joined.ends_with("use(import1, import2);"), "{joined}");
        join_scripts(bound, "").expect_err("another splitter writes another script");
        assert_eq!(join_scripts("alone", "").unwrap(), "alone");
    }
}
