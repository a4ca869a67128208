//! What repeats and nobody comes to any more: when it pauses, who sees it, and how it goes on.

use std::time::Duration;

use serde_json::Value;
use visavis::domain::limits::UNATTENDED_WEEKS;

use crate::support::{Stage, list, times};

const HOUR: Duration = Duration::from_secs(60 * 60);
const WEEK: Duration = Duration::from_secs(7 * 24 * 60 * 60);

fn id_in(card: &Value) -> &str {
    card["id"].as_str().unwrap()
}

/// A series of which `weeks` sessions went by that nobody began. Somebody looks at it every week, and does nothing.
async fn unattended(weeks: u32) -> Stage {
    let mut stage = Stage::set().await;
    stage.arrange("weekly=true").await;
    stage.app.pass_and_expire(4 * HOUR).await;
    for _ in 1..weeks {
        assert_eq!(list(&mut stage.tom, "paused").await, Vec::<Value>::new());
        list(&mut stage.maya, "upcoming").await;
        list(&mut stage.admin, "upcoming").await;
        stage.app.pass_and_expire(WEEK).await;
    }
    stage
}

#[tokio::test]
async fn what_nobody_begins_for_eight_weeks_pauses_and_goes_on_by_one_press() {
    let mut stage = unattended(UNATTENDED_WEEKS).await;
    stage.app.pass_and_expire(2 * WEEK).await;
    assert_eq!(
        times(&mut stage.maya, "upcoming").await,
        Vec::<String>::new()
    );
    let paused = list(&mut stage.maya, "paused").await;
    let id = id_in(&paused[0]);
    let page = stage.maya.get("/sessions").await;
    assert!(page.body.contains("has paused"), "{}", page.body);
    let form = format!("id={id}");
    let foreign = stage.admin.call("resume_series", &form).await;
    assert_ne!(foreign.status, 200);
    assert_eq!(list(&mut stage.maya, "paused").await.len(), 1);

    let led = stage.tom.submit("resume_series", "/sessions", &form).await;
    assert_eq!(led.header("location"), Some("/sessions"));
    assert_eq!(
        times(&mut stage.maya, "upcoming").await,
        ["2026-01-29T15:00"]
    );
    assert_eq!(list(&mut stage.maya, "paused").await, Vec::<Value>::new());
    // Pressed twice, it is the same.
    assert_eq!(stage.tom.call("resume_series", &form).await.status, 200);
    assert_eq!(list(&mut stage.maya, "upcoming").await.len(), 1);
    stage.app.pass_and_expire(WEEK).await;
    assert_eq!(list(&mut stage.maya, "paused").await, Vec::<Value>::new());
}

#[tokio::test]
async fn whoever_begins_one_or_calls_one_off_starts_the_count_anew() {
    for begins in [true, false] {
        let mut stage = unattended(UNATTENDED_WEEKS - 1).await;
        let upcoming = list(&mut stage.maya, "upcoming").await;
        let next = id_in(upcoming.last().unwrap());
        let what = if begins {
            "start_live"
        } else {
            "cancel_session"
        };
        let answer = stage.tom.call(what, &format!("id={next}")).await;
        assert_eq!(answer.status, 200, "{}", answer.body);
        stage.app.pass_and_expire(2 * WEEK).await;
        assert_eq!(list(&mut stage.maya, "paused").await, Vec::<Value>::new());
        assert!(!list(&mut stage.maya, "upcoming").await.is_empty());
    }
}
