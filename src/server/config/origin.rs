//! The address by which people reach the server: scheme and host, nothing else (RFC 6454 §4).

use std::fmt;

/// `http://host[:port]` or `https://host[:port]`, in lower case, without a port that goes without saying.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Origin {
    secure: bool,
    host: String,
}

impl Origin {
    /// Reads an origin; a slash at the end is allowed, a path is not. `None` when it is none.
    pub fn parse(text: &str) -> Option<Self> {
        let text = text.trim().to_ascii_lowercase();
        let (secure, rest) = match text.strip_prefix("https://") {
            Some(rest) => (true, rest),
            None => (false, text.strip_prefix("http://")?),
        };
        Self::new(secure, rest.strip_suffix('/').unwrap_or(rest))
    }

    /// The origin of `host` (with or without a port), as a `Host` header has it. `None` when it is no host.
    pub fn new(secure: bool, host: &str) -> Option<Self> {
        let host = host.to_ascii_lowercase();
        let usual = if secure { ":443" } else { ":80" };
        let host = host.strip_suffix(usual).unwrap_or(&host).to_owned();
        is_host(&host).then_some(Self { secure, host })
    }

    /// Whether people reach it by https.
    pub const fn is_secure(&self) -> bool {
        self.secure
    }

    /// The host alone, as a URL has it: without the port.
    pub fn host_name(&self) -> &str {
        match self.host.rsplit_once(':') {
            Some((name, port)) if !port.ends_with(']') => name,
            _ => &self.host,
        }
    }

    /// Whether only this machine reaches it.
    pub fn is_local(&self) -> bool {
        let name = self.host_name();
        name == "localhost" || name == "[::1]" || name.starts_with("127.")
    }

    /// Host, and port where it does not go without saying.
    pub fn host(&self) -> &str {
        &self.host
    }
}

impl fmt::Display for Origin {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let scheme = if self.secure { "https" } else { "http" };
        write!(formatter, "{scheme}://{}", self.host)
    }
}

/// A name or an address, then perhaps a port. No user, no path, nothing that could end a header or a tag.
fn is_host(text: &str) -> bool {
    let (host, port) = match text.strip_prefix('[') {
        Some(rest) => match rest.split_once(']') {
            Some((address, "")) => (address, None),
            Some((address, after)) => (address, Some(after.strip_prefix(':').unwrap_or("x"))),
            None => return false,
        },
        None => match text.split_once(':') {
            Some((host, port)) => (host, Some(port)),
            None => (text, None),
        },
    };
    let good_host = if text.starts_with('[') {
        host.parse::<std::net::Ipv6Addr>().is_ok()
    } else {
        !host.is_empty()
            && host.len() <= 253
            && host
                .bytes()
                .all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'.' | b'-' | b'_'))
    };
    good_host && port.is_none_or(|port| port.parse::<u16>().is_ok())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_origin_has_one_way_to_be_written() {
        for (text, expected) in [
            ("https://Meet.Example/", "https://meet.example"),
            ("https://meet.example:443", "https://meet.example"),
            ("http://localhost:3000", "http://localhost:3000"),
            ("http://[::1]:3000", "http://[::1]:3000"),
        ] {
            assert_eq!(Origin::parse(text).unwrap().to_string(), expected);
        }
    }

    #[test]
    fn a_host_has_a_name_without_its_port() {
        for (text, name, local) in [
            ("https://meet.example", "meet.example", false),
            ("http://localhost:3000", "localhost", true),
            ("http://[::1]:3000", "[::1]", true),
            ("http://[2001:db8::7]", "[2001:db8::7]", false),
            ("http://192.0.2.7:80", "192.0.2.7", false),
        ] {
            let origin = Origin::parse(text).unwrap();
            assert_eq!((origin.host_name(), origin.is_local()), (name, local));
        }
    }

    #[test]
    fn what_is_more_or_less_than_an_origin_is_none() {
        for wrong in [
            "",
            "meet.example",
            "ftp://meet.example",
            "https://",
            "https://meet.example/path",
            "https://user@meet.example",
            "https://meet.example:port",
            "https://meet example",
            "http://[::1",
            "http://a\"b",
            "null",
        ] {
            assert_eq!(Origin::parse(wrong), None, "{wrong}");
        }
    }
}
