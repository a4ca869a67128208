//! A fingerprint of inputs: the same text in the same places gives the same stamp on every machine.
//!
//! Contents are hashed, not times: a checkout, a merge or a copied cache touches times without changing anything.

use std::fs;
use std::path::{Path, PathBuf};

use sha2::{Digest, Sha256};

use crate::failure::{Result, While};

/// Collects inputs; order of calls matters, order of files on disk does not.
pub struct Stamp {
    hash: Sha256,
}

impl Stamp {
    pub fn new() -> Self {
        Self {
            hash: Sha256::new(),
        }
    }

    /// Adds a word, such as the version of a tool.
    pub fn word(mut self, word: &str) -> Self {
        self.add("word", word.as_bytes());
        self
    }

    /// Adds a file, or every file below a folder, except those below `without` (paths relative to `root`).
    /// What does not exist counts as empty.
    ///
    /// # Errors
    /// When a file cannot be read.
    pub fn tree(mut self, root: &Path, inside: &str, without: &[&str]) -> Result<Self> {
        for file in files_below(&root.join(inside))? {
            let relative = relative_name(root, &file);
            if without
                .iter()
                .any(|skip| Path::new(&relative).starts_with(skip))
            {
                continue;
            }
            let bytes = fs::read(&file).could_not(|| format!("read {}", file.display()))?;
            self.add(&relative, &bytes);
        }
        Ok(self)
    }

    /// The stamp as text.
    pub fn finish(self) -> String {
        hex(&self.hash.finalize())
    }

    fn add(&mut self, name: &str, bytes: &[u8]) {
        // Lengths keep ("ab", "c") and ("a", "bc") apart.
        self.hash.update((name.len() as u64).to_le_bytes());
        self.hash.update(name);
        self.hash.update((bytes.len() as u64).to_le_bytes());
        self.hash.update(bytes);
    }
}

/// The part of a file name that changes with the contents: 16 hexadecimal digits.
pub fn content_hash(bytes: &[u8]) -> String {
    hex(&Sha256::digest(bytes))[..16].to_owned()
}

/// Every file below `path` (or `path` itself), sorted by name.
pub fn files_below(path: &Path) -> Result<Vec<PathBuf>> {
    let mut files = Vec::new();
    if path.is_file() {
        files.push(path.to_path_buf());
    } else if path.is_dir() {
        for entry in fs::read_dir(path).could_not(|| format!("list {}", path.display()))? {
            let entry = entry.could_not(|| format!("list {}", path.display()))?;
            files.extend(files_below(&entry.path())?);
        }
    }
    files.sort();
    Ok(files)
}

/// The path of `file` below `root`, with `/` on every system.
pub fn relative_name(root: &Path, file: &Path) -> String {
    let relative = file.strip_prefix(root).unwrap_or(file);
    relative
        .components()
        .map(|part| part.as_os_str().to_string_lossy())
        .collect::<Vec<_>>()
        .join("/")
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::part::tests::ScratchDir;

    fn stamp(dir: &ScratchDir) -> String {
        Stamp::new()
            .tree(dir.path(), "src", &["src/server", "src/main.rs"])
            .unwrap()
            .finish()
    }

    #[test]
    fn the_stamp_follows_contents_and_names_and_nothing_else() {
        let dir = ScratchDir::new("stamp-contents");
        dir.write("src/lib.rs", "one");
        let first = stamp(&dir);
        dir.write("src/lib.rs", "one");
        assert_eq!(stamp(&dir), first, "the same text written again");
        dir.write("src/lib.rs", "two");
        let second = stamp(&dir);
        assert_ne!(second, first, "another text");
        dir.write("src/app/mod.rs", "");
        assert_ne!(stamp(&dir), second, "another file, even an empty one");
    }

    #[test]
    fn the_server_does_not_count_as_an_input_of_the_browser() {
        let dir = ScratchDir::new("stamp-without");
        dir.write("src/lib.rs", "one");
        dir.write("src/server_functions.rs", "a");
        let before = stamp(&dir);
        dir.write("src/server/rooms/mod.rs", "new");
        dir.write("src/main.rs", "new");
        assert_eq!(stamp(&dir), before);
        dir.write("src/server_functions.rs", "b");
        assert_ne!(
            stamp(&dir),
            before,
            "a name that only begins like an excluded one still counts"
        );
    }

    #[test]
    fn inputs_do_not_run_into_each_other() {
        assert_ne!(
            Stamp::new().word("ab").word("c").finish(),
            Stamp::new().word("a").word("bc").finish()
        );
    }

    #[test]
    fn what_is_missing_counts_as_empty() {
        let dir = ScratchDir::new("stamp-missing");
        assert_eq!(
            Stamp::new()
                .tree(dir.path(), "style", &[])
                .unwrap()
                .finish(),
            Stamp::new().finish()
        );
    }

    #[test]
    fn a_content_hash_is_short_and_depends_on_every_byte() {
        assert_eq!(content_hash(b"a").len(), 16);
        assert_ne!(content_hash(b"a"), content_hash(b"b"));
    }
}
