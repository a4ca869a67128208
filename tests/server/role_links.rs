//! Links that give a part in a session: what they open, for whom, and for how long.

use std::fs;

use visavis::domain::ids::SessionId;

use crate::support::{Answer, Browser, TestApp};

/// The codes of new links: of who takes part, and of who watches.
async fn make(host: &mut Browser, id: SessionId) -> (String, String) {
    let answer = host.call("make_role_links", &format!("id={id}")).await;
    assert_eq!(answer.status, 200, "{}", answer.body);
    let links = answer.json();
    let code = |part: &str| {
        let link = links[part].as_str().unwrap();
        let (home, code) = link.split_once("&code=").unwrap();
        assert!(home.ends_with(&format!("/?sessionId={id}")), "{link}");
        code.to_owned()
    };
    (code("collaborator"), code("viewer"))
}

async fn join(browser: &mut Browser, id: SessionId, code: &str) -> Answer {
    browser
        .call("join_session", &format!("id={id}&name=Tom&code={code}"))
        .await
}

#[tokio::test]
async fn each_link_gives_its_part_and_the_plain_one_lets_people_watch() {
    let app = TestApp::start().await;
    let (id, mut host) = app.create().await;
    let before = join(&mut app.browser(), id, "").await.json();
    assert_eq!(before["role"], "collaborator");
    let (collaborator, viewer) = make(&mut host, id).await;
    for (code, role) in [
        (collaborator.as_str(), "collaborator"),
        (viewer.as_str(), "viewer"),
        (&viewer.to_lowercase(), "viewer"),
        ("", "viewer"),
    ] {
        let mut browser = app.browser();
        let form = format!("id={id}&code={code}");
        let view = browser.call("view_session", &form).await.json();
        assert_eq!(view["grants"]["publishAudio"], role == "collaborator");
        assert_eq!(join(&mut browser, id, code).await.json()["role"], role);
    }
}

#[tokio::test]
async fn a_wrong_code_opens_nothing_and_looks_like_no_session() {
    let app = TestApp::start().await;
    let (id, mut host) = app.create().await;
    make(&mut host, id).await;
    let mut browser = app.browser();
    for code in ["ABCDEFGH", "nonsense", "%C3%B1"] {
        let answer = join(&mut browser, id, code).await;
        assert_eq!(answer.code(), "session_not_found", "{code}");
    }
    let page = browser.get(&format!("/join/{id}?code=ABCDEFGH")).await;
    assert_eq!(page.status, 404);
    let other = app.browser().get(&format!("/join/{id}")).await;
    assert_eq!(other.status, 200);
}

#[tokio::test]
async fn a_session_without_links_takes_no_code() {
    let app = TestApp::start().await;
    let (id, _) = app.create().await;
    let answer = join(&mut app.browser(), id, "ABCDEFGH").await;
    assert_eq!(answer.code(), "session_not_found");
}

#[tokio::test]
async fn new_links_end_the_ones_before_and_nobody_inside_notices() {
    let app = TestApp::start().await;
    let (id, mut host) = app.create().await;
    let (first, _) = make(&mut host, id).await;
    let mut tom = app.browser();
    assert_eq!(join(&mut tom, id, &first).await.status, 200);
    let (second, _) = make(&mut host, id).await;
    assert_ne!(first, second);
    let late = join(&mut app.browser(), id, &first).await;
    assert_eq!(late.code(), "session_not_found");
    assert_eq!(
        join(&mut tom, id, &first).await.json()["role"],
        "collaborator"
    );
}

#[tokio::test]
async fn a_link_does_not_change_the_part_of_who_has_a_seat() {
    let app = TestApp::start().await;
    let (id, mut host) = app.create().await;
    let (collaborator, viewer) = make(&mut host, id).await;
    let mut tom = app.browser();
    join(&mut tom, id, &viewer).await;
    let again = join(&mut tom, id, &collaborator).await.json();
    assert_eq!(again["role"], "viewer", "that is the host's to decide");
    let own = join(&mut host, id, &viewer).await.json();
    assert_eq!(own["role"], "host");
}

#[tokio::test]
async fn only_who_moderates_makes_links() {
    let app = TestApp::start().await;
    let (id, _) = app.create().await;
    let form = format!("id={id}");
    let stranger = app.browser().call("make_role_links", &form).await;
    assert_eq!(stranger.code(), "not_joined");
    let mut tom = app.browser();
    join(&mut tom, id, "").await;
    let refused = tom.call("make_role_links", &form).await;
    assert_eq!(refused.code(), "not_allowed");
}

#[tokio::test]
async fn the_link_fills_the_box_of_the_home_page_and_leads_in() {
    let app = TestApp::start().await;
    let (id, mut host) = app.create().await;
    let (_, viewer) = make(&mut host, id).await;
    let mut browser = app.browser();
    let home = browser
        .get(&format!("/?sessionId={id}&code={viewer}"))
        .await;
    assert!(home.body.contains(&format!("{id}?code={viewer}")));
    let typed = format!("input={id}%3Fcode%3D{viewer}");
    let found = browser.call("find_session", &typed).await.json();
    assert_eq!(
        (&found["id"], &found["code"]),
        (&id.to_string().into(), &viewer.clone().into())
    );
    let page = browser
        .send(
            "GET",
            &format!("/find?code={id}%3Fcode%3D{viewer}"),
            &[("Accept", "text/html")],
            "",
        )
        .await;
    let way = format!("/join/{id}?code={viewer}");
    assert_eq!(
        (page.status, page.header("location")),
        (302, Some(way.as_str()))
    );
    assert_eq!(browser.get("/").await.status, 200);
}

#[tokio::test]
async fn guesses_are_limited_by_address() {
    let app = TestApp::start().await;
    let (id, mut host) = app.create().await;
    let (_, viewer) = make(&mut host, id).await;
    let mut browser = app.browser();
    let mut tries = 0;
    while join(&mut browser, id, "ABCDEFGH").await.code() == "session_not_found" {
        tries += 1;
        assert!(tries < 100, "nobody stops the guessing");
    }
    assert_eq!(join(&mut browser, id, &viewer).await.code(), "too_fast");
    assert_eq!(
        join(&mut browser, id, "").await.status,
        200,
        "the plain link still works"
    );
}

#[tokio::test]
async fn no_role_code_stands_in_the_files() {
    let app = TestApp::start().await;
    let (id, mut host) = app.create().await;
    let (collaborator, viewer) = make(&mut host, id).await;
    let folder = app.stop().await;
    for file in fs::read_dir(folder.path()).unwrap() {
        let bytes = fs::read(file.unwrap().path()).unwrap();
        for code in [collaborator.as_bytes(), viewer.as_bytes()] {
            assert!(!bytes.windows(code.len()).any(|part| part == code));
        }
    }
}
