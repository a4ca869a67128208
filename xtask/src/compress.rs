//! Compressed twins: `.br` and `.gz` beside every file that gets smaller by it.
//!
//! Done once at build time at the highest quality, so that the server never compresses and a visitor downloads
//! the least that is possible.

use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};

use crate::failure::{Result, While};
use crate::part;
use crate::stamp::files_below;

/// Kinds of files that are text or code; pictures and fonts are compressed already.
const COMPRESSIBLE: &[&str] = &[
    "css",
    "html",
    "ico",
    "js",
    "json",
    "map",
    "md",
    "svg",
    "txt",
    "wasm",
    "webmanifest",
    "xml",
];

/// Writes the twins of every compressible file below `dir`.
///
/// # Errors
/// When a file cannot be read or written.
pub fn twins_below(dir: &Path) -> Result<()> {
    for file in files_below(dir)? {
        if is_compressible(&file) {
            let bytes = fs::read(&file).could_not(|| format!("read {}", file.display()))?;
            write_if_smaller(&file, "br", bytes.len(), &brotli(&bytes)?)?;
            write_if_smaller(&file, "gz", bytes.len(), &gzip(&bytes)?)?;
        }
    }
    Ok(())
}

fn is_compressible(file: &Path) -> bool {
    file.extension()
        .and_then(|kind| kind.to_str())
        .is_some_and(|kind| COMPRESSIBLE.contains(&kind))
}

fn write_if_smaller(file: &Path, suffix: &str, plain: usize, compressed: &[u8]) -> Result<()> {
    if compressed.len() >= plain {
        return Ok(());
    }
    let mut name = file.as_os_str().to_owned();
    name.push(".");
    name.push(suffix);
    part::write(&PathBuf::from(name), compressed)
}

fn brotli(bytes: &[u8]) -> Result<Vec<u8>> {
    let params = brotli::enc::BrotliEncoderParams {
        quality: 11,
        size_hint: bytes.len(),
        ..Default::default()
    };
    let mut compressed = Vec::new();
    brotli::BrotliCompress(&mut &bytes[..], &mut compressed, &params)
        .could_not(|| "compress with brotli".into())?;
    Ok(compressed)
}

fn gzip(bytes: &[u8]) -> Result<Vec<u8>> {
    let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::best());
    encoder
        .write_all(bytes)
        .could_not(|| "compress with gzip".into())?;
    encoder.finish().could_not(|| "compress with gzip".into())
}

#[cfg(test)]
mod tests {
    use std::io::Read;

    use super::*;
    use crate::part::tests::ScratchDir;

    #[test]
    fn both_twins_hold_the_same_text_as_the_file() {
        let dir = ScratchDir::new("compress-twins");
        let text = "body { color: canvastext }\n".repeat(200);
        dir.write("pkg/a.css", &text);
        twins_below(dir.path()).unwrap();

        let mut unzipped = String::new();
        let gz = fs::read(dir.path().join("pkg/a.css.gz")).unwrap();
        flate2::read::GzDecoder::new(&gz[..])
            .read_to_string(&mut unzipped)
            .unwrap();
        assert_eq!(unzipped, text);

        let br = fs::read(dir.path().join("pkg/a.css.br")).unwrap();
        let mut plain = Vec::new();
        brotli::BrotliDecompress(&mut &br[..], &mut plain).unwrap();
        assert_eq!(plain, text.as_bytes());
    }

    #[test]
    fn a_twin_that_would_not_be_smaller_is_not_written() {
        let dir = ScratchDir::new("compress-small");
        dir.write("robots.txt", "a");
        dir.write("picture.png", &"png ".repeat(100));
        twins_below(dir.path()).unwrap();
        for twin in [
            "robots.txt.br",
            "robots.txt.gz",
            "picture.png.br",
            "picture.png.gz",
        ] {
            assert_eq!(dir.read(twin), None, "{twin}");
        }
    }
}
