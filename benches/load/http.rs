//! As much of HTTP/1.1 as the load client needs: one request on one connection.

use std::net::SocketAddr;

use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::TcpStream,
};

use super::Failure;

/// What came back.
pub struct Answer {
    /// The status code.
    pub status: u16,
    /// The `name=value` of the first cookie that was set.
    pub cookie: Option<String>,
    /// The body.
    pub body: String,
}

/// Asks for a page.
///
/// # Errors
/// When there is no answer.
pub async fn get(address: SocketAddr, path: &str) -> Result<Answer, Failure> {
    exchange(
        address,
        format!("GET {path} HTTP/1.1\r\nHost: {address}\r\nConnection: close\r\n\r\n"),
    )
    .await
}

/// Calls a server function as a page of the same origin would, on behalf of the person number `person`.
///
/// # Errors
/// When there is no answer, or it is a refusal.
pub async fn call(
    address: SocketAddr,
    function: &str,
    form: &str,
    person: u32,
) -> Result<Answer, Failure> {
    let [_, a, b, c] = person.to_be_bytes();
    let request = format!(
        "POST /api/{function} HTTP/1.1\r\nHost: {address}\r\nOrigin: http://{address}\r\nSec-Fetch-Site: same-origin\r\n\
         X-Forwarded-For: 10.{a}.{b}.{c}\r\nAccept: application/json\r\n\
         Content-Type: application/x-www-form-urlencoded\r\nContent-Length: {}\r\nConnection: close\r\n\r\n{form}",
        form.len()
    );
    let answer = exchange(address, request).await?;
    if answer.status == 200 {
        Ok(answer)
    } else {
        Err(format!(
            "{function} was answered with {}: {}",
            answer.status, answer.body
        )
        .into())
    }
}

async fn exchange(address: SocketAddr, request: String) -> Result<Answer, Failure> {
    let mut stream = TcpStream::connect(address).await?;
    stream.set_nodelay(true)?;
    stream.write_all(request.as_bytes()).await?;
    let mut bytes = Vec::new();
    stream.read_to_end(&mut bytes).await?;
    let text = String::from_utf8_lossy(&bytes);
    let (head, body) = text.split_once("\r\n\r\n").ok_or("no answer")?;
    let status = head.split(' ').nth(1).ok_or("no status")?.parse()?;
    let cookie = head
        .lines()
        .find_map(|line| {
            line.to_ascii_lowercase()
                .starts_with("set-cookie: ")
                .then(|| &line["set-cookie: ".len()..])
        })
        .and_then(|cookie| cookie.split(';').next())
        .map(str::to_owned);
    Ok(Answer {
        status,
        cookie,
        body: body.to_owned(),
    })
}
