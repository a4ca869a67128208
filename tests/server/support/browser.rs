//! A small HTTP client over a real socket, which keeps cookies, and says exactly what a test wants said.

use std::net::SocketAddr;

use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::TcpStream,
    time::timeout,
};
use visavis::{
    domain::ids::{LocalRef, SessionId},
    protocol::route::Route,
};

use super::{PATIENCE, Peer, Refused};

#[derive(Debug, Clone)]
pub struct Answer {
    pub status: u16,
    pub headers: Vec<(String, String)>,
    pub body: String,
}

impl Answer {
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers
            .iter()
            .find(|(other, _)| other == name)
            .map(|(_, value)| value.as_str())
    }

    pub fn json(&self) -> serde_json::Value {
        serde_json::from_str(&self.body).unwrap_or_else(|_| panic!("not JSON: {}", self.body))
    }

    /// The stable word of a refusal.
    pub fn code(&self) -> String {
        self.json()["code"]
            .as_str()
            .expect("a refusal has a code")
            .to_owned()
    }
}

/// The password that everybody in these tests has, as a form sends it.
pub const PASSWORD: &str = "a+quiet+heron";

fn email_of(name: &str) -> String {
    format!("{}@example.org", name.to_lowercase())
}

/// Sends `text` as it is and reads until the server closes.
pub async fn raw(address: SocketAddr, text: &str) -> String {
    let exchange = async {
        let mut stream = TcpStream::connect(address).await.unwrap();
        stream.write_all(text.as_bytes()).await.unwrap();
        let mut bytes = Vec::new();
        // A connection that the server resets has said what it had to say.
        let _ = stream.read_to_end(&mut bytes).await;
        String::from_utf8_lossy(&bytes).into_owned()
    };
    timeout(PATIENCE, exchange)
        .await
        .expect("the server answers in time")
}

pub async fn request(
    address: SocketAddr,
    method: &str,
    path: &str,
    headers: &[(&str, &str)],
    body: &str,
) -> Answer {
    let mut text = format!("{method} {path} HTTP/1.1\r\nConnection: close\r\n");
    if !headers
        .iter()
        .any(|(name, _)| name.eq_ignore_ascii_case("host"))
    {
        text += &format!("Host: {address}\r\n");
    }
    for (name, value) in headers {
        text += &format!("{name}: {value}\r\n");
    }
    if !body.is_empty() {
        text += &format!("Content-Length: {}\r\n", body.len());
        if !headers
            .iter()
            .any(|(name, _)| name.eq_ignore_ascii_case("content-type"))
        {
            text += "Content-Type: application/x-www-form-urlencoded\r\n";
        }
    }
    let answer = raw(address, &format!("{text}\r\n{body}")).await;
    let (head, body) = answer.split_once("\r\n\r\n").unwrap_or((&answer, ""));
    let mut lines = head.lines();
    let status = lines
        .next()
        .and_then(|line| line.split(' ').nth(1))
        .and_then(|code| code.parse().ok());
    let headers: Vec<(String, String)> = lines
        .filter_map(|line| line.split_once(": "))
        .map(|(name, value)| (name.to_lowercase(), value.to_owned()))
        .collect();
    let chunked = headers
        .iter()
        .any(|(name, value)| name == "transfer-encoding" && value == "chunked");
    let body = if chunked {
        join_chunks(body)
    } else {
        body.to_owned()
    };
    Answer {
        status: status.unwrap_or_else(|| panic!("no answer: {answer:?}")),
        headers,
        body,
    }
}

pub async fn get(address: SocketAddr, path: &str) -> Answer {
    request(address, "GET", path, &[], "").await
}

fn join_chunks(mut text: &str) -> String {
    let mut whole = Vec::new();
    while let Some((size, rest)) = text.split_once("\r\n") {
        let Ok(size) = usize::from_str_radix(size.trim(), 16) else {
            break;
        };
        if size == 0 || rest.len() < size {
            break;
        }
        whole.extend_from_slice(&rest.as_bytes()[..size]);
        text = rest.get(size + 2..).unwrap_or_default();
    }
    String::from_utf8_lossy(&whole).into_owned()
}

/// Somebody's browser: it keeps the tickets that it is given.
#[derive(Debug, Clone)]
pub struct Browser {
    address: SocketAddr,
    cookies: Vec<(String, String)>,
}

impl Browser {
    pub fn new(address: SocketAddr) -> Self {
        Self {
            address,
            cookies: Vec::new(),
        }
    }

    /// Where its server is.
    pub const fn address(&self) -> SocketAddr {
        self.address
    }

    /// The same browser, at another address of the same server.
    pub fn at(&self, address: SocketAddr) -> Self {
        Self {
            address,
            cookies: self.cookies.clone(),
        }
    }

    pub fn cookie(&self) -> String {
        let pairs: Vec<String> = self
            .cookies
            .iter()
            .map(|(name, value)| format!("{name}={value}"))
            .collect();
        pairs.join("; ")
    }

    pub async fn send(
        &mut self,
        method: &str,
        path: &str,
        headers: &[(&str, &str)],
        body: &str,
    ) -> Answer {
        let cookie = self.cookie();
        let mut headers = headers.to_vec();
        if !cookie.is_empty() {
            headers.push(("Cookie", &cookie));
        }
        let answer = request(self.address, method, path, &headers, body).await;
        for (_, value) in answer
            .headers
            .iter()
            .filter(|(name, _)| name == "set-cookie")
        {
            let over = value.contains("; Max-Age=0;");
            let (name, value) = value.split(';').next().unwrap().split_once('=').unwrap();
            self.cookies.retain(|(other, _)| other != name);
            if !over {
                self.cookies.push((name.to_owned(), value.to_owned()));
            }
        }
        answer
    }

    pub async fn get(&mut self, path: &str) -> Answer {
        self.send("GET", path, &[], "").await
    }

    /// Calls a server function as the browser's program does.
    pub async fn call(&mut self, function: &str, body: &str) -> Answer {
        let origin = format!("http://{}", self.address);
        let headers = [("Accept", "application/json"), ("Origin", &origin)];
        self.send("POST", &format!("/api/{function}"), &headers, body)
            .await
    }

    /// Posts JSON to the public API, as a page of this server does.
    pub async fn post(&mut self, path: &str, body: &serde_json::Value) -> Answer {
        let origin = format!("http://{}", self.address);
        let headers = [("Content-Type", "application/json"), ("Origin", &origin)];
        self.send("POST", path, &headers, &body.to_string()).await
    }

    /// Sends a plain form, as a browser without JavaScript does.
    pub async fn submit(&mut self, function: &str, from: &str, body: &str) -> Answer {
        let origin = format!("http://{}", self.address);
        let referer = format!("{origin}{from}");
        let headers = [
            ("Accept", "text/html,*/*"),
            ("Origin", origin.as_str()),
            ("Referer", referer.as_str()),
        ];
        self.send("POST", &format!("/api/{function}"), &headers, body)
            .await
    }

    /// Signs up as `Maya` with the address `maya@example.org`, and so on.
    pub async fn sign_up(&mut self, name: &str, more: &str) -> Answer {
        let email = email_of(name);
        self.call(
            "sign_up",
            &format!("email={email}&name={name}&password={PASSWORD}{more}"),
        )
        .await
    }

    pub async fn sign_in(&mut self, name: &str, password: &str) -> Answer {
        let email = email_of(name);
        self.call("sign_in", &format!("email={email}&password={password}"))
            .await
    }

    /// Who is signed in here.
    pub async fn account(&mut self) -> serde_json::Value {
        let answer = self.call("my_account", "").await;
        assert_eq!(answer.status, 200, "{}", answer.body);
        answer.json()
    }

    /// The secret of the login that this browser has.
    pub fn login(&self) -> Option<&str> {
        self.cookies
            .iter()
            .find(|(name, _)| name == "visavis_login")
            .map(|(_, value)| value.as_str())
    }

    /// Puts a cookie into the browser, as somebody else's page might.
    pub fn plant(&mut self, name: &str, value: &str) {
        self.cookies.push((name.to_owned(), value.to_owned()));
    }

    pub async fn create(&mut self, title: &str, name: &str) -> SessionId {
        let title = title.replace(' ', "+");
        let answer = self
            .call(
                "create_session",
                &format!("title={title}&name={name}&kind=video"),
            )
            .await;
        assert_eq!(answer.status, 200, "{}", answer.body);
        serde_json::from_str(&answer.body).unwrap()
    }

    pub async fn join(&mut self, id: SessionId, name: &str) -> Answer {
        self.call("join_session", &format!("id={id}&name={name}"))
            .await
    }

    pub async fn view(&mut self, id: SessionId) -> serde_json::Value {
        let answer = self.call("view_session", &format!("id={id}")).await;
        assert_eq!(answer.status, 200, "{}", answer.body);
        answer.json()
    }

    pub async fn write(&mut self, id: SessionId, local_ref: LocalRef, body: &str) -> Answer {
        self.call(
            "send_chat",
            &format!("id={id}&local_ref={local_ref}&body={body}"),
        )
        .await
    }

    pub async fn history(&mut self, id: SessionId, before: Option<u64>) -> serde_json::Value {
        let before = before
            .map(|before| format!("&before={before}"))
            .unwrap_or_default();
        let answer = self.call("chat_history", &format!("id={id}{before}")).await;
        assert_eq!(answer.status, 200, "{}", answer.body);
        answer.json()
    }

    pub async fn end(&mut self, id: SessionId) -> Answer {
        self.call("end_session", &format!("id={id}")).await
    }

    /// Opens the session's socket with the ticket that this browser has, or without one.
    pub async fn open(&self, id: SessionId) -> Peer {
        self.try_open(
            &Route::Socket(id).path(),
            Some(&format!("http://{}", self.address)),
        )
        .await
        .unwrap()
    }

    pub async fn try_open(&self, path: &str, origin: Option<&str>) -> Result<Peer, Refused> {
        Peer::open(self.address, path, &self.cookie(), origin).await
    }
}
