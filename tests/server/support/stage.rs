//! A server with people who meet: an admin, a mentor and a learner, each in a browser of their own.

use visavis::domain::ids::{AccountId, ParticipantId, SessionId};

use super::{Browser, Peer, TestApp};

/// The clock of a test stands at 12:00 UTC on this day.
pub const TODAY: &str = "2025-11-20";

pub struct Stage {
    pub app: TestApp,
    pub admin: Browser,
    pub maya: Browser,
    pub tom: Browser,
}

impl Stage {
    pub async fn set() -> Self {
        let app = TestApp::start().await;
        let mut admin = app.admin().await;
        let maya = app.invited(&mut admin, "Maya", "mentor").await;
        let tom = app.invited(&mut admin, "Tom", "learner").await;
        Self {
            app,
            admin,
            maya,
            tom,
        }
    }

    /// Maya arranges a mentoring with Tom, today at 15:00 UTC for an hour; `more` goes into the form.
    pub async fn arrange(&mut self, more: &str) -> SessionId {
        let tom = id_of(&mut self.tom).await;
        arrange(&mut self.maya, &format!("with[]={tom}&{more}")).await
    }

    /// Maya begins it, and learns the code.
    pub async fn start(&mut self, id: SessionId) -> String {
        let answer = self.maya.call("start_live", &format!("id={id}")).await;
        assert_eq!(answer.status, 200, "{}", answer.body);
        answer.json()["code"].as_str().unwrap().to_owned()
    }

    /// Maya leads it, Tom is inside; both have heard everything so far.
    pub async fn inside(&mut self, id: SessionId) -> (Peer, (Peer, ParticipantId)) {
        self.maya.join(id, "").await;
        let mut maya = self.maya.open(id).await;
        maya.hello(1, None).await;
        maya.entered().await;
        self.tom.join(id, "").await;
        let mut tom = self.tom.open(id).await;
        tom.hello(2, None).await;
        let tom_id = tom.entered().await.me.id;
        maya.joined().await;
        (maya, (tom, tom_id))
    }
}

pub async fn id_of(browser: &mut Browser) -> AccountId {
    serde_json::from_value(browser.account().await["id"].clone()).unwrap()
}

/// The fields of an appointment that a form has.
const FIELDS: [(&str, &str); 6] = [
    ("title", "Portfolio+review"),
    ("kind", "video"),
    ("meeting", "mentoring"),
    ("starts", "2025-11-20T15:00"),
    ("time_zone", "UTC"),
    ("minutes", "60"),
];

/// An appointment as a form sends it; what `more` names stands in the place of what it would be.
pub fn form(more: &str) -> String {
    let given: Vec<(&str, &str)> = more
        .split('&')
        .filter_map(|pair| pair.split_once('='))
        .collect();
    let missing = FIELDS
        .into_iter()
        .filter(|(name, _)| given.iter().all(|(other, _)| other != name));
    let pairs: Vec<String> = given
        .iter()
        .copied()
        .chain(missing)
        .map(|(name, value)| match name {
            "id" | "reach" => format!("{name}={value}"),
            "with[]" => format!("form[with][]={value}"),
            _ => format!("form[{name}]={value}"),
        })
        .collect();
    pairs.join("&")
}

pub async fn arrange(browser: &mut Browser, more: &str) -> SessionId {
    let answer = browser.call("schedule_session", &form(more)).await;
    assert_eq!(answer.status, 200, "{}", answer.body);
    serde_json::from_str(&answer.body).unwrap()
}

/// The lists that somebody's page shows.
pub async fn sessions(browser: &mut Browser) -> serde_json::Value {
    let answer = browser.call("my_sessions", "").await;
    assert_eq!(answer.status, 200, "{}", answer.body);
    answer.json()
}

/// One of them.
pub async fn list(browser: &mut Browser, name: &str) -> Vec<serde_json::Value> {
    sessions(browser).await[name].as_array().unwrap().clone()
}

/// When the sessions of a list begin, as UTC: `2025-11-20T15:00`.
pub async fn times(browser: &mut Browser, name: &str) -> Vec<String> {
    list(browser, name)
        .await
        .iter()
        .map(|card| {
            let millis = card["plan"]["startsAt"].as_i64().unwrap();
            jiff::Timestamp::from_millisecond(millis)
                .unwrap()
                .strftime("%Y-%m-%dT%H:%M")
                .to_string()
        })
        .collect()
}
