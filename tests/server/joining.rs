//! Coming in by an account: one person is one participant, on every device, until they may come in no more.

use visavis::{
    domain::role::Role,
    protocol::{
        error_code::CloseCode,
        server_message::{LeaveReason, Termination},
    },
};

use crate::support::{Browser, Stage, id_of};

const PASSWORD: &str = crate::support::PASSWORD;

async fn second_device(stage: &Stage, name: &str) -> Browser {
    let mut browser = stage.app.browser();
    assert_eq!(browser.sign_in(name, PASSWORD).await.status, 200);
    browser
}

#[tokio::test]
async fn whoever_is_signed_in_comes_by_their_name_and_part() {
    let mut stage = Stage::set().await;
    let id = stage.arrange("").await;
    stage.start(id).await;
    let view = stage.tom.view(id).await;
    assert_eq!(view["accountName"], "Tom");
    let joined = stage.tom.join(id, "Somebody+else").await.json();
    assert_eq!(
        (&joined["name"], &joined["role"]),
        (&"Tom".into(), &"collaborator".into())
    );
    assert_eq!(stage.maya.join(id, "").await.json()["role"], "host");
    // A third person with the link, who is not of the appointment.
    assert_eq!(
        stage.admin.join(id, "").await.json()["role"],
        "collaborator"
    );
}

#[tokio::test]
async fn the_mentor_leads_also_when_the_learner_arranged_it() {
    let mut stage = Stage::set().await;
    let maya = id_of(&mut stage.maya).await;
    let id = crate::support::arrange(&mut stage.tom, &format!("with[]={maya}")).await;
    stage.start(id).await;
    assert_eq!(stage.maya.join(id, "").await.json()["role"], "host");
    assert_eq!(stage.maya.end(id).await.status, 200);
}

#[tokio::test]
async fn guests_come_in_where_guests_are_welcome() {
    let mut stage = Stage::set().await;
    let closed = stage.arrange("").await;
    let open = stage.arrange("guests=true").await;
    for id in [closed, open] {
        stage.start(id).await;
    }
    let mut guest = stage.app.browser();
    assert_eq!(guest.view(closed).await["isWelcome"], false);
    assert_eq!(guest.join(closed, "Guest").await.code(), "not_signed_in");
    assert_eq!(guest.view(open).await["isWelcome"], true);
    assert_eq!(guest.join(open, "Guest").await.status, 200);
    assert_eq!(stage.admin.join(closed, "").await.status, 200);
}

#[tokio::test]
async fn a_second_device_takes_the_place_of_the_first() {
    let mut stage = Stage::set().await;
    let id = stage.arrange("").await;
    stage.start(id).await;
    let first = stage.tom.join(id, "").await.json();
    let mut laptop = stage.tom.open(id).await;
    laptop.hello(1, None).await;
    laptop.entered().await;

    let mut phone = second_device(&stage, "Tom").await;
    let again = phone.join(id, "").await.json();
    assert_eq!(again["participantId"], first["participantId"]);
    let mut on_phone = phone.open(id).await;
    on_phone.hello(2, None).await;
    assert_eq!(on_phone.entered().await.users, []);
    laptop.closed_with(CloseCode::Replaced).await;
    // The ticket of the first device opens nothing any more.
    let mut back = stage.tom.open(id).await;
    back.closed_with(CloseCode::NotJoined).await;
    // On the same device, the ticket stays as it is.
    let before = phone.cookie();
    phone.join(id, "").await;
    assert_eq!(phone.cookie(), before);
}

#[tokio::test]
async fn a_guest_who_signs_in_keeps_their_place() {
    let mut stage = Stage::set().await;
    let id = stage.arrange("guests=true").await;
    stage.start(id).await;
    let mut browser = stage.app.browser();
    let guest = browser.join(id, "Nobody").await.json();
    browser.sign_in("Tom", PASSWORD).await;
    let known = browser.join(id, "").await.json();
    assert_eq!(known["participantId"], guest["participantId"]);
    assert_eq!(known["name"], "Tom");
    // Somebody else at the same computer is somebody else in the session.
    browser.call("sign_out", "").await;
    browser.sign_in("Ada", PASSWORD).await;
    let other = browser.join(id, "").await.json();
    assert_ne!(other["participantId"], guest["participantId"]);
}

#[tokio::test]
async fn a_disabled_account_is_out_of_its_rooms_at_once() {
    let mut stage = Stage::set().await;
    let id = stage.arrange("").await;
    stage.start(id).await;
    stage.maya.join(id, "").await;
    let mut maya = stage.maya.open(id).await;
    maya.hello(1, None).await;
    maya.entered().await;
    stage.tom.join(id, "").await;
    let mut tom = stage.tom.open(id).await;
    tom.hello(2, None).await;
    let tom_id = tom.entered().await.me.id;
    assert_eq!(maya.joined().await.role, Role::Collaborator);

    let account = id_of(&mut stage.tom).await;
    stage
        .admin
        .call("change_person", &format!("id={account}&change=disable"))
        .await;
    tom.closed_with(CloseCode::NotJoined).await;
    assert_eq!(maya.left().await, (tom_id, LeaveReason::Left));
    let mut again = stage.tom.open(id).await;
    again.closed_with(CloseCode::NotJoined).await;
    let answer = stage.tom.call("chat_history", &format!("id={id}")).await;
    assert_eq!(answer.code(), "not_joined");
    assert_eq!(stage.tom.join(id, "").await.code(), "not_signed_in");

    stage.maya.end(id).await;
    assert_eq!(maya.terminated().await, Termination::EndedByHost);
}

#[tokio::test]
async fn a_socket_that_was_let_in_just_before_is_out_as_well() {
    let mut stage = Stage::set().await;
    let id = stage.arrange("").await;
    stage.start(id).await;
    stage.tom.join(id, "").await;
    // The ticket was good when the socket opened; the account is disabled before it says hello.
    let mut tom = stage.tom.open(id).await;
    let account = id_of(&mut stage.tom).await;
    stage
        .admin
        .call("change_person", &format!("id={account}&change=disable"))
        .await;
    tom.hello(1, None).await;
    tom.closed_with(CloseCode::NotJoined).await;
    assert_eq!(
        stage.maya.view(id).await["inside"]
            .as_array()
            .unwrap()
            .len(),
        0
    );
}
