//! The shape of the house, held by tests: which file may know which, where the two builds part, how long a file gets.
//!
//! `floors/source.rs` reads Rust as text, `floors/rules.rs` has the rules, `floors/samples.rs` shows that each of
//! them can fail. Text is enough: the rules speak of names and paths, and a reader can check them by eye.

#[path = "floors/rules.rs"]
mod rules;
#[path = "floors/samples.rs"]
mod samples;
#[path = "floors/source.rs"]
mod source;

use std::fs;
use std::path::Path;

use source::SourceFile;

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn read(name: &str) -> String {
    fs::read_to_string(root().join(name))
        .unwrap_or_else(|error| panic!("{name} cannot be read: {error}"))
}

fn rust_files_below(dir: &Path, found: &mut Vec<SourceFile>) {
    for entry in fs::read_dir(dir).expect("the folder of the sources can be listed") {
        let path = entry.expect("an entry of the sources can be read").path();
        if path.is_dir() {
            rust_files_below(&path, found);
        } else if path.extension().is_some_and(|kind| kind == "rs") {
            let text = fs::read_to_string(&path).expect("a source file is UTF-8");
            let name = path
                .strip_prefix(root())
                .expect("the sources are inside the package");
            found.push(SourceFile::new(
                &name.to_string_lossy().replace('\\', "/"),
                &text,
            ));
        }
    }
}

#[test]
fn every_file_keeps_to_its_floor() {
    let mut files = Vec::new();
    rust_files_below(&root().join("src"), &mut files);
    assert!(
        files.iter().any(|file| file.name() == "src/lib.rs"),
        "the sources were not found"
    );
    let broken = rules::judge(&files, rules::LONG_FILES);
    assert!(broken.is_empty(), "\n{}\n", broken.join("\n"));
}

#[test]
fn every_exception_from_the_length_of_a_file_exists_and_says_why() {
    for (name, reason) in rules::LONG_FILES {
        assert!(
            root().join(name).is_file(),
            "{name} is gone: strike it from the list"
        );
        assert!(
            reason.len() > 30,
            "{name}: say in a sentence why it is one thing that cannot be two"
        );
    }
}

#[test]
fn the_options_of_leptos_are_the_same_when_building_and_when_running() {
    let options = |name: &str| {
        let file: toml::Table = read(name)
            .parse()
            .unwrap_or_else(|error| panic!("{name}: {error}"));
        // Leptos.toml carries the same header, `[package.metadata.leptos]`: that is where Leptos looks.
        file["package"]["metadata"]["leptos"]
            .as_table()
            .expect("the options are a table")
            .clone()
    };
    assert_eq!(options("Cargo.toml"), options("Leptos.toml"));
}

#[test]
fn lock_files_of_npm_do_not_say_where_packages_were_fetched_from() {
    for name in ["end2end/package-lock.json", "xtask/npm/package-lock.json"] {
        assert!(
            !read(name).contains("\"resolved\""),
            "{name} names a host: make it again with `npm install --omit-lockfile-registry-resolved`"
        );
    }
}
