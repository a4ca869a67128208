//! People whom hosts put out: by which ways they come back, and by which not.

use std::time::Duration;

use visavis::protocol::{
    error_code::CloseCode,
    host_command::HostCommand,
    server_message::{LeaveReason, Termination},
};

use crate::support::{Stage, TestApp, local_ref};

const SECOND: Duration = Duration::from_secs(1);

#[tokio::test]
async fn whoever_was_put_out_does_not_come_back_by_any_way() {
    let app = TestApp::start().await;
    let mut pair = app.pair().await;
    pair.mentor
        .command(HostCommand::Remove {
            user_id: pair.learner_id,
            ban: false,
        })
        .await;
    assert_eq!(pair.learner.terminated().await, Termination::Removed);
    pair.learner.closed_with(CloseCode::Removed).await;
    assert_eq!(
        pair.mentor.left().await,
        (pair.learner_id, LeaveReason::Removed)
    );
    let learner = &mut pair.learner_browser;
    let mut again = learner.open(pair.id).await;
    again.try_hello(2).await;
    again.closed_with(CloseCode::Removed).await;
    assert_eq!(
        learner.join(pair.id, "Another name").await.code(),
        "removed"
    );
    assert_eq!(learner.view(pair.id).await["state"], "shut");
    assert_eq!(learner.view(pair.id).await["why"], "removed");
    let answer = learner.write(pair.id, local_ref(1), "hello").await;
    assert_eq!(answer.code(), "removed");
    let answer = learner
        .call("chat_history", &format!("id={}", pair.id))
        .await;
    assert_eq!(answer.code(), "removed");
    assert_eq!(pair.mentor.settled().await, []);

    let (id, learner) = (pair.id, pair.learner_browser.clone());
    let app = app.restart(SECOND).await;
    let mut again = learner.at(app.address).open(id).await;
    again.try_hello(2).await;
    again.closed_with(CloseCode::Removed).await;
}

#[tokio::test]
async fn a_banned_account_stays_out_on_every_device_and_one_that_was_only_removed_knocks() {
    for ban in [true, false] {
        let mut stage = Stage::set().await;
        let id = stage.arrange("").await;
        stage.start(id).await;
        let (mut maya, mut tom) = stage.inside(id).await;
        let user_id = tom.1;
        maya.command(HostCommand::Remove { user_id, ban }).await;
        tom.0.closed_with(CloseCode::Removed).await;
        assert_eq!(stage.tom.join(id, "").await.code(), "removed");
        let mut phone = stage.app.browser();
        phone.sign_in("Tom", crate::support::PASSWORD).await;
        let answer = phone.join(id, "").await;
        if ban {
            assert_eq!(answer.code(), "removed");
            assert_eq!(phone.view(id).await["why"], "removed");
        } else {
            assert_eq!(answer.status, 200, "{}", answer.body);
            let mut on_phone = phone.open(id).await;
            on_phone.hello(3, None).await;
            assert!(on_phone.knocking().await.host_inside);
            let history = phone.call("chat_history", &format!("id={id}")).await;
            assert_eq!(history.code(), "not_admitted");
        }
    }
}

#[tokio::test]
async fn after_a_guest_was_banned_guests_knock_and_people_with_an_account_do_not() {
    let app = TestApp::start().await;
    let mut pair = app.pair().await;
    pair.mentor
        .command(HostCommand::Remove {
            user_id: pair.learner_id,
            ban: true,
        })
        .await;
    pair.learner.closed_with(CloseCode::Removed).await;
    let (_, mut guest) = app.enter(pair.id, "Somebody", 3).await;
    guest.knocking().await;
    let mut admin = app.admin().await;
    assert_eq!(admin.view(pair.id).await["knocks"], false);
    admin.join(pair.id, "").await;
    let mut ada = admin.open(pair.id).await;
    ada.hello(4, None).await;
    ada.entered().await;
}
