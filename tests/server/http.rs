//! Pages, forms, headers and probes over real HTTP.

use uuid::Uuid;
use visavis::{
    domain::ids::SessionId,
    protocol::{error_code::CloseCode, route::Route},
};

use crate::support::{TestApp, get, raw, request};

const FORM: &str = "title=T&name=Maya&kind=video";

#[tokio::test]
async fn every_state_of_a_session_has_its_own_status() {
    let app = TestApp::start().await;
    let (id, mut host) = app.create().await;
    assert_eq!(get(app.address, "/").await.status, 200);
    assert_eq!(get(app.address, "/new").await.status, 200);
    assert_eq!(get(app.address, &Route::Join(id).path()).await.status, 200);
    assert_eq!(get(app.address, "/join/nonsense").await.status, 400);
    let unknown = SessionId::from_uuid(Uuid::from_u128(9));
    assert_eq!(
        get(app.address, &Route::Join(unknown).path()).await.status,
        404
    );
    assert_eq!(get(app.address, "/nowhere").await.status, 404);
    for number in 0..9 {
        app.join(id, &format!("P{number}")).await;
    }
    assert_eq!(get(app.address, &Route::Join(id).path()).await.status, 409);
    host.end(id).await;
    assert_eq!(get(app.address, &Route::Join(id).path()).await.status, 410);
}

#[tokio::test]
async fn a_page_is_whole_without_javascript() {
    let app = TestApp::start().await;
    let (id, _) = app.create().await;
    let page = get(app.address, &Route::Join(id).path()).await;
    assert!(page.body.contains("Portfolio review"), "{}", page.body);
    assert!(page.body.contains("Mentor"));
    assert!(page.body.contains("/api/join_session"));
    assert!(page.body.trim_end().ends_with("</script>") || page.body.contains("</html>"));
}

#[tokio::test]
async fn the_first_page_says_where_it_runs() {
    let app = TestApp::start().await;
    let headers = [("Host", "meet.example")];
    let page = request(app.address, "GET", "/", &headers, "").await;
    assert!(page.body.contains("Runs on meet.example."), "{}", page.body);
}

#[tokio::test]
async fn a_plain_form_creates_a_session_and_leads_to_it() {
    let app = TestApp::start().await;
    let mut browser = app.browser();
    let answer = browser.submit("create_session", "/new", FORM).await;
    assert_eq!(answer.status, 302);
    let location = answer.header("location").unwrap().to_owned();
    assert!(location.starts_with("/join/"), "{location}");
    let page = browser.get(&location).await;
    assert_eq!(page.status, 200);
    let id: SessionId = location.trim_start_matches("/join/").parse().unwrap();
    assert_eq!(browser.view(id).await["seat"]["name"], "Maya");
    assert_eq!(browser.view(id).await["seat"]["role"], "host");
}

#[tokio::test]
async fn a_plain_form_joins_and_leads_back_to_the_session() {
    let app = TestApp::start().await;
    let (id, mut host) = app.create().await;
    let page = Route::Join(id).path();
    let mut browser = app.browser();
    let answer = browser
        .submit("join_session", &page, &format!("id={id}&name=Tom"))
        .await;
    assert_eq!(
        (answer.status, answer.header("location")),
        (302, Some(page.as_str()))
    );
    assert_eq!(browser.view(id).await["seat"]["name"], "Tom");

    host.end(id).await;
    let mut late = app.browser();
    let answer = late
        .submit("join_session", &page, &format!("id={id}&name=Late"))
        .await;
    let location = answer.header("location").unwrap();
    let back = format!("http://{}{page}?", app.address);
    assert!(
        answer.status == 302 && location.starts_with(&back),
        "{location}"
    );
    assert_eq!(late.get(&page).await.status, 410);
}

#[tokio::test]
async fn a_form_is_never_led_to_another_site() {
    let app = TestApp::start().await;
    let origin = format!("http://{}", app.address);
    for referer in [
        Some("https://evil.example/a"),
        None,
        Some("http://127.0.0.1.evil.example/"),
    ] {
        let mut headers = vec![("Accept", "text/html"), ("Origin", origin.as_str())];
        headers.extend(referer.map(|referer| ("Referer", referer)));
        let path = "/api/find_session";
        let answer = request(app.address, "POST", path, &headers, "input=nothing").await;
        let location = answer.header("location").unwrap();
        assert!(location.starts_with(&format!("{origin}/")), "{location}");
    }
}

#[tokio::test]
async fn changes_that_another_site_asks_for_are_forbidden() {
    let app = TestApp::start().await;
    let own = format!("http://{}", app.address);
    let post = async |headers: &[(&str, &str)]| {
        request(app.address, "POST", "/api/create_session", headers, FORM)
            .await
            .status
    };
    assert_eq!(post(&[("Origin", "https://evil.example")]).await, 403);
    assert_eq!(post(&[("Origin", "null")]).await, 403);
    assert_eq!(post(&[("Sec-Fetch-Site", "cross-site")]).await, 403);
    assert_eq!(
        post(&[("Sec-Fetch-Site", "same-site"), ("Origin", &own)]).await,
        403
    );
    assert_eq!(
        post(&[("Sec-Fetch-Site", "same-origin"), ("Origin", &own)]).await,
        200
    );
    assert_eq!(post(&[]).await, 200, "a program that is no browser");
}

#[tokio::test]
async fn nothing_changes_by_a_reading_request() {
    let app = TestApp::start().await;
    for function in [
        "create_session",
        "join_session",
        "end_session",
        "send_chat",
        "sign_up",
        "sign_in",
        "sign_out",
        "sign_out_everywhere",
        "change_profile",
        "change_password",
        "end_login",
        "make_token",
        "revoke_token",
        "invite_person",
        "withdraw_invitation",
        "change_person",
        "change_site_settings",
    ] {
        let answer = get(app.address, &format!("/api/{function}?{FORM}")).await;
        assert!(
            [404, 405].contains(&answer.status),
            "{function}: {}",
            answer.status
        );
        assert_eq!(answer.header("set-cookie"), None);
    }
}

#[tokio::test]
async fn odd_requests_are_refused_and_the_server_lives() {
    let app = TestApp::start().await;
    for (request, status) in [
        (
            "CONNECT example.com:443 HTTP/1.1\r\nHost: example.com\r\nConnection: close\r\n\r\n",
            "405",
        ),
        (
            "GET http://example.com/ HTTP/1.1\r\nHost: example.com\r\nConnection: close\r\n\r\n",
            "400",
        ),
        (
            "OPTIONS * HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n",
            "400",
        ),
        (
            "TRACE / HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n",
            "405",
        ),
        ("nonsense\r\n\r\n", "400"),
    ] {
        let answer = raw(app.address, request).await;
        assert!(
            answer.starts_with(&format!("HTTP/1.1 {status}")),
            "{request}: {answer}"
        );
    }
    assert_eq!(get(app.address, "/healthz").await.status, 200);
}

#[tokio::test]
async fn a_question_that_is_too_large_is_not_read() {
    let app = TestApp::start().await;
    let body = format!("title={}&name=&kind=video", "a".repeat(100_000));
    let answer = request(app.address, "POST", "/api/create_session", &[], &body).await;
    assert_eq!(answer.status, 413);
}

#[tokio::test]
async fn malformed_questions_are_refused_by_name() {
    let app = TestApp::start().await;
    let mut browser = app.browser();
    for (function, body) in [
        ("join_session", "id=nonsense&name="),
        ("join_session", ""),
        ("create_session", "kind=opera"),
    ] {
        let answer = browser.call(function, body).await;
        assert!(answer.status >= 400);
        assert_eq!(answer.code(), "bad_request", "{function} {body}");
    }
}

#[tokio::test]
async fn pages_allow_no_foreign_script_and_no_foreign_frame() {
    let app = TestApp::start().await;
    let one = get(app.address, "/").await;
    let policy = one.header("content-security-policy").unwrap();
    for part in [
        "default-src 'none'",
        "'wasm-unsafe-eval'",
        "frame-ancestors 'none'",
        "base-uri 'none'",
        &format!("connect-src 'self' ws://{}", app.address),
    ] {
        assert!(policy.contains(part), "{part} in {policy}");
    }
    let nonce = policy
        .split("'nonce-")
        .nth(1)
        .unwrap()
        .split('\'')
        .next()
        .unwrap();
    let scripts = one.body.matches("<script").count();
    assert!(scripts > 0);
    assert_eq!(
        one.body.matches(&format!("nonce=\"{nonce}\"")).count(),
        scripts,
        "{}",
        one.body
    );
    let other = get(app.address, "/").await;
    assert_ne!(other.header("content-security-policy"), Some(policy));
    assert_eq!(one.header("referrer-policy"), Some("same-origin"));
    assert_eq!(one.header("x-content-type-options"), Some("nosniff"));
    assert_eq!(one.header("cache-control"), Some("no-store"));
    let permissions = one.header("permissions-policy").unwrap();
    assert!(permissions.contains("camera=(self), microphone=(self), display-capture=(self)"));
}

#[tokio::test]
async fn a_hostile_host_header_gets_into_no_page() {
    let app = TestApp::start().await;
    let (id, _) = app.create().await;
    let headers = [("Host", "evil.example\"><script>"), ("Accept", "text/html")];
    let page = request(app.address, "GET", &Route::Join(id).path(), &headers, "").await;
    assert!(!page.body.contains("evil.example"));
    assert!(
        !page
            .header("content-security-policy")
            .unwrap_or_default()
            .contains("evil.example")
    );
}

#[tokio::test]
async fn a_ticket_is_out_of_reach_of_scripts_and_other_sites() {
    let app = TestApp::start().await;
    let answer = app.browser().submit("create_session", "/new", FORM).await;
    let cookie = answer.header("set-cookie").unwrap();
    assert!(cookie.starts_with("visavis_"));
    for part in ["; HttpOnly", "; SameSite=Lax", "; Path=/", "; Max-Age="] {
        assert!(cookie.contains(part), "{part} in {cookie}");
    }
}

#[tokio::test]
async fn the_qr_code_is_a_picture_of_the_link() {
    let app = TestApp::start().await;
    let (id, _) = app.create().await;
    let code = get(app.address, &Route::QrCode(id).path()).await;
    assert_eq!(
        (code.status, code.header("content-type")),
        (200, Some("image/svg+xml"))
    );
    assert!(code.body.starts_with("<svg"));
    assert_eq!(get(app.address, "/join/nonsense/qr.svg").await.status, 404);
}

#[tokio::test]
async fn machines_learn_how_the_server_is() {
    let app = TestApp::start().await;
    assert_eq!(get(app.address, "/healthz").await.body, "ok");
    assert_eq!(get(app.address, "/readyz").await.body, "ready");
    let figures = get(app.address, "/metrics").await;
    assert_eq!(figures.status, 200);
    assert!(
        figures.body.contains("visavis_requests_total"),
        "{}",
        figures.body
    );
}

#[tokio::test]
async fn no_session_id_stands_in_the_figures() {
    let app = TestApp::start().await;
    let (id, _) = app.create().await;
    get(app.address, &Route::Join(id).path()).await;
    assert!(
        !get(app.address, "/metrics")
            .await
            .body
            .contains(&id.to_string())
    );
}

#[tokio::test]
async fn what_was_typed_leads_to_the_session_or_nowhere() {
    let app = TestApp::start().await;
    let (id, mut host) = app.create().await;
    let mut browser = app.browser();
    let link = format!(
        "input=Come+to+http%3A%2F%2F{}%2Fjoin%2F{id}+please",
        app.address
    );
    assert_eq!(
        browser.call("find_session", &link).await.json()["id"],
        id.to_string()
    );
    let page = browser
        .send(
            "GET",
            &format!("/find?code={id}"),
            &[("Accept", "text/html")],
            "",
        )
        .await;
    let path = Route::Join(id).path();
    assert_eq!(
        (page.status, page.header("location")),
        (302, Some(path.as_str()))
    );
    assert_eq!(browser.get("/find?code=nothing").await.status, 404);
    host.end(id).await;
    assert_eq!(
        browser.call("find_session", &link).await.code(),
        "session_not_found"
    );
}

#[tokio::test]
async fn a_server_that_stops_says_so_and_leaves_nothing_half_written() {
    let app = TestApp::start().await;
    let address = app.address;
    let (id, host) = app.create().await;
    let mut peer = host.open(id).await;
    peer.hello(1, None).await;
    peer.entered().await;
    let folder = app.stop().await;
    peer.closed_with(CloseCode::ServiceRestart).await;
    // The write-ahead log was written back.
    let log = folder.path().join("visavis.db-wal");
    assert!(!log.exists() || std::fs::metadata(log).unwrap().len() == 0);
    assert!(tokio::net::TcpStream::connect(address).await.is_err());
}
