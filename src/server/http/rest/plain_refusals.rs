//! What refuses in front of the handlers (another site, another method, too much, too slow) knows no JSON. Here its
//! answers are put into the form that the API refuses in, so that a program meets no other.

use axum::{
    extract::Request,
    http::header,
    middleware::Next,
    response::{IntoResponse, Response},
};

use super::{paths::is_public_api, refusal::Refusal};

/// Gives every refusal of the API that is not JSON the form of the others; its headers stay.
pub(in super::super) async fn speak_json(request: Request, next: Next) -> Response {
    let ours = is_public_api(request.uri().path());
    let response = next.run(request).await;
    let status = response.status();
    let refused = status.is_client_error() || status.is_server_error();
    let spoken = response
        .headers()
        .get(header::CONTENT_TYPE)
        .is_some_and(|kind| kind.as_bytes().starts_with(b"application/json"));
    if !ours || !refused || spoken {
        return response;
    }
    let (plain, _) = response.into_parts();
    let mut told = Refusal::of_status(status).into_response();
    for (name, value) in &plain.headers {
        if *name != header::CONTENT_TYPE && *name != header::CONTENT_LENGTH {
            told.headers_mut().insert(name.clone(), value.clone());
        }
    }
    told
}
