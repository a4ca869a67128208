//! The rules of the house. Each gives sentences that say which file breaks it and what would be right.

use std::collections::{BTreeMap, BTreeSet};

use crate::source::{SourceFile, line_of, parenthesised, words};

/// Lines of a file that are not tests. More makes one think; it is no reason to cut a file in a silly place.
const LONG: usize = 450;

/// Files that are longer and should be, each with the reason.
pub const LONG_FILES: &[(&str, &str)] = &[];

/// Where the two builds part.
const DOORS: &[&str] = &["src/lib.rs", "src/main.rs", "src/app/door.rs"];

/// Where the islands are that the browser's program has in its first part: what every page needs, and the call.
const FIRST_ISLANDS: &[&str] = &[
    "src/app/components/theme_switch.rs",
    "src/app/pages/call.rs",
];

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Build {
    Both,
    Server,
    Browser,
}

/// A place in the house: a module with everything below it.
#[derive(Debug, PartialEq, Eq)]
struct Place {
    module: &'static str,
    floor: u8,
    build: Build,
}

const fn place(module: &'static str, floor: u8, build: Build) -> Place {
    Place {
        module,
        floor,
        build,
    }
}

const PLACES: &[Place] = &[
    place("domain", 0, Build::Both),
    place("protocol", 1, Build::Both),
    place("call", 2, Build::Both),
    place("server::buckets", 3, Build::Server),
    place("server::clock", 3, Build::Server),
    place("server::config", 3, Build::Server),
    place("server::crowd", 3, Build::Server),
    place("server::ice", 3, Build::Server),
    place("server::listener", 3, Build::Server),
    place("server::secret", 3, Build::Server),
    place("server::tls", 3, Build::Server),
    place("server::storage", 3, Build::Server),
    place("client::peer_stats", 3, Build::Browser),
    place("client::web", 3, Build::Browser),
    place("server::acme", 4, Build::Server),
    place("server::rooms", 4, Build::Server),
    place("server::turn", 4, Build::Server),
    place("client::local_media", 4, Build::Browser),
    place("client::local_screen", 4, Build::Browser),
    place("client::peer_link", 4, Build::Browser),
    place("client::signaling", 4, Build::Browser),
    place("server::service", 5, Build::Server),
    place("client::engine", 5, Build::Browser),
    place("client::join_check", 5, Build::Browser),
    place("server::http", 6, Build::Server),
    place("server::jobs", 6, Build::Server),
    place("server::demo", 6, Build::Server),
    place("server::doctor", 6, Build::Server),
    place("api", 7, Build::Both),
    place("app", 8, Build::Both),
    place("serve", 9, Build::Server),
];

/// The entries, which are the root of the crate and know everything.
const TOP: Place = place("", 9, Build::Both);

/// Modules that only list their parts.
const TOWERS: &[&str] = &["server", "client"];

/// Words that a floor without I/O, time and chance has no use for.
const OUTSIDE_WORLD: &[&str] = &[
    "SystemTime",
    "Instant",
    "rand",
    "getrandom",
    "tokio",
    "axum",
    "http",
    "sqlx",
    "leptos",
    "web_sys",
    "js_sys",
    "wasm_bindgen",
    "gloo_net",
    "gloo_timers",
    "std::fs",
    "std::net",
    "std::thread",
    "std::env",
];

/// Judges the files; an empty answer is a house in order.
pub fn judge(files: &[SourceFile], long_files: &[(&str, &str)]) -> Vec<String> {
    let mut broken = Vec::new();
    for file in files {
        broken.extend(floors(file));
        broken.extend(doors(file));
        broken.extend(kept_to_their_place(file));
        broken.extend(forbidden_everywhere(file));
        broken.extend(opening(file));
        broken.extend(length(file, long_files));
        broken.extend(islands(file));
    }
    broken.extend(circles(files));
    broken
}

fn place_of(segments: &[String]) -> Option<&'static Place> {
    PLACES
        .iter()
        .filter(|place| {
            let module: Vec<&str> = place.module.split("::").collect();
            segments.len() >= module.len() && segments.iter().zip(&module).all(|(a, b)| a == b)
        })
        .max_by_key(|place| place.module.len())
}

fn is_door(file: &SourceFile) -> bool {
    file.name() == "src/app/door.rs" || file.name().starts_with("src/app/door/")
}

fn floors(file: &SourceFile) -> Vec<String> {
    let module = file.module();
    if let [tower] = module.as_slice()
        && TOWERS.contains(&tower.as_str())
    {
        let lists_only = !file.code_without_tests().contains('{');
        return if lists_only {
            Vec::new()
        } else {
            vec![format!(
                "{}: a tower only lists its parts; code belongs on a floor",
                file.name()
            )]
        };
    }
    let own = match module.is_empty() {
        true => &TOP,
        false => match place_of(&module) {
            Some(own) => own,
            None => {
                return vec![format!(
                    "{}: stands on no floor; give `{}` one in tests/floors/rules.rs and in ARCHITECTURE.md",
                    file.name(),
                    module.join("::")
                )];
            }
        },
    };
    let mut broken = Vec::new();
    for path in file.paths_in_crate() {
        let named = path.segments.join("::");
        let at = format!("{}:{}", file.name(), path.line);
        let Some(other) = place_of(&path.segments) else {
            if path
                .segments
                .first()
                .is_some_and(|first| TOWERS.contains(&first.as_str()))
                && own.floor < TOP.floor
            {
                broken.push(format!(
                    "{at}: `{named}` names a tower; name the floor it comes from"
                ));
            }
            continue;
        };
        if other.module == own.module {
            continue;
        }
        if own.floor < TOP.floor && other.floor >= own.floor {
            broken.push(format!(
                "{at}: `{named}` is on floor {}, `{}` on floor {}: only lower floors may be named",
                other.floor, own.module, own.floor
            ));
        } else if !may_see(file, own, other) {
            broken.push(format!(
                "{at}: `{named}` is out of sight of `{}`",
                own.module
            ));
        }
    }
    broken
}

fn may_see(file: &SourceFile, own: &Place, other: &Place) -> bool {
    match (own.build, other.build) {
        (_, Build::Both) => true,
        (Build::Both, _) if own.floor == TOP.floor => true,
        // Bodies of server functions exist in the server's build only.
        (Build::Both, Build::Server) => own.module == "api",
        (Build::Both, Build::Browser) => {
            is_door(file)
                && matches!(
                    other.module,
                    "client::engine" | "client::join_check" | "client::web"
                )
        }
        (own, other) => own == other,
    }
}

fn doors(file: &SourceFile) -> Vec<String> {
    if DOORS.contains(&file.name()) {
        return Vec::new();
    }
    let code = file.code();
    ["cfg", "cfg_attr"]
        .iter()
        .flat_map(|word| words(code, word))
        .filter(|&at| words(parenthesised(code, at), "feature").next().is_some())
        .map(|at| {
            format!(
                "{}:{}: asks for a feature; the builds part in {} only",
                file.name(),
                line_of(code, at),
                DOORS.join(", ")
            )
        })
        .collect()
}

fn kept_to_their_place(file: &SourceFile) -> Vec<String> {
    let module = file.module();
    let own = place_of(&module).unwrap_or(&TOP);
    let code = file.code_without_tests();
    let mut broken = Vec::new();
    let mut keep = |word: &str, why: &str| {
        for at in words(code, word) {
            broken.push(format!(
                "{}:{}: `{word}`: {why}",
                file.name(),
                line_of(code, at)
            ));
        }
    };
    if own.module != "client::web" {
        keep("JsValue", "JavaScript stops at client/web");
        keep("Closure", "JavaScript stops at client/web");
    }
    if own.module != "server::storage" {
        keep("sqlx", "the database is known in server/storage only");
    }
    if own.build == Build::Server && own.floor < 6 {
        for word in ["axum", "leptos", "leptos_axum", "tower_http"] {
            keep(word, "below server/http nothing speaks HTTP");
        }
    }
    if own.floor <= 2 {
        for word in OUTSIDE_WORLD {
            keep(
                word,
                "this floor has no I/O, no time source and no chance of its own",
            );
        }
    }
    if own.module != "client::web" {
        for path in file.paths_into("web_sys") {
            if path
                .segments
                .iter()
                .any(|segment| segment.starts_with("Rtc"))
            {
                let named = path.segments.join("::");
                broken.push(format!(
                    "{}:{}: `web_sys::{named}`: WebRTC's own types stop at client/web",
                    file.name(),
                    path.line
                ));
            }
        }
    }
    broken
}

fn forbidden_everywhere(file: &SourceFile) -> Vec<String> {
    let code = file.code();
    let mut broken = Vec::new();
    for at in words(code, "forget") {
        let before = code[..at].trim_end();
        if before.ends_with('.') || before.ends_with("::") {
            broken.push(format!(
                "{}:{}: `forget`: what starts is a value whose Drop ends it",
                file.name(),
                line_of(code, at)
            ));
        }
    }
    for (at, _) in code.match_indices("nbounded") {
        let starts = code[..at]
            .chars()
            .next_back()
            .is_some_and(|char| char == 'u' || char == 'U')
            && !code[..at - 1]
                .chars()
                .next_back()
                .is_some_and(|char| char.is_alphanumeric() || char == '_');
        if starts {
            broken.push(format!(
                "{}:{}: an unbounded queue: queues are bounded, and full means something",
                file.name(),
                line_of(code, at)
            ));
        }
    }
    broken
}

fn opening(file: &SourceFile) -> Vec<String> {
    if file.text().starts_with("//! ") {
        return Vec::new();
    }
    vec![format!(
        "{}: begins without `//!`: say what it is and why on this floor",
        file.name()
    )]
}

fn length(file: &SourceFile, long_files: &[(&str, &str)]) -> Vec<String> {
    let lines = file.lines_without_tests();
    if lines <= LONG || long_files.iter().any(|(name, _)| *name == file.name()) {
        return Vec::new();
    }
    vec![format!(
        "{}: {lines} lines without tests, more than {LONG}: is it one thing?",
        file.name()
    )]
}

/// An island that is not lazy is downloaded before the first picture of every call.
fn islands(file: &SourceFile) -> Vec<String> {
    if FIRST_ISLANDS.contains(&file.name()) {
        return Vec::new();
    }
    file.code()
        .match_indices("#[island]")
        .map(|(at, _)| {
            format!(
                "{}:{}: an island of a page is `#[island(lazy)]`, so that calls do without it",
                file.name(),
                line_of(file.code(), at)
            )
        })
        .collect()
}

/// Files of one folder that need each other in a circle. The `mod.rs` of a folder lists its parts and may be named
/// by them; it does not count.
fn circles(files: &[SourceFile]) -> Vec<String> {
    let modules: BTreeSet<String> = files
        .iter()
        .filter(|file| !file.name().ends_with("/mod.rs"))
        .map(|file| file.module().join("::"))
        .collect();
    let mut edges: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for file in files
        .iter()
        .filter(|file| !file.name().ends_with("/mod.rs"))
    {
        let own = file.module();
        for path in file.paths_in_crate() {
            let other = (1..=path.segments.len())
                .rev()
                .map(|length| path.segments[..length].join("::"))
                .find(|candidate| modules.contains(candidate));
            if let Some(other) = other
                && other != own.join("::")
            {
                edges.entry(own.join("::")).or_default().insert(other);
            }
        }
    }
    modules
        .iter()
        .filter_map(|start| way_back(start, &edges))
        // Each circle once, told from its first name.
        .filter(|circle| circle.iter().min() == circle.first())
        .map(|circle| format!("a circle: {} -> {}", circle.join(" -> "), circle[0]))
        .collect()
}

/// The shortest way from `start` back to itself.
fn way_back(start: &str, edges: &BTreeMap<String, BTreeSet<String>>) -> Option<Vec<String>> {
    let mut ways = vec![vec![start.to_owned()]];
    let mut seen = BTreeSet::new();
    while !ways.is_empty() {
        let mut longer = Vec::new();
        for way in ways {
            for next in way
                .last()
                .and_then(|last| edges.get(last))
                .into_iter()
                .flatten()
            {
                if next == start {
                    return Some(way);
                }
                if seen.insert(next.clone()) {
                    let mut way = way.clone();
                    way.push(next.clone());
                    longer.push(way);
                }
            }
        }
        ways = longer;
    }
    None
}
