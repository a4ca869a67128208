//! The built website, or what is there without a build.

use crate::support::{TestApp, get};

#[tokio::test]
async fn a_built_file_that_is_not_there_is_no_page() {
    let app = TestApp::start().await;
    let answer = get(app.address, "/pkg/visavis.0000.wasm").await;
    assert_eq!((answer.status, answer.body.as_str()), (404, ""));
}

#[tokio::test]
async fn nothing_outside_of_the_site_is_served() {
    let app = TestApp::start().await;
    for path in [
        "/../Cargo.toml",
        "/..%2fCargo.toml",
        "/pkg/../../Cargo.toml",
        "/assets.json",
    ] {
        let answer = get(app.address, path).await;
        assert!(
            answer.status == 404 || answer.status == 400,
            "{path}: {}",
            answer.status
        );
        assert!(!answer.body.contains("[package]"));
    }
}
