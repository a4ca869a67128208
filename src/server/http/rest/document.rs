//! The document of the API (OpenAPI 3.1): what stands at the handlers, and what is true of all of them.

use serde_json::{Value, json};
use utoipa::{
    Modify, OpenApi,
    openapi::security::{ApiKey, ApiKeyValue, HttpAuthScheme, HttpBuilder, SecurityScheme},
};

use super::refusal::{Details, Refusal};
use crate::{protocol::error_code::ErrorCode, server::http::cookies};

#[derive(OpenApi)]
#[openapi(
    info(
        title = "Visavis",
        description = "Plan, start and join sessions from a program.\n\nA program proves for whom it speaks by an \
            access token, which people make on their account page: `Authorization: Bearer visavis_pat_…`. \
            A token with `sessions:read` reads, one with `sessions:write` makes and changes. Pages of this server may \
            use the login of whoever is signed in instead; then changes have to come from this server's own origin.\n\n\
            Times are RFC 3339 in universal time. Fields that a request does not know are refused. Every refusal has \
            one form: a sentence for a log (`error`), a stable word to decide by (`code`), and `details` where there \
            is more to say. Requests are counted by network address; `Retry-After` says when to come back.",
        license(name = "MIT OR Apache-2.0"),
    ),
    servers((url = "/", description = "This server")),
    tags(
        (name = "Sessions", description = "Plan, change, call off and join what is yours."),
        (name = "Shared sessions", description = "Found by six characters, for ten people and ten minutes. Times are \
            milliseconds since the Unix epoch here, and a refusal is two sentences: `error` and `details`."),
        (name = "Live codes", description = "Eight characters that people read to each other."),
        (name = "People", description = "Who you are, and with whom you can meet."),
    ),
    components(schemas(Refusal, Details, ErrorCode)),
    modifiers(&Proofs),
)]
struct Frame;

/// How somebody proves who they are.
struct Proofs;

impl Modify for Proofs {
    fn modify(&self, document: &mut utoipa::openapi::OpenApi) {
        let components = document.components.get_or_insert_default();
        components.add_security_scheme(
            "token",
            SecurityScheme::Http(
                HttpBuilder::new()
                    .scheme(HttpAuthScheme::Bearer)
                    .bearer_format("visavis_pat_ and 64 hexadecimal digits")
                    .description(Some(
                        "A personal access token with the scope that stands beside it.",
                    ))
                    .build(),
            ),
        );
        components.add_security_scheme(
            "login",
            SecurityScheme::ApiKey(ApiKey::Cookie(ApiKeyValue::with_description(
                cookies::LOGIN,
                "The login of whoever is signed in, for pages of this server; over https its name begins with \
                 `__Host-`. It does not count where there is an `Authorization`.",
            ))),
        );
    }
}

/// A refusal that operations can have without saying so themselves.
struct Common {
    status: u16,
    description: &'static str,
    code: ErrorCode,
    applies: fn(&Value) -> bool,
}

const COMMON: [Common; 10] = [
    Common {
        status: 400,
        description: "The request has not the form that it should have.",
        code: ErrorCode::BadRequest,
        applies: takes_something,
    },
    Common {
        status: 401,
        description: "The token or the login is missing, wrong, over or taken back.",
        code: ErrorCode::NotSignedIn,
        applies: asks_who,
    },
    Common {
        status: 403,
        description: "The token has not the scope, you have not the right, or the request came from another site.",
        code: ErrorCode::NotAllowed,
        applies: asks_who,
    },
    Common {
        status: 405,
        description: "This path does not know this method; `Allow` says which it knows.",
        code: ErrorCode::MethodNotAllowed,
        applies: |_| true,
    },
    Common {
        status: 413,
        description: "The body is larger than 64 KiB.",
        code: ErrorCode::BodyTooLarge,
        applies: has_body,
    },
    Common {
        status: 415,
        description: "The body is not said to be `application/json`.",
        code: ErrorCode::UnsupportedMediaType,
        applies: has_body,
    },
    Common {
        status: 422,
        description: "The body says something that cannot be.",
        code: ErrorCode::BadRequest,
        applies: has_body,
    },
    Common {
        status: 429,
        description: "Too often in a short time.",
        code: ErrorCode::TooFast,
        applies: |_| true,
    },
    Common {
        status: 503,
        description: "The server cannot do it now.",
        code: ErrorCode::Unavailable,
        applies: |_| true,
    },
    Common {
        status: 504,
        description: "It took too long.",
        code: ErrorCode::Unavailable,
        applies: |_| true,
    },
];

/// What the operations are put into.
pub(super) fn frame() -> utoipa::openapi::OpenApi {
    Frame::openapi()
}

/// The whole document, with the refusals that every operation can have.
pub(super) fn of(document: &utoipa::openapi::OpenApi) -> Value {
    let mut document = serde_json::to_value(document).expect("a document of OpenAPI is JSON");
    let paths = document["paths"].as_object_mut();
    let operations = paths
        .into_iter()
        .flatten()
        .filter_map(|(_, path)| path.as_object_mut())
        .flatten()
        .map(|(_, operation)| operation);
    for operation in operations {
        for common in &COMMON {
            let status = common.status.to_string();
            if (common.applies)(operation) && operation["responses"].get(&status).is_none() {
                operation["responses"][&status] = response(common);
            }
        }
        for (status, response) in operation["responses"].as_object_mut().into_iter().flatten() {
            if let Some(headers) = headers(status) {
                response["headers"] = headers;
            }
        }
    }
    document
}

fn response(common: &Common) -> Value {
    json!({
        "description": common.description,
        "content": {
            "application/json": {
                "schema": { "$ref": "#/components/schemas/Refusal" },
                "example": { "error": common.description, "code": common.code, "details": null },
            },
        },
    })
}

/// The headers that come with a refusal of this status, whatever the operation.
fn headers(status: &str) -> Option<Value> {
    let text = json!({ "type": "string" });
    match status {
        "401" => Some(json!({ "WWW-Authenticate": { "required": true, "schema": text } })),
        "405" => Some(json!({ "Allow": { "required": true, "schema": text } })),
        "429" => Some(json!({ "Retry-After": {
            "description": "Seconds.", "required": true, "schema": { "type": "integer", "minimum": 1 },
        } })),
        _ => None,
    }
}

fn takes_something(operation: &Value) -> bool {
    has_body(operation)
        || operation["parameters"]
            .as_array()
            .is_some_and(|parameters| !parameters.is_empty())
}

fn has_body(operation: &Value) -> bool {
    operation.get("requestBody").is_some()
}

fn asks_who(operation: &Value) -> bool {
    operation["security"]
        .as_array()
        .is_some_and(|ways| ways.iter().all(|way| *way != json!({})))
}
