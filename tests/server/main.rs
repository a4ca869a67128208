//! The server from outside: a fresh database, a real socket and a clock that the test moves, for every test.
//!
//! One program, because linking the server costs more than running all of this.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

mod account_pages;
mod accounts;
mod acme;
mod address;
mod annotations;
mod appointments;
mod assets;
mod calendars;
mod changes;
mod chat_log;
mod coded_sessions;
mod demo;
mod disk_full;
mod doctor;
mod durability;
mod expiry;
mod forgotten_passwords;
mod history;
mod host_grants;
mod host_removals;
mod host_succession;
mod hosts;
mod http;
mod https;
mod joining;
mod live_codes;
mod lobby;
mod logins;
mod open_sessions;
mod partners;
mod people;
mod powers;
mod presets;
mod program;
mod reconnect;
mod relay_only;
mod rest;
mod rest_document;
mod rest_refusals;
mod rest_sessions;
mod role_links;
mod room_rules;
mod room_state;
mod service;
mod session_pages;
mod shared_sessions;
mod shared_sockets;
mod signaling;
mod slow_reader;
mod sockets_misused;
mod storage;
mod storage_accounts;
mod storage_schedule;
mod support;
mod tokens;
mod trials;
mod troubles;
mod turn;
mod turn_refusals;
mod unattended;
