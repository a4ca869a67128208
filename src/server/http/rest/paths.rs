//! Which requests are for the public API: everything below `/api` that no page of ours asks for.

use std::{collections::HashSet, sync::LazyLock};

use axum::http::{HeaderMap, header};
use leptos::server_fn::axum::server_fn_paths;

use crate::protocol::route::{CHANGES_PATH, is_of_api};

static FUNCTIONS: LazyLock<HashSet<&str>> =
    LazyLock::new(|| server_fn_paths().map(|(path, _)| path).collect());

/// Whether `path` belongs to the public API, also one that there is not.
pub(in super::super) fn is_public_api(path: &str) -> bool {
    is_of_api(path) && path != CHANGES_PATH && !FUNCTIONS.contains(path)
}

/// Whether it is the token in `headers` that says who asks for `path`, and not the cookie of a login. No other site
/// can make a browser send one.
pub(in super::super) fn counts_by_token(path: &str, headers: &HeaderMap) -> bool {
    is_public_api(path) && headers.contains_key(header::AUTHORIZATION)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_pages_ask_for_is_not_the_public_api() {
        for path in [
            "/api/sessions",
            "/api/me",
            "/api/openapi.json",
            "/api/nowhere",
        ] {
            assert!(is_public_api(path), "{path}");
        }
        for path in [
            "/",
            "/api",
            "/apiary",
            "/sessions",
            CHANGES_PATH,
            "/api/start_live",
        ] {
            assert!(!is_public_api(path), "{path}");
        }
    }
}
