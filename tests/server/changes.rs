//! Pages hear of changes by themselves, over a real connection that stays open.

use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::TcpStream,
    time::timeout,
};

use visavis::protocol::{client_message::ClientMessage, error_code::CloseCode};

use crate::support::{Browser, PASSWORD, PATIENCE, Stage, TestApp, id_of};

/// A page that listens.
struct Page {
    stream: TcpStream,
    heard: String,
}

impl Page {
    async fn open(app: &TestApp, browser: &Browser) -> Self {
        let mut stream = TcpStream::connect(app.address).await.unwrap();
        let request = format!(
            "GET /api/my/changes HTTP/1.1\r\nHost: {}\r\nCookie: {}\r\nAccept: text/event-stream\r\n\r\n",
            app.address,
            browser.cookie()
        );
        stream.write_all(request.as_bytes()).await.unwrap();
        let mut page = Self {
            stream,
            heard: String::new(),
        };
        page.hear("event: changed\ndata: 0\n\n").await;
        page
    }

    /// Waits for `text` and forgets what came up to it.
    async fn hear(&mut self, text: &str) {
        let hearing = async {
            let mut bytes = [0; 4_096];
            while !self.heard.contains(text) {
                let read = self.stream.read(&mut bytes).await.unwrap();
                assert!(read > 0, "the stream ended after {}", self.heard);
                self.heard += &String::from_utf8_lossy(&bytes[..read]);
            }
        };
        // What only keeps the connection alive is no news.
        timeout(PATIENCE, hearing)
            .await
            .expect("it is told in time");
        let (_, rest) = self.heard.split_once(text).unwrap();
        self.heard = rest.to_owned();
    }

    async fn changed(&mut self) {
        self.hear("event: changed\n").await;
    }

    /// Waits for the end of the stream, which is the last chunk (RFC 9112 §7.1).
    async fn ended(mut self) {
        self.hear("0\r\n\r\n").await;
    }
}

#[tokio::test]
async fn the_pages_of_both_hear_of_everything_that_happens_to_their_session() {
    let mut stage = Stage::set().await;
    let mut maya = Page::open(&stage.app, &stage.maya).await;
    let mut tom = Page::open(&stage.app, &stage.tom).await;
    let id = stage.arrange("weekly=true").await;
    for page in [&mut maya, &mut tom] {
        page.changed().await;
    }
    stage.start(id).await;
    for page in [&mut maya, &mut tom] {
        page.changed().await;
    }
    stage.maya.join(id, "").await;
    maya.changed().await;
    stage.maya.end(id).await;
    for page in [&mut maya, &mut tom] {
        page.changed().await;
    }
}

#[tokio::test]
async fn who_comes_and_goes_is_heard_of_by_all_of_the_session() {
    let mut stage = Stage::set().await;
    let id = stage.arrange("").await;
    stage.start(id).await;
    stage.maya.join(id, "").await;
    let mut tom = Page::open(&stage.app, &stage.tom).await;
    let inside = async |stage: &mut Stage| {
        let story = stage.tom.call("my_session", &format!("id={id}")).await;
        let visitors = story.json()["visits"].as_array().unwrap().clone();
        visitors.iter().any(|one| one["leftAt"].is_null())
    };
    let mut peer = stage.maya.open(id).await;
    peer.hello(1, None).await;
    peer.entered().await;
    tom.changed().await;
    assert!(inside(&mut stage).await);
    peer.say(ClientMessage::Leave {}).await;
    peer.closed_with(CloseCode::Normal).await;
    tom.changed().await;
    assert!(!inside(&mut stage).await);
}

#[tokio::test]
async fn an_end_by_itself_is_heard_of_too() {
    let mut stage = Stage::set().await;
    let id = stage.arrange("").await;
    stage.start(id).await;
    let mut tom = Page::open(&stage.app, &stage.tom).await;
    stage
        .app
        .pass_and_expire(visavis::domain::limits::EMPTY_SESSION)
        .await;
    tom.changed().await;
}

#[tokio::test]
async fn nobody_listens_without_being_signed_in() {
    let stage = Stage::set().await;
    let answer = stage.app.browser().get("/api/my/changes").await;
    assert_eq!(answer.status, 401);
}

#[tokio::test]
async fn a_disabled_account_hears_nothing_more() {
    let mut stage = Stage::set().await;
    let page = Page::open(&stage.app, &stage.tom).await;
    let tom = id_of(&mut stage.tom).await;
    stage
        .admin
        .call("change_person", &format!("id={tom}&change=disable"))
        .await;
    page.ended().await;
    assert_eq!(stage.tom.get("/api/my/changes").await.status, 401);
}

#[tokio::test]
async fn a_login_that_is_over_hears_nothing_more() {
    let mut stage = Stage::set().await;
    let page = Page::open(&stage.app, &stage.tom).await;
    stage.tom.call("sign_out", "").await;
    stage.tom.sign_in("Tom", PASSWORD).await;
    stage.arrange("").await;
    page.ended().await;
}

#[tokio::test]
async fn a_server_that_stops_waits_for_no_listener() {
    let stage = Stage::set().await;
    let page = Page::open(&stage.app, &stage.tom).await;
    stage.app.stop().await;
    page.ended().await;
}
