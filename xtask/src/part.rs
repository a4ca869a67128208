//! A part of the website that is made again only when its inputs changed.
//!
//! A part is a folder below `target/site-parts` with the files it adds to the site, next to a record of the stamp
//! it was made from. Invariant: the record is written last, so a broken build leaves no record to believe.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use crate::failure::{Result, While};

/// The addresses that a part gives to the pages, such as `"css" -> "/pkg/visavis.0123.css"`.
pub type Entries = BTreeMap<String, String>;

/// A finished part.
#[derive(Debug)]
pub struct Part {
    pub dir: PathBuf,
    pub entries: Entries,
}

/// Gives the part `name`, by `make` in an empty folder if there is none yet with this stamp.
///
/// # Errors
/// What `make` says, or a file that cannot be written.
pub fn part(
    parts: &Path,
    name: &str,
    stamp: &str,
    make: impl FnOnce(&Path) -> Result<Entries>,
) -> Result<Part> {
    let dir = parts.join(name);
    let record = parts.join(format!("{name}.json"));
    if dir.is_dir()
        && let Some(entries) = read_record(&record, stamp)
    {
        return Ok(Part { dir, entries });
    }
    if record.exists() {
        fs::remove_file(&record).could_not(|| format!("remove {}", record.display()))?;
    }
    empty(&dir)?;
    let entries = make(&dir)?;
    let text = serde_json::json!({ "stamp": stamp, "entries": entries }).to_string();
    write(&record, text.as_bytes())?;
    Ok(Part { dir, entries })
}

fn read_record(record: &Path, stamp: &str) -> Option<Entries> {
    let record: serde_json::Value = serde_json::from_slice(&fs::read(record).ok()?).ok()?;
    if record["stamp"].as_str() != Some(stamp) {
        return None;
    }
    record["entries"]
        .as_object()?
        .iter()
        .map(|(name, address)| Some((name.clone(), address.as_str()?.to_owned())))
        .collect()
}

/// Makes the folder exist and hold nothing.
pub fn empty(dir: &Path) -> Result<()> {
    if dir.exists() {
        fs::remove_dir_all(dir).could_not(|| format!("empty {}", dir.display()))?;
    }
    fs::create_dir_all(dir).could_not(|| format!("create {}", dir.display()))
}

/// Writes a file and the folders above it.
pub fn write(file: &Path, bytes: &[u8]) -> Result<()> {
    if let Some(dir) = file.parent() {
        fs::create_dir_all(dir).could_not(|| format!("create {}", dir.display()))?;
    }
    fs::write(file, bytes).could_not(|| format!("write {}", file.display()))
}

#[cfg(test)]
pub mod tests {
    use super::*;
    use crate::failure::Failure;

    /// A folder of one test, removed with it.
    pub struct ScratchDir(PathBuf);

    impl ScratchDir {
        pub fn new(test: &str) -> Self {
            let dir =
                std::env::temp_dir().join(format!("visavis-xtask-{test}-{}", std::process::id()));
            empty(&dir).unwrap();
            Self(dir)
        }

        pub fn path(&self) -> &Path {
            &self.0
        }

        pub fn write(&self, name: &str, text: &str) {
            write(&self.0.join(name), text.as_bytes()).unwrap();
        }

        pub fn read(&self, name: &str) -> Option<String> {
            fs::read_to_string(self.0.join(name)).ok()
        }
    }

    impl Drop for ScratchDir {
        fn drop(&mut self) {
            let _ = fs::remove_dir_all(&self.0);
        }
    }

    fn entries(address: &str) -> Entries {
        BTreeMap::from([("css".to_owned(), address.to_owned())])
    }

    #[test]
    fn a_part_is_made_once_per_stamp() {
        let dir = ScratchDir::new("part-once");
        let first = part(dir.path(), "style", "s1", |_| Ok(entries("/a"))).unwrap();
        assert_eq!(first.entries["css"], "/a");
        let again = part(dir.path(), "style", "s1", |_| panic!("nothing changed")).unwrap();
        assert_eq!(again.entries["css"], "/a");
        let changed = part(dir.path(), "style", "s2", |_| Ok(entries("/b"))).unwrap();
        assert_eq!(changed.entries["css"], "/b");
    }

    #[test]
    fn a_part_begins_in_an_empty_folder() {
        let dir = ScratchDir::new("part-empty");
        dir.write("style/left-over.css", "old");
        part(dir.path(), "style", "s1", |_| Ok(Entries::new())).unwrap();
        assert_eq!(dir.read("style/left-over.css"), None);
    }

    #[test]
    fn a_broken_build_is_not_believed_the_next_time() {
        let dir = ScratchDir::new("part-broken");
        part(dir.path(), "style", "s1", |_| Ok(entries("/a"))).unwrap();
        part(dir.path(), "style", "s2", |_| Err(Failure::new("no")))
            .expect_err("the build is broken");
        let mut made = false;
        part(dir.path(), "style", "s1", |_| {
            made = true;
            Ok(entries("/a"))
        })
        .unwrap();
        assert!(made, "the old record must be gone with the old files");
    }
}
