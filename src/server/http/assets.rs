//! The built website, carried inside the program (in development: read from `target/site`).
//!
//! Files under `/pkg` have their content's hash in their names and are kept by browsers for good; the others
//! are asked for again by `ETag`. Compressed twins were made at build time.

use axum::{
    body::Body,
    extract::Request,
    http::{HeaderMap, HeaderValue, Method, StatusCode, header},
    response::{IntoResponse, Response},
};
use rust_embed::{EmbeddedFile, RustEmbed};
use serde::Deserialize;

#[derive(RustEmbed)]
#[folder = "target/site/"]
#[allow_missing = true]
struct Site;

const IMMUTABLE: HeaderValue = HeaderValue::from_static("public, max-age=31536000, immutable");
const REVALIDATE: HeaderValue = HeaderValue::from_static("public, max-age=0, must-revalidate");

/// The addresses of the built files, as the build wrote them down.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(default)]
pub struct AssetNames {
    /// The script that loads the program.
    pub js: String,
    /// The program.
    pub wasm: String,
    /// The stylesheet.
    pub css: String,
}

/// Where the built files are. Without a build the names are empty, and pages come without script and style.
pub fn site_assets() -> AssetNames {
    let names = Site::get("assets.json").and_then(|file| serde_json::from_slice(&file.data).ok());
    if names.is_none() {
        tracing::warn!(
            "the website was not built: pages come without script and style (cargo xtask build)"
        );
    }
    names.unwrap_or_default()
}

/// The file at the request's path; `None` when there is none.
pub(super) fn find(request: &Request) -> Option<Response> {
    if !matches!(*request.method(), Method::GET | Method::HEAD) {
        return None;
    }
    let path = request.uri().path().strip_prefix('/')?;
    if path.is_empty() || path == "assets.json" || path.ends_with(".br") || path.ends_with(".gz") {
        return None;
    }
    let plain = Site::get(path)?;
    let (file, encoding) = best(path, plain, request.headers());
    let etag = etag(&file);
    let mut response = if request.headers().get(header::IF_NONE_MATCH) == Some(&etag) {
        StatusCode::NOT_MODIFIED.into_response()
    } else {
        Body::from(file.data.into_owned()).into_response()
    };
    let headers = response.headers_mut();
    headers.insert(
        header::CONTENT_TYPE,
        HeaderValue::from_static(content_type(path)),
    );
    headers.insert(header::ETAG, etag);
    headers.insert(header::VARY, HeaderValue::from_static("accept-encoding"));
    headers.insert(
        header::CACHE_CONTROL,
        if path.starts_with("pkg/") {
            IMMUTABLE
        } else {
            REVALIDATE
        },
    );
    if let Some(encoding) = encoding {
        headers.insert(header::CONTENT_ENCODING, HeaderValue::from_static(encoding));
    }
    Some(response)
}

/// The smallest twin that the browser can read.
fn best(
    path: &str,
    plain: EmbeddedFile,
    headers: &HeaderMap,
) -> (EmbeddedFile, Option<&'static str>) {
    for (coding, suffix) in [("br", "br"), ("gzip", "gz")] {
        if accepts(headers, coding)
            && let Some(twin) = Site::get(&format!("{path}.{suffix}"))
        {
            return (twin, Some(coding));
        }
    }
    (plain, None)
}

/// Whether `Accept-Encoding` names `coding` and does not rule it out (RFC 9110 §12.5.3).
fn accepts(headers: &HeaderMap, coding: &str) -> bool {
    headers
        .get_all(header::ACCEPT_ENCODING)
        .iter()
        .filter_map(|value| value.to_str().ok())
        .flat_map(|value| value.split(','))
        .any(|item| {
            let (name, weight) = item.split_once(';').unwrap_or((item, ""));
            let refused = weight
                .trim()
                .strip_prefix("q=")
                .is_some_and(|q| q.parse() == Ok(0.0_f32));
            name.trim().eq_ignore_ascii_case(coding) && !refused
        })
}

fn etag(file: &EmbeddedFile) -> HeaderValue {
    let hash = hex::encode(&file.metadata.sha256_hash()[..12]);
    HeaderValue::try_from(format!("\"{hash}\"")).expect("hexadecimal digits make a header value")
}

fn content_type(path: &str) -> &'static str {
    match path.rsplit('.').next().unwrap_or_default() {
        "js" => "text/javascript; charset=utf-8",
        "wasm" => "application/wasm",
        "css" => "text/css; charset=utf-8",
        "svg" => "image/svg+xml",
        "png" => "image/png",
        "ico" => "image/x-icon",
        "txt" => "text/plain; charset=utf-8",
        "json" => "application/json",
        "webmanifest" => "application/manifest+json",
        _ => "application/octet-stream",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_encoding_is_used_when_the_browser_can_read_it() {
        let headers = |value: &'static str| {
            let mut headers = HeaderMap::new();
            headers.insert(header::ACCEPT_ENCODING, HeaderValue::from_static(value));
            headers
        };
        assert!(accepts(&headers("gzip, deflate, br"), "br"));
        assert!(accepts(&headers("br;q=0.5"), "br"));
        assert!(!accepts(&headers("gzip, br;q=0"), "br"));
        assert!(!accepts(&headers("brotli"), "br"));
        assert!(!accepts(&HeaderMap::new(), "br"));
    }
}
