//! Rules that people set: saved under a name, for one session alone, and in a call. Whatever is set, the server holds
//! to it.

use std::time::Duration;

use visavis::{
    domain::{
        door::Door,
        ids::SessionId,
        limits,
        preset::Preset,
        role::{Grant, Role},
        rules::RuleSet,
    },
    protocol::{
        client_message::ClientMessage, error_code::ErrorCode, host_command::HostCommand,
        server_message::ServerMessage,
    },
};

use crate::support::{Answer, Browser, Stage, TestApp, arrange, list, local_ref};

/// Rules by which collaborators speak and viewers read, everybody new knocks and watches, guests stay out, and it is
/// over after 45 minutes.
const CLUB: &str = "form[collaborator][]=publish_audio&form[collaborator][]=chat&form[newcomers]=viewer\
&form[door]=lobby&form[minutes]=45&form[extension_minutes]=15&form[extensions]=1&form[seats]=6&form[history]=0";

async fn save(browser: &mut Browser, name: &str) -> Answer {
    browser
        .call("save_preset", &format!("form[name]={name}&{CLUB}"))
        .await
}

/// The names of what somebody saved.
async fn names(browser: &mut Browser) -> Vec<String> {
    let presets = browser.call("my_presets", "").await.json();
    let name = |preset: &serde_json::Value| preset["name"].as_str().unwrap().to_owned();
    presets.as_array().unwrap().iter().map(name).collect()
}

fn id_in(answer: &Answer) -> String {
    assert_eq!(answer.status, 200, "{}", answer.body);
    serde_json::from_str(&answer.body).unwrap()
}

async fn begin(browser: &mut Browser, more: &str) -> SessionId {
    let answer = browser
        .call(
            "create_session",
            &format!("title=&name=Host&kind=video&{more}"),
        )
        .await;
    assert_eq!(answer.status, 200, "{}", answer.body);
    serde_json::from_str(&answer.body).unwrap()
}

#[tokio::test]
async fn rules_are_saved_under_a_name_changed_and_deleted_by_who_saved_them_alone() {
    let mut stage = Stage::set().await;
    let club = id_in(&save(&mut stage.maya, "Reading+club").await);
    id_in(&save(&mut stage.maya, "Atelier").await);
    assert_eq!(names(&mut stage.maya).await, ["Atelier", "Reading club"]);
    assert_eq!(
        save(&mut stage.maya, "+READING+Club+").await.code(),
        "name_taken"
    );
    assert_eq!(save(&mut stage.maya, "+%20").await.code(), "name_empty");
    // Another's name is no hindrance, and another's rules are as none.
    id_in(&save(&mut stage.tom, "Reading+club").await);
    let stolen = format!("id={club}&form[name]=Mine&{CLUB}");
    assert_eq!(
        stage.tom.call("save_preset", &stolen).await.code(),
        "preset_not_found"
    );
    stage.tom.call("delete_preset", &format!("id={club}")).await;
    assert_eq!(names(&mut stage.maya).await.len(), 2);
    assert_eq!(
        stage.app.browser().call("my_presets", "").await.code(),
        "not_signed_in"
    );
    let own = format!("id={club}&form[name]=READING+club&{CLUB}");
    assert_eq!(id_in(&stage.maya.call("save_preset", &own).await), club);
    assert_eq!(names(&mut stage.maya).await, ["Atelier", "READING club"]);
    stage
        .maya
        .call("delete_preset", &format!("id={club}"))
        .await;
    assert_eq!(names(&mut stage.maya).await, ["Atelier"]);
    for number in 1..limits::PRESETS_PER_ACCOUNT {
        id_in(&save(&mut stage.maya, &format!("Rules+{number}")).await);
    }
    assert_eq!(
        save(&mut stage.maya, "One+more").await.code(),
        "too_many_presets"
    );
}

#[tokio::test]
async fn a_session_begins_by_saved_rules_and_keeps_them_when_they_are_deleted() {
    let mut stage = Stage::set().await;
    let club = id_in(&save(&mut stage.maya, "Club").await);
    let foreign = format!("title=&name=&kind=video&preset={club}");
    for other in [&mut stage.tom, &mut stage.app.browser()] {
        let answer = other.call("create_session", &foreign).await;
        assert_eq!(answer.code(), "preset_not_found");
    }
    let id = begin(&mut stage.maya, &format!("preset={club}")).await;
    stage
        .maya
        .call("delete_preset", &format!("id={club}"))
        .await;
    let mut maya = stage.maya.open(id).await;
    maya.hello(1, None).await;
    let info = maya.entered().await;
    assert_eq!(info.max_participants, 6);
    assert_eq!(
        info.expires_at.since(info.started_at),
        Duration::from_secs(45 * 60)
    );
    assert_eq!((info.rules.preset, info.rules.door), (None, Door::Lobby));
    assert_eq!(
        (info.rules.extension.left, info.rules.take_over),
        (1, false)
    );
    let parts = info.rules.parts.unwrap();
    assert!(parts.collaborator.publish_audio && !parts.collaborator.publish_video);
    assert!(!parts.viewer.chat);
    // Guests sign in first; whoever comes with an account knocks, and watches.
    assert_eq!(
        stage.app.browser().join(id, "Guest").await.code(),
        "not_signed_in"
    );
    let answer = stage.tom.join(id, "").await;
    assert_eq!(answer.json()["role"], "viewer", "{}", answer.body);
    let mut tom = stage.tom.open(id).await;
    tom.hello(2, None).await;
    let tom_id = tom.knocking().await.user_id;
    maya.command(HostCommand::Admit { user_id: tom_id }).await;
    assert!(!tom.entered().await.me.grants.chat);
    tom.chat(local_ref(1), "hello").await;
    tom.refused_with(ErrorCode::NotAllowed).await;
    // Whoever takes part speaks, and shows nothing.
    maya.command(HostCommand::SetRole {
        user_id: tom_id,
        role: Role::Collaborator,
    })
    .await;
    let (_, _, grants) = tom.changed().await;
    assert!(grants.has(Grant::PublishAudio) && grants.chat && !grants.has(Grant::PublishVideo));
}

#[tokio::test]
async fn one_session_is_other_than_its_template_says_where_somebody_wants_it() {
    let app = TestApp::start().await;
    let mut host = app.browser();
    let more = "preset=presentation&more[minutes]=30&more[seats]=3&more[door]=lobby&more[guests]=no\
&more[newcomers]=viewer&more[take_over]=no&more[links]=no&more[history]=";
    let id = begin(&mut host, more).await;
    let mut peer = host.open(id).await;
    peer.hello(1, None).await;
    let info = peer.entered().await;
    assert_eq!(info.rules.preset, Some(Preset::Presentation));
    assert_eq!(
        (info.rules.door, info.rules.take_over),
        (Door::Lobby, false)
    );
    assert_eq!(info.max_participants, 3);
    assert_eq!(
        info.expires_at.since(info.started_at),
        Duration::from_secs(30 * 60)
    );
    assert_eq!(
        app.browser().join(id, "Guest").await.code(),
        "not_signed_in"
    );
    // Words that are none leave everything as it is.
    let mut another = app.browser();
    let id = begin(
        &mut another,
        "preset=&more[minutes]=soon&more[door]=locked&more[seats]=999",
    )
    .await;
    let mut peer = another.open(id).await;
    peer.hello(1, None).await;
    let info = peer.entered().await;
    assert_eq!(
        (info.rules.preset, info.rules.door),
        (Some(Preset::Conversation), Door::Lobby)
    );
    assert_eq!(info.max_participants, *limits::SEATS.end());
}

#[tokio::test]
async fn an_appointment_has_the_rules_that_were_chosen_and_so_has_every_one_that_follows() {
    let mut stage = Stage::set().await;
    let club = id_in(&save(&mut stage.maya, "Club").await);
    let first = stage.arrange(&format!("weekly=true&rules={club}")).await;
    stage
        .maya
        .call("delete_preset", &format!("id={club}"))
        .await;
    let tom = crate::support::id_of(&mut stage.tom).await;
    let answer = stage
        .maya
        .call(
            "schedule_session",
            &crate::support::form(&format!("with[]={tom}&rules={club}")),
        )
        .await;
    assert_eq!(answer.code(), "preset_not_found");
    stage.start(first).await;
    let upcoming = list(&mut stage.maya, "upcoming").await;
    let next: SessionId = serde_json::from_value(upcoming[0]["id"].clone()).unwrap();
    for id in [first, next] {
        let record = stage.app.services().storage.find_session(id).await.unwrap();
        let policy = record.unwrap().session.policy;
        assert_eq!((policy.preset, policy.max_participants), (None, 6));
        assert_eq!((policy.history, policy.max_seconds), (Some(0), 45 * 60));
    }
    // Changed without a word of them, they stay; another kind of call takes the pictures alone.
    let change = crate::support::form(&format!(
        "id={next}&reach=this_one&with[]={tom}&kind=audio&starts=2025-11-28T15:00"
    ));
    assert_eq!(stage.maya.call("change_session", &change).await.status, 200);
    let record = stage
        .app
        .services()
        .storage
        .find_session(next)
        .await
        .unwrap();
    let policy = record.unwrap().session.policy;
    assert_eq!((policy.preset, policy.newcomers), (None, Role::Viewer));
    assert!(policy.collaborator.publish_audio && !policy.host.publish_video);
    let id = arrange(&mut stage.maya, &format!("with[]={tom}&rules=presentation")).await;
    let record = stage.app.services().storage.find_session(id).await.unwrap();
    assert_eq!(
        record.unwrap().session.policy.preset,
        Some(Preset::Presentation)
    );
}

#[tokio::test]
async fn a_host_gives_a_call_their_own_rules_and_its_length_and_seats_stay() {
    let app = TestApp::start().await;
    let mut pair = app.pair().await;
    let rules = RuleSet {
        collaborator: RuleSet::of(Preset::Presentation).collaborator,
        newcomers: Role::Viewer,
        guests: false,
        minutes: Some(5),
        max_participants: 2,
        take_over: false,
        ..RuleSet::of(Preset::Conversation)
    };
    pair.mentor.command(HostCommand::SetRules { rules }).await;
    let (_, expires_at, shown) = pair.learner.session_changed().await;
    assert_eq!((shown.preset, shown.take_over), (None, false));
    assert!(!shown.parts.unwrap().collaborator.publishes());
    assert!(!pair.learner.changed().await.2.publishes());
    let now = visavis::domain::clock::Clock::now(&app.clock);
    assert_eq!(expires_at.since(now), limits::MAX_SESSION);
    assert_eq!(
        app.browser().join(pair.id, "Guest").await.code(),
        "not_signed_in"
    );
    // No rules make somebody a host.
    let rules = RuleSet {
        collaborator: visavis::domain::role::Grants {
            moderate: true,
            ..RuleSet::of(Preset::Conversation).collaborator
        },
        ..RuleSet::of(Preset::Conversation)
    };
    pair.mentor.command(HostCommand::SetRules { rules }).await;
    let (_, _, grants) = pair
        .learner
        .until(|message| match message {
            ServerMessage::UserChanged {
                user_id,
                role,
                grants,
                ..
            } => Some((user_id, role, grants)),
            _ => None,
        })
        .await;
    assert!(grants.publishes() && !grants.moderate);
    assert_eq!(app.browser().join(pair.id, "Guest").await.status, 200);
}

#[tokio::test]
async fn nobody_takes_over_where_hosts_do_not_let_them() {
    let mut stage = Stage::set().await;
    let id = stage.arrange("").await;
    stage.start(id).await;
    let mut peers = Vec::new();
    for (browser, instance) in [(&mut stage.maya, 1), (&mut stage.tom, 2)] {
        assert_eq!(browser.join(id, "").await.status, 200);
        let mut peer = browser.open(id).await;
        peer.hello(instance, None).await;
        peer.entered().await;
        peers.push(peer);
    }
    let (mut tom, mut maya) = (peers.pop().unwrap(), peers.pop().unwrap());
    maya.command(HostCommand::SetTakeOver { allowed: false })
        .await;
    assert!(!tom.session_changed().await.2.take_over);
    maya.say(ClientMessage::Leave {}).await;
    tom.left().await;
    stage.app.pass(limits::SEAT_GRACE * 2).await;
    tom.say(ClientMessage::TakeOver {}).await;
    tom.refused_with(ErrorCode::NotAllowed).await;
    // It holds through a restart, and until a host changes it.
    let (mut back, id) = (stage.maya.clone(), id);
    let app = stage.app.restart(Duration::from_secs(1)).await;
    back = back.at(app.address);
    let mut maya = back.open(id).await;
    maya.hello(3, None).await;
    assert!(!maya.entered().await.rules.take_over);
    maya.command(HostCommand::SetTakeOver { allowed: true })
        .await;
    assert!(maya.session_changed().await.2.take_over);
}

/// The numbers and the rest of a page of a chat.
async fn history(browser: &mut Browser, id: SessionId, before: Option<u64>) -> (Vec<u64>, bool) {
    let page = browser.history(id, before).await;
    let seqs = page["messages"].as_array().unwrap();
    let seqs = seqs.iter().map(|message| message["seq"].as_u64().unwrap());
    (seqs.collect(), page["more"].as_bool().unwrap())
}

#[tokio::test]
async fn newcomers_are_shown_so_much_of_the_chat_and_whoever_was_there_all_of_it() {
    let app = TestApp::start().await;
    let mut host = app.browser();
    let id = begin(&mut host, "more[history]=2").await;
    let mut first = host.open(id).await;
    first.hello(1, None).await;
    first.entered().await;
    for number in 1..=5 {
        first
            .chat(local_ref(number), &format!("message {number}"))
            .await;
        first.message().await;
    }
    let (mut browser, mut newcomer) = app.enter(id, "Newcomer", 2).await;
    let info = newcomer.entered().await;
    let seqs: Vec<u64> = info.chat.iter().map(|message| message.seq).collect();
    assert_eq!((seqs, info.more_chat), (vec![4, 5], false));
    first.joined().await;
    assert_eq!(history(&mut browser, id, None).await, (vec![4, 5], false));
    assert_eq!(history(&mut browser, id, Some(5)).await, (vec![4], false));
    assert_eq!(history(&mut browser, id, Some(4)).await, (vec![], false));
    assert_eq!(
        history(&mut host, id, None).await,
        (vec![1, 2, 3, 4, 5], false)
    );
    // A message from before that is changed is not shown to them either.
    let messages = host.history(id, None).await["messages"].clone();
    let announce = |place: usize| HostCommand::Announce {
        message_id: serde_json::from_value(messages[place]["id"].clone()).unwrap(),
        announcement: true,
    };
    first.command(announce(0)).await;
    first.message().await;
    assert_eq!(newcomer.settled().await, []);
    first.command(announce(4)).await;
    first.message().await;
    assert_eq!(newcomer.message().await.seq, 5);
    // What comes later is theirs, also after a reload and a restart; and the rules of later concern later ones.
    first.chat(local_ref(6), "message 6").await;
    assert_eq!(newcomer.message().await.seq, 6);
    first.message().await;
    let nothing = RuleSet {
        history: Some(0),
        ..RuleSet::of(Preset::Conversation)
    };
    first
        .command(HostCommand::SetRules { rules: nothing })
        .await;
    first.session_changed().await;
    let (mut last, mut latest) = app.enter(id, "Latest", 3).await;
    assert_eq!(latest.entered().await.chat, []);
    assert_eq!(history(&mut last, id, None).await, (vec![], false));
    let app = app.restart(Duration::from_secs(1)).await;
    let (mut host, mut browser, mut last) = (
        host.at(app.address),
        browser.at(app.address),
        last.at(app.address),
    );
    let mut again = browser.open(id).await;
    again.hello(4, None).await;
    let info = again.entered().await;
    let seqs: Vec<u64> = info.chat.iter().map(|message| message.seq).collect();
    assert_eq!((seqs, info.more_chat), (vec![4, 5, 6], false));
    assert_eq!(
        history(&mut browser, id, None).await,
        (vec![4, 5, 6], false)
    );
    assert_eq!(history(&mut last, id, None).await, (vec![], false));
    let (all, _) = history(&mut host, id, None).await;
    assert_eq!(all.len(), 6);
    again.chat(local_ref(7), "message 7").await;
    again.message().await;
    assert_eq!(history(&mut last, id, None).await, (vec![7], false));
}

#[tokio::test]
async fn whoever_waited_before_the_door_is_not_shown_what_was_written_meanwhile() {
    let app = TestApp::start().await;
    let mut host = app.browser();
    let id = begin(&mut host, "more[history]=0&more[door]=lobby").await;
    let mut inside = host.open(id).await;
    inside.hello(1, None).await;
    inside.entered().await;
    let (mut browser, mut outside) = app.enter(id, "Tom", 2).await;
    let user_id = outside.knocking().await.user_id;
    inside.waiting().await;
    inside.chat(local_ref(1), "about them").await;
    inside.message().await;
    inside.command(HostCommand::Admit { user_id }).await;
    assert_eq!(outside.entered().await.chat, []);
    assert_eq!(history(&mut browser, id, None).await, (vec![], false));
}

#[tokio::test]
async fn somebodys_copy_of_a_chat_has_what_they_are_shown() {
    let mut stage = Stage::set().await;
    let id = begin(&mut stage.maya, "more[history]=1").await;
    let mut maya = stage.maya.open(id).await;
    maya.hello(1, None).await;
    maya.entered().await;
    for (number, text) in [(1, "early"), (2, "late")] {
        maya.chat(local_ref(number), text).await;
        maya.message().await;
    }
    assert_eq!(stage.tom.join(id, "").await.status, 200);
    let mut tom = stage.tom.open(id).await;
    tom.hello(2, None).await;
    assert_eq!(tom.entered().await.chat.len(), 1);
    assert_eq!(stage.maya.end(id).await.status, 200);
    for (browser, early) in [(&mut stage.maya, true), (&mut stage.tom, false)] {
        let answer = browser.get(&format!("/sessions/{id}/chat.md")).await;
        assert_eq!(answer.status, 200, "{}", answer.body);
        assert!(answer.body.contains("late"));
        assert_eq!(answer.body.contains("early"), early);
        assert_eq!(
            history(browser, id, None).await.0.len(),
            if early { 2 } else { 1 }
        );
    }
}

#[tokio::test]
async fn links_by_role_are_made_with_a_presentation_and_shown_once() {
    let app = TestApp::start().await;
    let mut host = app.browser();
    let id = begin(&mut host, "preset=presentation").await;
    let page = host.get(&format!("/join/{id}")).await;
    let view = host.view(id).await;
    assert!(view["roleLinks"].is_null(), "they are shown once");
    let code = |marker: &str| {
        let (_, rest) = page.body.split_once(marker).unwrap();
        rest[..8].to_owned()
    };
    // The page has both, one for each part.
    let first = code("code=");
    let mut roles = Vec::new();
    for part in page.body.split("code=").skip(1) {
        let code = &part[..8];
        let form = format!("id={id}&name=&code={code}");
        let answer = app.browser().call("join_session", &form).await;
        assert_eq!(answer.status, 200, "{code}: {}", answer.body);
        roles.push(answer.json()["role"].as_str().unwrap().to_owned());
    }
    assert!(roles.contains(&"collaborator".to_owned()) && roles.contains(&"viewer".to_owned()));
    assert_eq!(app.browser().join(id, "").await.json()["role"], "viewer");
    assert_eq!(first.len(), 8);

    // Of another session only where somebody wants it, and never to somebody else.
    for (more, made) in [
        ("preset=conversation", false),
        ("more[links]=yes", true),
        ("preset=presentation&more[links]=no", false),
    ] {
        let app = TestApp::start().await;
        let mut host = app.browser();
        let id = begin(&mut host, more).await;
        let other = app.browser().view(id).await;
        assert!(other["roleLinks"].is_null());
        assert_eq!(host.view(id).await["roleLinks"].is_object(), made, "{more}");
    }
}

#[tokio::test]
async fn without_javascript_the_form_of_rules_answers_on_its_page_with_what_was_typed() {
    let mut stage = Stage::set().await;
    let form = format!("form[name]=Club&{CLUB}");
    let made = stage
        .maya
        .submit("save_preset", "/account/presets/new", &form)
        .await;
    assert_eq!(
        (made.status, made.header("location")),
        (302, Some("/account?done=presets#presets"))
    );
    let page = stage.maya.get("/account").await;
    assert!(page.body.contains("Club") && page.body.contains("newcomers watch"));
    let again = stage
        .maya
        .submit("save_preset", "/account/presets/new", &form)
        .await;
    let place = again.header("location").unwrap().to_owned();
    assert!(
        place.starts_with("/account/presets/new?form=preset&why=name_taken&typed="),
        "{place}"
    );
    let refused = stage.maya.get(&place).await;
    assert_eq!(refused.status, 200);
    assert!(refused.body.contains("You have rules of this name already"));
    assert!(refused.body.contains(r#"value="Club""#));
    let plain = |text: &str| text.replace(" selected=\"\"", " selected");
    assert!(plain(&refused.body).contains(r#"<option value="45" selected>"#));
    let presets = stage.maya.call("my_presets", "").await.json();
    let id = presets[0]["id"].as_str().unwrap().to_owned();
    let own = format!("/account/presets/{id}");
    assert!(stage.maya.get(&own).await.body.contains(r#"value="Club""#));
    assert_eq!(stage.tom.get(&own).await.status, 404);
    let html = [("Accept", "text/html,*/*")];
    for page in [own.as_str(), "/account/presets/new"] {
        let led = stage.app.browser().send("GET", page, &html, "").await;
        assert_eq!(led.status, 302, "{page}");
    }
    let begun = stage
        .maya
        .submit(
            "create_session",
            "/new",
            &format!("title=&name=&kind=video&preset={id}&more[minutes]=&more[links]=yes"),
        )
        .await;
    assert_eq!(begun.status, 302);
    let room = stage.maya.get(begun.header("location").unwrap()).await;
    assert!(
        room.body.contains("code="),
        "without the program, the links stand on the page"
    );
    let deleted = stage
        .maya
        .submit("delete_preset", "/account", &format!("id={id}"))
        .await;
    assert_eq!(
        deleted.header("location"),
        Some("/account?done=presets#presets")
    );
}
