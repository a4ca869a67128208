//! Reads a Rust file as text: code without comments and literals, without its tests, and the paths it names.
//!
//! Not a parser of Rust, only of what the rules ask. Lines stay where they are, so that a rule can name one.

/// A file with its name relative to the package, such as `src/domain/ids.rs`.
pub struct SourceFile {
    name: String,
    text: String,
    code: String,
    code_without_tests: String,
}

/// A path that a file names, from the root of the crate: `["server", "rooms", "RoomRegistry"]`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NamedPath {
    pub segments: Vec<String>,
    pub line: usize,
}

impl SourceFile {
    pub fn new(name: &str, text: &str) -> Self {
        let code = blank_comments_and_literals(text);
        let code_without_tests = blank_tests(&code);
        Self {
            name: name.to_owned(),
            text: text.to_owned(),
            code,
            code_without_tests,
        }
    }

    pub fn name(&self) -> &str {
        &self.name
    }

    pub fn text(&self) -> &str {
        &self.text
    }

    /// The code with its tests.
    pub fn code(&self) -> &str {
        &self.code
    }

    pub fn code_without_tests(&self) -> &str {
        &self.code_without_tests
    }

    /// The file's own module: `src/server/rooms/mod.rs` is `["server", "rooms"]`; `main.rs` and `lib.rs` are the root.
    pub fn module(&self) -> Vec<String> {
        let name = self.name.trim_start_matches("src/").trim_end_matches(".rs");
        let mut segments: Vec<String> = name.split('/').map(str::to_owned).collect();
        if segments.last().is_some_and(|last| last == "mod")
            || matches!(segments.as_slice(), [one] if one == "lib" || one == "main")
        {
            segments.pop();
        }
        segments
    }

    /// How many lines are not tests.
    pub fn lines_without_tests(&self) -> usize {
        let test_lines = self
            .code
            .lines()
            .zip(self.code_without_tests.lines())
            .filter(|(code, kept)| !code.trim().is_empty() && kept.trim().is_empty())
            .count();
        self.text.lines().count() - test_lines
    }

    /// Every path inside this crate that the file names, by `crate::` anywhere and by `super::` outside of tests
    /// (inside them it is the tested file itself).
    pub fn paths_in_crate(&self) -> Vec<NamedPath> {
        let mut paths = paths_after(&self.code, "crate", &[]);
        let parents = {
            let mut module = self.module();
            module.pop();
            module
        };
        paths.extend(paths_after(&self.code_without_tests, "super", &parents));
        paths
    }

    /// Every path into another crate, such as `web_sys::RtcPeerConnection`, also out of a group.
    pub fn paths_into(&self, krate: &str) -> Vec<NamedPath> {
        paths_after(&self.code, krate, &[])
    }
}

/// The line of a place in the text, from 1.
pub fn line_of(text: &str, at: usize) -> usize {
    text[..at].matches('\n').count() + 1
}

/// Every place where `word` stands as a whole word.
pub fn words<'a>(code: &'a str, word: &'a str) -> impl Iterator<Item = usize> + 'a {
    code.match_indices(word)
        .map(|(at, _)| at)
        .filter(move |&at| {
            !code[..at].chars().next_back().is_some_and(is_word)
                && !code[at + word.len()..].chars().next().is_some_and(is_word)
        })
}

/// What stands between the parenthesis that opens at or after `from` and the one that closes it.
pub fn parenthesised(code: &str, from: usize) -> &str {
    let Some(open) = code[from..].find('(').map(|at| from + at) else {
        return "";
    };
    let mut depth = 0;
    for (at, char) in code[open..].char_indices() {
        match char {
            '(' => depth += 1,
            ')' => depth -= 1,
            _ => {}
        }
        if depth == 0 {
            return &code[open + 1..open + at];
        }
    }
    ""
}

fn is_word(char: char) -> bool {
    char.is_alphanumeric() || char == '_'
}

fn paths_after(code: &str, first: &str, base: &[String]) -> Vec<NamedPath> {
    let mut found = Vec::new();
    for at in words(code, first) {
        let line = line_of(code, at);
        // `a::crate_like::b` and `super` in the middle of a path are not beginnings.
        if code[..at].trim_end().ends_with("::") {
            continue;
        }
        let mut base = base.to_vec();
        let mut rest = code[at + first.len()..].trim_start();
        if !rest.starts_with("::") {
            continue;
        }
        while let Some(after) = rest
            .strip_prefix("::")
            .map(str::trim_start)
            .and_then(|r| r.strip_prefix("super"))
        {
            if after.chars().next().is_some_and(is_word) {
                break;
            }
            base.pop();
            rest = after.trim_start();
        }
        let mut trees = Vec::new();
        read_tree(rest, &base, &mut trees);
        found.extend(
            trees
                .into_iter()
                .map(|segments| NamedPath { segments, line }),
        );
    }
    found
}

/// Reads `::a::{b, c::d}` and collects one path per leaf. Gives what follows.
fn read_tree<'a>(mut rest: &'a str, base: &[String], found: &mut Vec<Vec<String>>) -> &'a str {
    let mut path = base.to_vec();
    while let Some(after) = rest.trim_start().strip_prefix("::") {
        let after = after.trim_start();
        if let Some(mut inside) = after.strip_prefix('{') {
            loop {
                inside = inside.trim_start();
                if let Some(end) = inside.strip_prefix('}') {
                    return end;
                }
                let word: String = inside.chars().take_while(|&char| is_word(char)).collect();
                let mut leaf = path.clone();
                let mut next = &inside[word.len()..];
                if !word.is_empty() && word != "self" {
                    leaf.push(word);
                }
                next = next.strip_prefix('*').unwrap_or(next);
                next = read_tree(next, &leaf, found);
                // Up to the comma or the end of the group; a renaming (`as x`) stands between.
                match next.find([',', '}']) {
                    Some(end) if next[end..].starts_with(',') => inside = &next[end + 1..],
                    Some(end) => inside = &next[end..],
                    None => return "",
                }
            }
        }
        let word: String = after.chars().take_while(|&char| is_word(char)).collect();
        if word.is_empty() {
            break;
        }
        rest = &after[word.len()..];
        path.push(word);
    }
    found.push(path);
    rest
}

/// Replaces comments and the insides of literals by spaces; newlines stay.
fn blank_comments_and_literals(text: &str) -> String {
    let bytes = text.as_bytes();
    let mut out = String::with_capacity(text.len());
    let mut at = 0;
    while at < bytes.len() {
        let rest = &text[at..];
        let length = if rest.starts_with("//") {
            rest.find('\n').unwrap_or(rest.len())
        } else if rest.starts_with("/*") {
            block_comment_length(rest)
        } else if let Some(length) = raw_string_length(rest, text[..at].chars().next_back()) {
            length
        } else if rest.starts_with('"') {
            quoted_length(rest, '"')
        } else if rest.starts_with('\'') && is_char_literal(rest) {
            quoted_length(rest, '\'')
        } else {
            let char = rest.chars().next().expect("the rest is not empty");
            out.push(char);
            at += char.len_utf8();
            continue;
        };
        out.extend(
            rest[..length]
                .chars()
                .map(|char| if char == '\n' { '\n' } else { ' ' }),
        );
        at += length;
    }
    out
}

fn block_comment_length(rest: &str) -> usize {
    let mut depth = 0;
    let mut at = 0;
    while at < rest.len() {
        if rest[at..].starts_with("/*") {
            depth += 1;
            at += 2;
        } else if rest[at..].starts_with("*/") {
            depth -= 1;
            at += 2;
            if depth == 0 {
                return at;
            }
        } else {
            at += rest[at..].chars().next().map_or(1, char::len_utf8);
        }
    }
    rest.len()
}

fn raw_string_length(rest: &str, before: Option<char>) -> Option<usize> {
    if before.is_some_and(is_word) {
        return None;
    }
    let after = ["r", "br", "cr"]
        .iter()
        .find_map(|prefix| rest.strip_prefix(prefix))?;
    let hashes = after.bytes().take_while(|&byte| byte == b'#').count();
    let inside = after[hashes..].strip_prefix('"')?;
    let end = format!("\"{}", "#".repeat(hashes));
    let begin = rest.len() - inside.len();
    Some(
        inside
            .find(&end)
            .map_or(rest.len(), |length| begin + length + end.len()),
    )
}

fn quoted_length(rest: &str, quote: char) -> usize {
    let mut escaped = false;
    for (at, char) in rest.char_indices().skip(1) {
        if escaped {
            escaped = false;
        } else if char == '\\' {
            escaped = true;
        } else if char == quote {
            return at + 1;
        }
    }
    rest.len()
}

/// `'a'` and `'\n'` are literals, `'a` is a lifetime.
fn is_char_literal(rest: &str) -> bool {
    let mut chars = rest.chars().skip(1);
    match chars.next() {
        Some('\\') => true,
        Some(_) => chars.next() == Some('\''),
        None => false,
    }
}

/// Replaces what stands under `#[cfg(test)]` by spaces; newlines stay.
fn blank_tests(code: &str) -> String {
    let mut out = code.to_owned();
    let mut from = 0;
    while let Some(begin) = out[from..].find("#[cfg(test)]").map(|at| from + at) {
        let mut depth = 0;
        let mut end = out.len();
        for (at, char) in out[begin..].char_indices() {
            match char {
                '{' => depth += 1,
                '}' => depth -= 1,
                _ => {}
            }
            if depth == 0 && (char == '}' || char == ';') {
                end = begin + at + 1;
                break;
            }
        }
        let blank: String = out[begin..end]
            .chars()
            .map(|char| if char == '\n' { '\n' } else { ' ' })
            .collect();
        let blank_length = blank.len();
        out.replace_range(begin..end, &blank);
        from = begin + blank_length;
    }
    out
}
