//! Samples that break one rule each, so that it is known that the rules can fail, and samples that keep them.

use crate::rules::judge;
use crate::source::SourceFile;

const OPENING: &str = "//! A sample.\n";

fn judged(files: &[(&str, &str)]) -> Vec<String> {
    let files: Vec<_> = files
        .iter()
        .map(|(name, text)| SourceFile::new(name, &format!("{OPENING}{text}")))
        .collect();
    judge(&files, &[])
}

#[track_caller]
fn breaks(name: &str, text: &str, why: &str) {
    let broken = judged(&[(name, text)]);
    assert!(
        broken.len() == 1 && broken[0].starts_with(name) && broken[0].contains(why),
        "{name} should break one rule ({why}), but: {broken:#?}\n{text}"
    );
}

#[track_caller]
fn keeps(name: &str, text: &str) {
    let broken = judged(&[(name, text)]);
    assert!(broken.is_empty(), "{broken:#?}\n{text}");
}

#[test]
fn a_file_names_lower_floors_and_its_own_folder() {
    keeps(
        "src/server/rooms/room.rs",
        "use crate::{domain::ids::SessionId, server::{clock, storage::Storage}};",
    );
    keeps(
        "src/server/rooms/room.rs",
        "use super::outbox::Outbox;\nuse crate::server::rooms::state::RoomState;",
    );
    keeps(
        "src/client/engine/mod.rs",
        "use crate::client::{peer_link::PeerLink, web::timer::Timer};",
    );
    keeps("src/main.rs", "use visavis::serve;");
    keeps(
        "src/serve.rs",
        "use crate::server::{config::Config, http, jobs, service::Services};",
    );
    keeps(
        "src/app/pages/home.rs",
        "use crate::{api::find_session, app::text, call::call_state::CallState};",
    );
}

#[test]
fn a_higher_floor_is_out_of_reach() {
    breaks(
        "src/domain/session.rs",
        "use crate::protocol::codec;",
        "only lower floors",
    );
    breaks(
        "src/call/heartbeat.rs",
        "fn f() { crate::api::find_session(); }",
        "only lower floors",
    );
    breaks(
        "src/server/rooms/room.rs",
        "use crate::server::service::join_session;",
        "only lower floors",
    );
    breaks(
        "src/api/send_chat.rs",
        "use crate::app::text;",
        "only lower floors",
    );
}

#[test]
fn a_neighbour_on_the_same_floor_is_out_of_reach() {
    breaks(
        "src/server/storage/mod.rs",
        "use crate::server::config::Config;",
        "only lower floors",
    );
    breaks(
        "src/client/signaling.rs",
        "use super::local_media::LocalMedia;",
        "only lower floors",
    );
    breaks(
        "src/server/jobs/expiry.rs",
        "use super::super::http::router;",
        "only lower floors",
    );
}

#[test]
fn the_towers_do_not_see_each_other_and_views_see_neither() {
    breaks(
        "src/server/http/router.rs",
        "use crate::client::web::timer;",
        "out of sight",
    );
    breaks(
        "src/client/engine/mod.rs",
        "use crate::server::clock::SystemClock;",
        "out of sight",
    );
    breaks(
        "src/app/pages/home.rs",
        "use crate::server::service::Services;",
        "out of sight",
    );
    breaks(
        "src/app/call_view.rs",
        "use crate::client::engine::Engine;",
        "out of sight",
    );
    breaks(
        "src/api/find_session.rs",
        "use crate::client::engine::Engine;",
        "out of sight",
    );
}

#[test]
fn the_door_sees_the_engine_and_the_browser_and_nothing_between_them() {
    keeps(
        "src/app/door/browser.rs",
        "use crate::client::engine::Engine;",
    );
    keeps(
        "src/app/door/browser.rs",
        "use crate::client::web::timer::Ticker;",
    );
    breaks(
        "src/app/door/browser.rs",
        "use crate::client::peer_link::PeerLink;",
        "out of sight",
    );
}

#[test]
fn server_functions_see_the_server() {
    keeps(
        "src/api/find_session.rs",
        "use crate::server::service::Services;",
    );
}

#[test]
fn groups_paths_in_code_and_renamed_imports_are_all_read() {
    breaks(
        "src/domain/a.rs",
        "use crate::{domain::ids::{self, SessionId}, call as c};",
        "`call`",
    );
    breaks(
        "src/domain/a.rs",
        "use crate::{\n    domain::ids,\n    protocol::{codec::*},\n};",
        "`protocol::codec`",
    );
    breaks(
        "src/domain/a.rs",
        "fn f() -> crate::call::call_state::CallState { todo() }",
        "call::call_state",
    );
}

#[test]
fn comments_texts_and_lifetimes_are_not_code() {
    keeps(
        "src/domain/a.rs",
        r##"
// crate::call is above
/* crate::app /* nested */ crate::api */
const A: &str = "crate::call::x \" crate::api";
const B: &str = r#"crate::call "quoted" crate::app"#;
const C: char = '"';
fn f<'a>(a: &'a str) -> &'a str { a }
"##,
    );
}

#[test]
fn tests_are_held_to_the_floors_too() {
    breaks(
        "src/domain/a.rs",
        "#[cfg(test)]\nmod tests {\n    use crate::call::call_state;\n}",
        "only lower floors",
    );
    keeps(
        "src/domain/a.rs",
        "#[cfg(test)]\nmod tests {\n    use super::*;\n}",
    );
}

#[test]
fn a_new_place_must_be_given_a_floor() {
    breaks("src/server/telemetry.rs", "", "stands on no floor");
    breaks("src/helpers.rs", "", "stands on no floor");
}

#[test]
fn a_tower_only_lists_its_parts() {
    keeps("src/server/mod.rs", "pub mod clock;\npub mod storage;");
    breaks(
        "src/server/mod.rs",
        "pub fn start() {}",
        "only lists its parts",
    );
    breaks(
        "src/server/http/router.rs",
        "use crate::server::start;",
        "names a tower",
    );
}

#[test]
fn the_builds_part_at_the_three_doors_only() {
    let gate = "#[cfg(feature = \"ssr\")]\npub mod server;";
    for door in ["src/lib.rs", "src/main.rs", "src/app/door.rs"] {
        keeps(door, gate);
    }
    breaks("src/app/shell.rs", gate, "asks for a feature");
    breaks(
        "src/app/shell.rs",
        "fn f() -> bool { cfg!(all(unix, feature = \"ssr\")) }",
        "asks for a feature",
    );
    breaks(
        "src/api/error.rs",
        "#[cfg_attr(feature = \"ssr\", derive(Debug))]\nstruct A;",
        "asks for a feature",
    );
    keeps("src/api/error.rs", "#[cfg(test)]\nmod tests {}");
}

#[test]
fn javascript_and_webrtc_stop_at_the_browsers_lowest_floor() {
    let code = "use wasm_bindgen::{JsValue, closure::Closure};\nuse web_sys::RtcPeerConnection;";
    keeps("src/client/web/peer_connection.rs", code);
    breaks(
        "src/client/engine/mod.rs",
        "fn f(_: wasm_bindgen::JsValue) {}",
        "JavaScript stops",
    );
    breaks(
        "src/client/peer_link.rs",
        "use wasm_bindgen::prelude::Closure;",
        "JavaScript stops",
    );
    breaks(
        "src/client/peer_link.rs",
        "use web_sys::{MediaStream, RtcPeerConnection};",
        "WebRTC's own types",
    );
    keeps("src/client/local_media.rs", "use web_sys::MediaStream;");
}

#[test]
fn the_database_and_http_are_known_where_they_belong() {
    keeps("src/server/storage/session.rs", "use sqlx::SqlitePool;");
    breaks(
        "src/server/service/join_session.rs",
        "use sqlx::SqlitePool;",
        "server/storage only",
    );
    breaks(
        "src/server/service/join_session.rs",
        "use axum::http::StatusCode;",
        "speaks HTTP",
    );
    keeps("src/server/http/router.rs", "use axum::Router;");
}

#[test]
fn the_lowest_floors_have_no_time_and_no_chance_of_their_own() {
    breaks(
        "src/domain/clock.rs",
        "fn now() -> std::time::SystemTime { std::time::UNIX_EPOCH }",
        "no time source",
    );
    breaks(
        "src/call/reconnect_policy.rs",
        "use rand::Rng;",
        "no chance",
    );
    breaks(
        "src/protocol/codec.rs",
        "fn f() { std::fs::read(\"a\").ok(); }",
        "no I/O",
    );
    keeps("src/domain/clock.rs", "use std::time::Duration;");
}

#[test]
fn nothing_is_forgotten_and_nothing_is_unbounded() {
    breaks(
        "src/client/web/timer.rs",
        "fn f(c: C) { c.forget(); }",
        "whose Drop ends it",
    );
    breaks(
        "src/client/web/timer.rs",
        "fn f(c: C) { std::mem::forget(c); }",
        "whose Drop ends it",
    );
    keeps("src/domain/a.rs", "fn forget_me_not() {}");
    breaks(
        "src/server/rooms/room.rs",
        "use tokio::sync::mpsc::unbounded_channel;",
        "unbounded queue",
    );
    breaks(
        "src/client/signaling.rs",
        "use futures_channel::mpsc::UnboundedSender;",
        "unbounded queue",
    );
}

#[test]
fn a_file_says_what_it_is() {
    let files = [SourceFile::new("src/domain/a.rs", "pub struct A;\n")];
    assert_eq!(judge(&files, &[]).len(), 1);
}

#[test]
fn a_long_file_is_noticed_and_its_tests_are_not_counted() {
    let long = "const A: u8 = 0;\n".repeat(460);
    breaks("src/domain/a.rs", &long, "is it one thing?");
    keeps(
        "src/domain/a.rs",
        &format!("#[cfg(test)]\nmod tests {{\n{long}}}\n"),
    );
    let files = [SourceFile::new(
        "src/domain/a.rs",
        &format!("{OPENING}{long}"),
    )];
    assert!(judge(&files, &[("src/domain/a.rs", "one table")]).is_empty());
}

#[test]
fn an_island_of_a_page_is_fetched_by_its_page() {
    breaks(
        "src/app/components/code_box.rs",
        "#[island]\npub fn CodeBox() {}",
        "island(lazy)",
    );
    keeps(
        "src/app/components/code_box.rs",
        "#[island(lazy)]\npub fn CodeBox() {}",
    );
    keeps("src/app/pages/call.rs", "#[island]\npub fn Call() {}");
}

#[test]
fn files_of_a_folder_do_not_need_each_other_in_a_circle() {
    let a = ("src/domain/a.rs", "use super::b::B;");
    let b = ("src/domain/b.rs", "use crate::domain::c::C;");
    let c = ("src/domain/c.rs", "use crate::domain::a::A;");
    let listed = ("src/domain/mod.rs", "pub mod a;\npub use a::A;");
    assert!(judged(&[a, b, listed]).is_empty());
    let broken = judged(&[a, b, c, listed]);
    assert_eq!(
        broken,
        ["a circle: domain::a -> domain::b -> domain::c -> domain::a"]
    );
}
