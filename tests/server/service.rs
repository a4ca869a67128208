//! The use cases, as pages ask for them.

use visavis::domain::limits;

use crate::support::{TestApp, local_ref};

#[tokio::test]
async fn the_page_of_a_session_says_what_it_is_and_who_is_inside() {
    let app = TestApp::start().await;
    let pair = app.pair().await;
    let view = app.browser().view(pair.id).await;
    assert_eq!(view["state"], "open");
    assert_eq!(view["title"], "Portfolio review");
    assert_eq!(view["hostName"], "Mentor");
    assert_eq!(view["kind"], "video");
    assert_eq!(view["maxParticipants"], limits::MAX_PARTICIPANTS);
    assert_eq!(view["inside"].as_array().unwrap().len(), 2);
    assert!(view["seat"].is_null());
}

#[tokio::test]
async fn somebody_without_a_name_gets_the_guests_name_that_the_page_showed() {
    let app = TestApp::start().await;
    let (id, _) = app.create().await;
    let mut names = Vec::new();
    for _ in 0..3 {
        let mut browser = app.browser();
        let shown = browser.view(id).await["guestName"].clone();
        let given = browser.join(id, "+").await.json()["name"].clone();
        assert_eq!(shown, given);
        let name = given.as_str().unwrap().to_owned();
        assert!(name.starts_with("Guest") && name.len() == 8, "{name}");
        assert!(!names.contains(&name), "{name} twice");
        names.push(name);
    }
}

#[tokio::test]
async fn whoever_has_a_ticket_has_their_seat_and_may_take_another_name() {
    let app = TestApp::start().await;
    let (id, _) = app.create().await;
    let mut browser = app.join(id, "Tom").await;
    let first = browser.view(id).await["seat"].clone();
    assert_eq!(first["name"], "Tom");
    let again = browser.join(id, "Tomas").await.json();
    assert_eq!(again["participantId"], first["id"]);
    assert_eq!(again["name"], "Tomas");
    assert_eq!(
        browser.join(id, "").await.json()["name"],
        "Tomas",
        "an empty name changes nothing"
    );
    let stranger = app.join(id, "Tomas").await;
    assert_ne!(stranger.cookie(), browser.cookie());
}

#[tokio::test]
async fn a_name_is_cleaned_before_others_see_it() {
    let app = TestApp::start().await;
    let (id, _) = app.create().await;
    let mut browser = app.browser();
    let answer = browser.join(id, "%20Ma%00ya%0A%E2%80%AE%20L%20").await;
    assert_eq!(answer.json()["name"], "Maya L");
}

#[tokio::test]
async fn older_messages_are_read_page_by_page() {
    let app = TestApp::start().await;
    let (id, mut host) = app.create().await;
    let total = u64::from(limits::CHAT_PAGE) + 20;
    for number in 1..=total {
        let answer = host
            .write(id, local_ref(u128::from(number)), &format!("m{number}"))
            .await;
        assert_eq!(answer.json()["seq"], number, "{}", answer.body);
        // At the pace that the session allows.
        app.clock
            .advance(limits::CHAT_PER_PARTICIPANT.per / limits::CHAT_PER_PARTICIPANT.burst);
    }
    let newest = host.history(id, None).await;
    assert_eq!(
        newest["messages"].as_array().unwrap().len(),
        limits::CHAT_PAGE as usize
    );
    assert_eq!(
        (&newest["messages"][0]["seq"], &newest["more"]),
        (&21.into(), &true.into())
    );
    let older = host.history(id, Some(21)).await;
    assert_eq!(older["messages"].as_array().unwrap().len(), 20);
    assert_eq!(
        (&older["messages"][0]["body"], &older["more"]),
        (&"m1".into(), &false.into())
    );
    assert_eq!(
        host.history(id, Some(1)).await["messages"]
            .as_array()
            .unwrap()
            .len(),
        0
    );
}

#[tokio::test]
async fn a_chat_is_read_and_written_with_a_ticket_only() {
    let app = TestApp::start().await;
    let (id, mut host) = app.create().await;
    let mut stranger = app.browser();
    assert_eq!(
        stranger
            .call("chat_history", &format!("id={id}"))
            .await
            .code(),
        "not_joined"
    );
    assert_eq!(
        stranger.write(id, local_ref(1), "hello").await.code(),
        "not_joined"
    );
    assert_eq!(stranger.end(id).await.code(), "not_joined");
    assert_eq!(host.write(id, local_ref(1), "").await.code(), "chat_empty");
    host.end(id).await;
    assert_eq!(
        host.write(id, local_ref(1), "late").await.code(),
        "session_ended"
    );
}

#[tokio::test]
async fn writing_by_the_function_is_held_to_the_same_pace() {
    let app = TestApp::start().await;
    let (id, mut host) = app.create().await;
    for number in 0..limits::CHAT_PER_PARTICIPANT.burst {
        assert_eq!(
            host.write(id, local_ref(u128::from(number)), "quick")
                .await
                .status,
            200
        );
    }
    let refused = host.write(id, local_ref(99), "too+quick").await;
    assert_eq!(refused.code(), "too_fast");
    assert!(refused.json()["retryAfter"].as_u64().unwrap() > 0);
}

#[tokio::test]
async fn everything_is_there_after_a_restart() {
    let app = TestApp::start().await;
    let (id, mut host) = app.create().await;
    host.write(id, local_ref(1), "before").await;
    let app = app.restart(std::time::Duration::from_secs(1)).await;
    let mut host = host.at(app.address);
    let view = host.view(id).await;
    assert_eq!(view["title"], "Portfolio review");
    assert_eq!(view["seat"]["role"], "host");
    assert_eq!(
        host.history(id, None).await["messages"][0]["body"],
        "before"
    );
    assert_eq!(
        host.write(id, local_ref(1), "before").await.json()["seq"],
        1
    );
    assert_eq!(host.write(id, local_ref(2), "after").await.json()["seq"], 2);
}
