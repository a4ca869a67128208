//! The style sheets: `style/main.css` and what it imports become one small file.
//!
//! Browsers of the last two years are the aim; nesting is written out all the same, because it costs a few bytes
//! and keeps an older phone readable.

use std::path::Path;

use lightningcss::bundler::{Bundler, FileProvider};
use lightningcss::printer::PrinterOptions;
use lightningcss::stylesheet::{MinifyOptions, ParserOptions};
use lightningcss::targets::{Browsers, Features, Targets};

use crate::compress;
use crate::failure::{Failure, Result, While};
use crate::part::{self, Entries, Part};
use crate::stamp::{Stamp, content_hash};
use crate::workspace::Workspace;

/// Makes the part `style` of the site: `pkg/visavis.<hash>.css` with its compressed twins.
///
/// # Errors
/// The place and the words of the first mistake in the style sheets.
pub fn build(workspace: &Workspace) -> Result<Part> {
    let root = workspace.root();
    let stamp = Stamp::new()
        .tree(root, "style", &[])?
        .tree(root, "xtask/src", &[])?
        .tree(root, "xtask/Cargo.toml", &[])?;
    part::part(&workspace.parts(), "style", &stamp.finish(), |dir| {
        let css = bundle(&root.join("style/main.css"))?;
        let name = format!("visavis.{}.css", content_hash(css.as_bytes()));
        part::write(&dir.join("pkg").join(&name), css.as_bytes())?;
        compress::twins_below(dir)?;
        Ok(Entries::from([("css".to_owned(), format!("/pkg/{name}"))]))
    })
}

/// One minified text out of a style sheet and its imports.
fn bundle(main: &Path) -> Result<String> {
    if !main.is_file() {
        return Err(Failure::new(format!(
            "{} is missing: it is where the style sheets begin",
            main.display()
        )));
    }
    let files = FileProvider::new();
    let mut bundler = Bundler::new(&files, None, ParserOptions::default());
    let mut sheet = bundler
        .bundle(main)
        .could_not(|| format!("read {}", main.display()))?;
    sheet
        .minify(MinifyOptions {
            targets: targets(),
            ..MinifyOptions::default()
        })
        .could_not(|| format!("minify {}", main.display()))?;
    let printed = sheet
        .to_css(PrinterOptions {
            minify: true,
            targets: targets(),
            ..PrinterOptions::default()
        })
        .could_not(|| format!("write the bundle of {}", main.display()))?;
    Ok(printed.code)
}

fn targets() -> Targets {
    let version = |major: u32, minor: u32| Some((major << 16) | (minor << 8));
    Targets {
        browsers: Some(Browsers {
            android: version(131, 0),
            chrome: version(131, 0),
            edge: version(131, 0),
            firefox: version(132, 0),
            ios_saf: version(18, 1),
            opera: version(115, 0),
            safari: version(18, 1),
            samsung: version(27, 0),
            ie: None,
        }),
        include: Features::Nesting,
        ..Targets::default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::part::tests::ScratchDir;

    #[test]
    fn imports_are_joined_in_order_and_nesting_is_written_out() {
        let dir = ScratchDir::new("styles-join");
        dir.write("main.css", "@import \"./a.css\";\n@import \"./b.css\";\n");
        dir.write("a.css", ":root { --ink: light-dark(#111, #eee); }\n");
        dir.write(
            "b.css",
            ".tile { color: var(--ink); & .name { font-weight: 600; } }\n",
        );
        let css = bundle(&dir.path().join("main.css")).unwrap();
        assert_eq!(
            css,
            ":root{--ink:light-dark(#111,#eee)}.tile{color:var(--ink)}.tile .name{font-weight:600}"
        );
    }

    #[test]
    fn a_missing_import_names_the_file() {
        let dir = ScratchDir::new("styles-missing");
        dir.write("main.css", "@import \"./nowhere.css\";\n");
        let failure = bundle(&dir.path().join("main.css"))
            .expect_err("the import does not exist")
            .to_string();
        assert!(
            failure.contains("nowhere.css") || failure.contains("main.css"),
            "{failure}"
        );
    }
}
