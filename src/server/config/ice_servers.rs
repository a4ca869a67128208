//! How peers find each other, as an operator writes it.

use serde::Deserialize;

use crate::protocol::server_message::IceServer;

const SCHEMES: [&str; 4] = ["stun:", "stuns:", "turn:", "turns:"];

/// `urls` is one text or a list, as in `RTCIceServer` (W3C WebRTC §4.2.4).
#[derive(Deserialize)]
#[serde(untagged)]
enum Urls {
    One(String),
    Many(Vec<String>),
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Written {
    urls: Urls,
    username: Option<String>,
    credential: Option<String>,
}

#[derive(Deserialize)]
#[serde(untagged)]
enum Entry {
    Url(String),
    Server(Written),
}

/// Reads a JSON list, or addresses separated by commas. `None` when it is neither.
pub(super) fn parse(text: &str) -> Option<Vec<IceServer>> {
    let entries: Vec<Entry> = if text.trim_start().starts_with('[') {
        serde_json::from_str(text).ok()?
    } else {
        text.split(',')
            .map(str::trim)
            .filter(|url| !url.is_empty())
            .map(|url| Entry::Url(url.into()))
            .collect()
    };
    entries.into_iter().map(server).collect()
}

fn server(entry: Entry) -> Option<IceServer> {
    let server = match entry {
        Entry::Url(url) => IceServer {
            urls: vec![url],
            username: None,
            credential: None,
        },
        Entry::Server(Written {
            urls,
            username,
            credential,
        }) => {
            let urls = match urls {
                Urls::One(url) => vec![url],
                Urls::Many(urls) => urls,
            };
            IceServer {
                urls,
                username,
                credential,
            }
        }
    };
    let good = |url: &String| {
        SCHEMES.iter().any(|scheme| {
            url.strip_prefix(scheme)
                .is_some_and(|host| !host.is_empty())
        })
    };
    (!server.urls.is_empty() && server.urls.iter().all(good)).then_some(server)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_and_json_are_both_understood() {
        assert_eq!(parse("").unwrap(), []);
        assert_eq!(
            parse("stun:a.example:3478, turn:b.example").unwrap().len(),
            2
        );
        let json =
            r#"["stun:a.example",{"urls":"turn:b.example","username":"u","credential":"c"}]"#;
        let servers = parse(json).unwrap();
        assert_eq!(servers[1].urls, ["turn:b.example"]);
        assert_eq!(servers[1].credential.as_deref(), Some("c"));
    }

    #[test]
    fn what_browsers_would_refuse_is_refused_here() {
        for wrong in [
            "http://a.example",
            "stun:",
            "[{}]",
            r#"[{"urls":[]}]"#,
            r#"[{"url":"stun:a"}]"#,
            "[1",
        ] {
            assert_eq!(parse(wrong), None, "{wrong}");
        }
    }
}
