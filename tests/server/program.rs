//! The program as an operator sees it: settings, the ready line, signals, files.

use std::{fs, os::unix::fs::PermissionsExt};

use visavis::protocol::error_code::CloseCode;

use crate::support::{Browser, PASSWORD, Program, TestFolder, get, run, run_with_input};

#[tokio::test]
async fn it_says_where_it_is_and_nothing_else_and_ends_on_either_signal() {
    for signal in ["-TERM", "-INT"] {
        let folder = TestFolder::new();
        let program = Program::start(folder.path(), &["serve", "--listen", "127.0.0.1:0"]).await;
        assert_eq!(program.before, "");
        assert_ne!(program.address.port(), 0);
        assert_eq!(get(program.address, "/healthz").await.status, 200);
        let mut host = Browser::new(program.address);
        let id = host.create("T", "Host").await;
        let mut peer = host.open(id).await;
        peer.hello(1, None).await;
        peer.entered().await;
        assert_eq!(program.stop(signal).await, (Some(0), String::new()));
        peer.closed_with(CloseCode::ServiceRestart).await;
    }
}

#[tokio::test]
async fn it_listens_on_every_address_when_told_so() {
    let folder = TestFolder::new();
    let program = Program::start(folder.path(), &["--listen", "0.0.0.0:0"]).await;
    assert!(
        program.address.ip().is_loopback(),
        "an address that a browser can open"
    );
    assert_eq!(get(program.address, "/readyz").await.status, 200);
}

#[tokio::test]
async fn what_it_makes_is_for_its_owner_only() {
    let folder = TestFolder::new();
    let data = folder.path().join("new/data");
    let program = Program::start(&data, &["--listen", "127.0.0.1:0"]).await;
    let mode = |path: &std::path::Path| fs::metadata(path).unwrap().permissions().mode() & 0o777;
    assert_eq!(mode(&data), 0o700);
    assert_eq!(mode(&data.join("visavis.key")), 0o600);
    program.kill().await;
}

#[tokio::test]
async fn a_wrong_setting_is_refused_with_its_name_and_what_would_be_right() {
    let (code, output, error) = run(&["--listen", "nowhere"], &[]).await;
    assert_eq!((code, output.as_str()), (Some(2), ""));
    assert!(
        error.contains("listen is `nowhere` (from the flag --listen)"),
        "{error}"
    );
    assert!(error.contains("such as 127.0.0.1:3000"), "{error}");
    let (code, _, error) = run(&[], &[("VISAVIS_PUBLIC_URL", "meet.example/path")]).await;
    assert_eq!(code, Some(2));
    assert!(
        error.contains("public-url") && error.contains("https://meet.example"),
        "{error}"
    );
    let (code, ..) = run(&["--colour", "red"], &[]).await;
    assert_eq!(code, Some(2));
}

#[tokio::test]
async fn help_names_every_setting_and_its_variable() {
    let (code, help, _) = run(&["--help"], &[]).await;
    assert_eq!(code, Some(0));
    for setting in [
        "listen",
        "data-dir",
        "public-url",
        "trusted-proxy",
        "ice-servers",
        "log",
        "config",
    ] {
        assert!(help.contains(&format!("--{setting}")), "{setting}");
        let variable = format!("VISAVIS_{}", setting.to_uppercase().replace('-', "_"));
        assert!(help.contains(&variable), "{variable}");
    }
    assert!(help.contains("serve"));
}

#[tokio::test]
async fn a_port_that_is_taken_is_said_in_words() {
    let folder = TestFolder::new();
    let taken = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = taken.local_addr().unwrap().to_string();
    let data = folder.path().to_str().unwrap();
    let (code, _, error) = run(&["--listen", &address, "--data-dir", data], &[]).await;
    assert_eq!(code, Some(1));
    assert!(
        error.contains(&format!("listen: {address} cannot be listened on")),
        "{error}"
    );
}

#[tokio::test]
async fn a_key_that_was_damaged_is_not_replaced_in_silence() {
    let folder = TestFolder::new();
    fs::write(folder.path().join("visavis.key"), "short").unwrap();
    let data = folder.path().to_str().unwrap();
    let (code, _, error) = run(&["--listen", "127.0.0.1:0", "--data-dir", data], &[]).await;
    assert_eq!(code, Some(1));
    assert!(
        error.contains("visavis.key does not hold 32 bytes"),
        "{error}"
    );
}

#[tokio::test]
async fn the_operator_makes_an_account_beside_the_running_server() {
    let folder = TestFolder::new();
    let data = folder.path().to_str().unwrap();
    let program = Program::start(folder.path(), &["--listen", "127.0.0.1:0"]).await;
    let add = async |role: &str, password: &str| {
        let person = ["--email", "Maya@example.org", "--name", "Maya"];
        let rest = ["--role", role, "--data-dir", data, "--log", "off"];
        let arguments = [&["account", "add"], &person[..], &rest].concat();
        run_with_input(&arguments, password).await
    };
    let (code, _, error) = add("admin", "short\n").await;
    assert_eq!(code, Some(1));
    assert!(error.contains("10 to 128 characters"), "{error}");
    let (code, output, error) = add("admin", "a quiet heron\n").await;
    assert_eq!(code, Some(0), "{error}");
    assert_eq!(output, "maya@example.org can sign in as admin.\n");
    let (code, _, error) = add("mentor", "a quiet heron\n").await;
    assert_eq!(code, Some(1));
    assert!(error.contains("already"), "{error}");
    let (code, ..) = add("owner", "a quiet heron\n").await;
    assert_eq!(code, Some(2));
    let mut browser = Browser::new(program.address);
    let answer = browser.sign_in("Maya", PASSWORD).await;
    assert_eq!(answer.json()["role"], "admin", "{}", answer.body);
}

#[tokio::test]
async fn the_operator_sets_a_password_beside_the_running_server() {
    let folder = TestFolder::new();
    let data = folder.path().to_str().unwrap();
    let program = Program::start(folder.path(), &["--listen", "127.0.0.1:0"]).await;
    let mut browser = Browser::new(program.address);
    browser.sign_up("Maya", "").await;
    let set = async |email: &str, password: &str| {
        let arguments = ["account", "password", "--email", email];
        let rest = ["--data-dir", data, "--log", "off"];
        run_with_input(&[&arguments[..], &rest].concat(), password).await
    };
    let (code, _, error) = set("tom@example.org", "four yellow pears\n").await;
    assert_eq!(code, Some(1));
    assert!(error.contains("no such account"), "{error}");
    let (code, _, error) = set("maya@example.org", "short\n").await;
    assert_eq!(code, Some(1));
    assert!(error.contains("10 to 128 characters"), "{error}");
    assert_eq!(browser.account().await["name"], "Maya");
    let (code, output, error) = set("Maya@example.org", "four yellow pears\n").await;
    assert_eq!(code, Some(0), "{error}");
    assert_eq!(
        output,
        "maya@example.org has a new password, and is signed out everywhere.\n"
    );
    assert!(browser.account().await.is_null());
    assert_eq!(
        browser.sign_in("Maya", PASSWORD).await.code(),
        "wrong_login"
    );
    assert_eq!(
        browser.sign_in("Maya", "four+yellow+pears").await.status,
        200
    );
}
