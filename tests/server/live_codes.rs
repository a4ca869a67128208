//! Codes that are read out: who makes them, what they open, and how little there is to be guessed.

use std::{collections::HashSet, fs, time::Duration};

use visavis::{
    domain::{access_code::AccessCode, door::Door, limits},
    protocol::host_command::HostCommand,
    server::secret::Randomness,
};

use crate::support::{Answer, Browser, Stage, TestApp, id_of, list, request};

const MINUTE: Duration = Duration::from_secs(60);

async fn find(browser: &mut Browser, typed: &str) -> Answer {
    let typed = typed.replace(' ', "+");
    browser
        .call("find_session", &format!("input={typed}"))
        .await
}

#[tokio::test]
async fn a_code_leads_to_its_session_however_it_is_typed() {
    let mut stage = Stage::set().await;
    let id = stage.arrange("guests=true").await;
    let code = stage.start(id).await;
    assert_eq!((code.len(), &code[4..5]), (9, "-"));
    let mut guest = stage.app.browser();
    for typed in [
        code.clone(),
        code.to_lowercase(),
        code.replace('-', " "),
        code.replace('-', "").replace('0', "o").replace('1', "L"),
        format!("She said {code} I think"),
        format!("http://meet.example/find?code={code}"),
    ] {
        let answer = find(&mut guest, &typed).await;
        assert_eq!(answer.json()["id"], id.to_string(), "{typed}");
    }
    let page = guest.get(&format!("/find?code={code}")).await;
    let there = format!("/join/{id}");
    assert_eq!(page.header("location"), Some(there.as_str()));
    assert_eq!(guest.join(id, "Guest").await.status, 200);
}

#[tokio::test]
async fn only_the_people_of_an_appointment_make_its_code() {
    let mut stage = Stage::set().await;
    let id = stage.arrange("guests=true").await;
    let asked = format!("id={id}");
    let mut stranger = stage.app.browser();
    assert_eq!(
        stranger.call("start_live", &asked).await.code(),
        "not_signed_in"
    );
    assert_eq!(
        stage.admin.call("start_live", &asked).await.code(),
        "not_allowed"
    );
    assert_eq!(stage.tom.call("start_live", &asked).await.status, 200);
    // Somebody who came in by the link is not of the appointment.
    assert_eq!(stage.admin.join(id, "").await.status, 200);
    assert_eq!(
        stage.admin.call("start_live", &asked).await.code(),
        "not_allowed"
    );
    let unknown = "id=0b8e6f52-3c1d-4a7e-9d55-1f2c7a90be34";
    assert_eq!(
        stage.tom.call("start_live", unknown).await.code(),
        "session_not_found"
    );
}

#[tokio::test]
async fn whoever_begins_a_session_at_once_by_their_account_gives_it_a_code() {
    let mut stage = Stage::set().await;
    let id = stage.maya.create("Now", "").await;
    assert_eq!(list(&mut stage.maya, "live").await.len(), 1);
    let code = stage.start(id).await;
    assert_eq!(
        find(&mut stage.tom, &code).await.json()["id"],
        id.to_string()
    );
}

#[tokio::test]
async fn a_code_opens_its_session_for_an_hour_and_no_longer() {
    let mut stage = Stage::set().await;
    let id = stage.arrange("").await;
    let code = stage.start(id).await;
    stage
        .app
        .clock
        .advance(limits::LIVE_CODE_LIFE - Duration::from_secs(1));
    assert_eq!(find(&mut stage.tom, &code).await.status, 200);
    stage.app.clock.advance(Duration::from_secs(1));
    let expired = find(&mut stage.tom, &code).await;
    let wrong = find(&mut stage.tom, "ABCD-EFGH").await;
    assert_eq!(
        (expired.code(), expired.status, expired.body),
        (wrong.code(), wrong.status, wrong.body)
    );
}

#[tokio::test]
async fn a_new_code_ends_the_one_before_and_the_end_of_the_session_ends_both() {
    let mut stage = Stage::set().await;
    let id = stage.arrange("").await;
    let first = stage.start(id).await;
    let second = stage.start(id).await;
    assert_ne!(first, second);
    assert_eq!(
        find(&mut stage.tom, &first).await.code(),
        "session_not_found"
    );
    assert_eq!(find(&mut stage.tom, &second).await.status, 200);
    stage.maya.join(id, "").await;
    stage.maya.end(id).await;
    assert_eq!(
        find(&mut stage.tom, &second).await.code(),
        "session_not_found"
    );
}

#[tokio::test]
async fn two_sessions_never_have_the_same_code() {
    let mut stage = Stage::set().await;
    let (one, other) = (stage.arrange("").await, stage.arrange("").await);
    let mut codes = Vec::new();
    for id in [one, other] {
        // The same chance twice: the second draw is the code that the first session has.
        let mut services = stage.app.services().clone();
        services.randomness = Randomness::seeded(7);
        let account = services
            .storage
            .find_account(id_of(&mut stage.maya).await)
            .await
            .unwrap()
            .unwrap()
            .account;
        codes.push(services.start_live(&account, id).await.unwrap().code);
    }
    let drawn = |randomness: &Randomness| AccessCode::from_bytes(randomness.bytes());
    let again = Randomness::seeded(7);
    assert_eq!(codes, [drawn(&again), drawn(&again)]);
    assert_eq!(
        find(&mut stage.tom, &codes[0].shown()).await.json()["id"],
        one.to_string()
    );
    assert_eq!(
        find(&mut stage.tom, &codes[1].shown()).await.json()["id"],
        other.to_string()
    );
}

#[tokio::test]
async fn no_code_stands_in_the_files() {
    let mut stage = Stage::set().await;
    let id = stage.arrange("").await;
    let code = stage.start(id).await;
    let feed = stage.maya.call("calendar_feed", "").await.json();
    let secret = feed
        .as_str()
        .unwrap()
        .rsplit('/')
        .nth(1)
        .unwrap()
        .to_owned();
    let folder = stage.app.stop().await;
    let plain = code.replace('-', "");
    for file in fs::read_dir(folder.path()).unwrap() {
        let bytes = fs::read(file.unwrap().path()).unwrap();
        for text in [code.as_bytes(), plain.as_bytes(), secret.as_bytes()] {
            assert!(!bytes.windows(text.len()).any(|part| part == text));
        }
    }
}

#[tokio::test]
async fn drawn_codes_do_not_repeat_themselves() {
    let randomness = Randomness::system();
    let codes: HashSet<String> = (0..10_000)
        .map(|_| AccessCode::from_bytes(randomness.bytes()).shown())
        .collect();
    assert_eq!(codes.len(), 10_000);
}

async fn behind_a_proxy() -> TestApp {
    TestApp::behind_proxy().await
}

async fn guess(app: &TestApp, from: &str, typed: &str) -> Answer {
    let headers = [("X-Forwarded-For", from), ("Accept", "application/json")];
    let body = format!("input={typed}");
    request(app.address, "POST", "/api/find_session", &headers, &body).await
}

#[tokio::test]
async fn a_household_guesses_ten_times_a_minute() {
    let app = behind_a_proxy().await;
    for number in 0..10 {
        // Every guess from another address of the same /64.
        let from = format!("2001:db8::{number:x}");
        assert_eq!(
            guess(&app, &from, "ABCD-EFGH").await.code(),
            "session_not_found"
        );
    }
    assert_eq!(
        guess(&app, "2001:db8::ffff", "ABCD-EFGH").await.code(),
        "too_fast"
    );
    assert_eq!(
        guess(&app, "2001:db8:0:1::1", "ABCD-EFGH").await.code(),
        "session_not_found"
    );
    // What the client wrote itself does not make it somebody else.
    assert_eq!(
        guess(&app, "203.0.113.7, 2001:db8::1", "ABCD-EFGH")
            .await
            .code(),
        "too_fast"
    );
    app.clock.advance(MINUTE / 10);
    assert_eq!(
        guess(&app, "2001:db8::1", "ABCD-EFGH").await.code(),
        "session_not_found"
    );
}

#[tokio::test]
async fn when_many_codes_were_guessed_a_right_one_leads_to_the_lobby() {
    let app = behind_a_proxy().await;
    let mut admin = app.admin().await;
    let id = admin.create("Now", "").await;
    let started = admin.call("start_live", &format!("id={id}")).await.json();
    let code = started["code"].as_str().unwrap();
    for number in 0..limits::WRONG_CODES.burst {
        let from = format!("2001:db8:0:{number:x}::1");
        assert_eq!(
            guess(&app, &from, "ABCD-EFGH").await.code(),
            "session_not_found",
            "{number}"
        );
    }
    assert_eq!(
        app.browser().view(id).await["knocks"],
        false,
        "nobody has come by a code yet"
    );
    // A wrong code is as wrong as before, and a right one leads there: but as it may be guessed, to the lobby.
    assert_eq!(
        guess(&app, "192.0.2.1", "ABCD-EFGH").await.code(),
        "session_not_found"
    );
    assert_eq!(guess(&app, "192.0.2.1", code).await.status, 200);
    assert_eq!(app.browser().view(id).await["knocks"], true);
    let mut host = admin.open(id).await;
    host.hello(1, None).await;
    assert_eq!(host.entered().await.rules.door, Door::Lobby);
    let (_, mut guesser) = app.enter(id, "Guesser", 2).await;
    guesser.knocking().await;

    // What is right costs nothing: once there is a try again, codes are trusted.
    host.waiting().await;
    host.command(HostCommand::SetDoor { door: Door::Open })
        .await;
    host.settled().await;
    app.clock
        .advance(limits::WRONG_CODES.per / limits::WRONG_CODES.burst);
    for _ in 0..20 {
        assert_eq!(guess(&app, "192.0.2.1", code).await.status, 200);
    }
    assert_eq!(app.browser().view(id).await["knocks"], false);
}
