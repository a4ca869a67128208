//! A program that speaks for somebody by an access token.

use std::net::SocketAddr;

use serde_json::Value;

use super::{Answer, Browser, request};

pub const SESSIONS: &str = "/api/sessions";

#[derive(Debug, Clone)]
pub struct Script {
    address: SocketAddr,
    pub token: String,
}

impl Script {
    pub fn new(address: SocketAddr, token: &str) -> Self {
        Self {
            address,
            token: token.to_owned(),
        }
    }

    /// A program of whoever sits in front of `browser`, which may do everything.
    pub async fn of(browser: &mut Browser) -> Self {
        Self::with(browser, &["sessions:read", "sessions:write"]).await
    }

    /// One that may do what `scopes` allow, for a week.
    pub async fn with(browser: &mut Browser, scopes: &[&str]) -> Self {
        let scopes: String = scopes
            .iter()
            .map(|scope| format!("&scopes[]={scope}"))
            .collect();
        let answer = browser
            .call("make_token", &format!("name=Script&days=7{scopes}"))
            .await;
        assert_eq!(answer.status, 200, "{}", answer.body);
        Self::new(browser.address(), answer.json()["secret"].as_str().unwrap())
    }

    pub async fn send(&self, method: &str, path: &str, body: &str) -> Answer {
        let proof = format!("Bearer {}", self.token);
        let headers = [
            ("Authorization", proof.as_str()),
            ("Content-Type", "application/json"),
        ];
        request(self.address, method, path, &headers, body).await
    }

    pub async fn get(&self, path: &str) -> Answer {
        self.send("GET", path, "").await
    }

    pub async fn post(&self, path: &str, body: &Value) -> Answer {
        self.send("POST", path, &body.to_string()).await
    }

    pub async fn patch(&self, path: &str, body: &Value) -> Answer {
        self.send("PATCH", path, &body.to_string()).await
    }

    /// Makes a session and gives its id.
    pub async fn make(&self, body: &Value) -> String {
        let answer = self.post(SESSIONS, body).await;
        assert_eq!(answer.status, 201, "{}", answer.body);
        let made = answer.json();
        made["session"]["id"].as_str().unwrap().to_owned()
    }
}
