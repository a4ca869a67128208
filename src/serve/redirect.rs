//! Leads whoever comes by http to the same page by https, as soon as that can be answered.

use axum::{
    body::Body,
    http::{HeaderValue, Method, Request, StatusCode, header},
    response::{IntoResponse, Response},
};

use crate::server::{config::Origin, tls::Certificates};

/// What is said while the first certificate is on its way.
const WAITING: &str = "This server is getting its certificate, and opens as soon as it has it. Try again in a minute. \
                       When it takes longer, its log says what is missing.\n";
/// Seconds after which to try again.
const SOON: &str = "30";

/// Where https is.
#[derive(Debug, Clone)]
pub(super) struct Redirect {
    /// The address by which people reach the server; without one, the host that they asked for.
    pub(super) public: Option<Origin>,
    /// The port that speaks https.
    pub(super) port: u16,
    /// What it shows there; none where a proxy does.
    pub(super) certificates: Option<Certificates>,
}

impl Redirect {
    pub(super) fn answer<T>(&self, request: &Request<T>) -> Response<Body> {
        let is_page = matches!(*request.method(), Method::GET | Method::HEAD);
        let is_upgrade = request.headers().contains_key(header::UPGRADE);
        let location = self.location(request);
        let close = (header::CONNECTION, HeaderValue::from_static("close"));
        if self.waits() {
            let later = (header::RETRY_AFTER, HeaderValue::from_static(SOON));
            return (StatusCode::SERVICE_UNAVAILABLE, [close, later], WAITING).into_response();
        }
        match location {
            Some(location) if is_page && !is_upgrade => {
                let location = (header::LOCATION, location);
                (StatusCode::PERMANENT_REDIRECT, [location, close]).into_response()
            }
            // What was sent was sent in the clear: to lead it on in silence would hide that.
            _ => {
                let text =
                    "This server speaks https. Open the address that begins with https://.\n";
                (StatusCode::FORBIDDEN, [close], text).into_response()
            }
        }
    }

    /// Whether https cannot be spoken yet.
    fn waits(&self) -> bool {
        let certificates = self.certificates.as_ref();
        certificates.is_some_and(|certificates| certificates.facts().is_none())
    }

    fn location<T>(&self, request: &Request<T>) -> Option<HeaderValue> {
        let public = self.public.clone().filter(Origin::is_secure);
        let asked = || {
            let host = request.headers().get(header::HOST)?.to_str().ok()?;
            let name = Origin::new(false, host)?.host_name().to_owned();
            Origin::new(true, &format!("{name}:{}", self.port))
        };
        let origin = public.or_else(asked)?;
        let path = request
            .uri()
            .path_and_query()
            .map_or("/", |path| path.as_str());
        // Two slashes at the start would be another host.
        let path = format!("/{}", path.trim_start_matches('/'));
        HeaderValue::try_from(format!("{origin}{path}")).ok()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn led(public: Option<&str>, host: &str, path: &str) -> Option<String> {
        let redirect = Redirect {
            public: public.and_then(Origin::parse),
            port: 8443,
            certificates: None,
        };
        let request = Request::builder().uri(path).header(header::HOST, host);
        let answer = redirect.answer(&request.body(()).unwrap());
        let location = answer.headers().get(header::LOCATION)?;
        Some(location.to_str().unwrap().to_owned())
    }

    #[test]
    fn a_page_by_http_is_the_same_page_by_https() {
        for (public, host, path, expected) in [
            (
                None,
                "home.local:80",
                "/join/1?a=b",
                "https://home.local:8443/join/1?a=b",
            ),
            (None, "[::1]", "/", "https://[::1]:8443/"),
            (
                Some("https://meet.example"),
                "192.0.2.1",
                "/new",
                "https://meet.example/new",
            ),
            (
                Some("http://meet.example"),
                "home",
                "/",
                "https://home:8443/",
            ),
            (
                None,
                "home",
                "//evil.example/",
                "https://home:8443/evil.example/",
            ),
        ] {
            assert_eq!(led(public, host, path).as_deref(), Some(expected));
        }
        assert_eq!(led(None, "no host", "/"), None);
    }
}
