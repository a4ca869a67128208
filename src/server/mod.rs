//! The server's tower: from the clock and the database up to HTTP. Exists in the `ssr` build only.

pub mod acme;
pub mod buckets;
pub mod clock;
pub mod config;
pub mod crowd;
pub mod demo;
pub mod doctor;
pub mod http;
pub mod ice;
pub mod jobs;
pub mod listener;
pub mod rooms;
pub mod secret;
pub mod service;
pub mod storage;
pub mod tls;
pub mod turn;
