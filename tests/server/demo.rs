//! The place for a first look: what stands in it, who can sign in, and what it never touches.

use crate::support::{Answer, Browser, PASSWORD, Program, TestFolder, list, run};

const LISTEN: [&str; 2] = ["--listen", "127.0.0.1:0"];

async fn open(browser: &mut Browser, path: &str) -> Answer {
    browser
        .send("GET", path, &[("Accept", "text/html,*/*")], "")
        .await
}

#[tokio::test]
async fn it_shows_a_living_place_in_which_everybody_can_sign_in() {
    let folder = TestFolder::new();
    let program = Program::start(folder.path(), &["--demo", LISTEN[0], LISTEN[1]]).await;
    let (password, people) = program
        .before
        .strip_prefix("Everybody signs in with the password ")
        .and_then(|said| said.split_once('\n'))
        .unwrap();
    let addresses: Vec<&str> = people
        .lines()
        .map(|line| line.split_whitespace().next().unwrap())
        .collect();
    assert_eq!(addresses.len(), 3, "{people}");
    let mut maya = Browser::new(program.address);
    for address in addresses.iter().rev() {
        let form = format!("email={address}&password={password}");
        let answer = maya.call("sign_in", &form).await;
        assert_eq!(answer.status, 200, "{address}: {}", answer.body);
    }
    assert_eq!(maya.account().await["role"], "mentor");

    let live = list(&mut maya, "live").await;
    assert_eq!(live.len(), 1);
    let upcoming = list(&mut maya, "upcoming").await;
    let weekly = upcoming.iter().filter(|one| one["plan"]["weekly"] == true);
    assert_eq!((upcoming.len(), weekly.count()), (4, 1));
    let past = list(&mut maya, "past").await;
    let states: Vec<&str> = past
        .iter()
        .map(|one| one["state"]["state"].as_str().unwrap())
        .collect();
    assert_eq!(states, ["cancelled", "ended", "ended"]);

    let talk = past[2]["id"].as_str().unwrap();
    let story = maya.call("my_session", &format!("id={talk}")).await.json();
    assert_eq!(story["messages"], 5);
    let visitors = story["visits"].as_array().unwrap();
    assert_eq!(visitors.len(), 2);
    assert!(
        visitors
            .iter()
            .all(|one| one["seconds"].as_u64().unwrap() > 40 * 60 && !one["leftAt"].is_null())
    );
    let page = open(&mut maya, &format!("/sessions/{talk}")).await;
    assert!(page.body.contains("Oh, now I get it!"));
    assert_eq!(open(&mut maya, "/sessions").await.status, 200);
}

#[tokio::test]
async fn it_never_touches_data_that_are_there() {
    let folder = TestFolder::new();
    let program = Program::start(folder.path(), &LISTEN).await;
    let mut ada = Browser::new(program.address);
    ada.sign_up("Ada", "").await;
    program.stop("-TERM").await;
    let data = folder.path().to_str().unwrap();
    let arguments = ["--demo", LISTEN[0], LISTEN[1], "--data-dir", data];
    let (code, output, error) = run(&arguments, &[]).await;
    assert_eq!((code, output.as_str()), (Some(1), ""));
    assert_eq!(
        error,
        format!(
            "visavis: demo: there is data in {data} already; name another folder with --data-dir, or leave out --demo\n"
        )
    );
    let program = Program::start(folder.path(), &LISTEN).await;
    let mut ada = Browser::new(program.address);
    assert_eq!(ada.sign_in("Ada", PASSWORD).await.status, 200);
}
