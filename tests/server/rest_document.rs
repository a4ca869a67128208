//! The document of the public API says what there is, and is true.

use serde_json::Value;
use visavis::{protocol::error_code::ErrorCode, server::http::api_document};

use crate::support::{TestApp, get, request};

fn operations(document: &Value) -> Vec<(String, String, &Value)> {
    let paths = document["paths"].as_object().unwrap();
    paths
        .iter()
        .flat_map(|(path, methods)| {
            methods
                .as_object()
                .unwrap()
                .iter()
                .map(move |(method, operation)| (path.clone(), method.to_uppercase(), operation))
        })
        .collect()
}

/// Everything that is referred to anywhere.
fn references(value: &Value, found: &mut Vec<String>) {
    match value {
        Value::Object(map) => {
            if let Some(Value::String(reference)) = map.get("$ref") {
                found.push(reference.clone());
            }
            map.values().for_each(|value| references(value, found));
        }
        Value::Array(values) => values.iter().for_each(|value| references(value, found)),
        _ => {}
    }
}

/// Every schema that is several at once, with the types that they say they are.
fn types_at_once(value: &Value, found: &mut Vec<Vec<String>>) {
    match value {
        Value::Object(map) => {
            if let Some(Value::Array(parts)) = map.get("allOf") {
                let types = parts.iter().filter_map(|part| part["type"].as_str());
                found.push(types.map(str::to_owned).collect());
            }
            map.values().for_each(|value| types_at_once(value, found));
        }
        Value::Array(values) => values.iter().for_each(|value| types_at_once(value, found)),
        _ => {}
    }
}

#[test]
fn nothing_is_said_to_be_of_two_types_at_once() {
    let mut found = Vec::new();
    types_at_once(api_document(), &mut found);
    for types in found {
        assert!(types.iter().all(|one| *one == types[0]), "{types:?}");
    }
}

#[tokio::test]
async fn the_document_is_served_as_it_is() {
    let app = TestApp::start().await;
    let answer = get(app.address, "/api/openapi.json").await;
    assert_eq!(answer.status, 200);
    assert_eq!(answer.header("content-type"), Some("application/json"));
    assert_eq!(&answer.json(), api_document());
    assert_eq!(answer.json()["openapi"], "3.1.0");
    assert_eq!(answer.json()["info"]["version"], env!("CARGO_PKG_VERSION"));
}

#[tokio::test]
async fn every_operation_is_there_and_asks_who_it_is_when_it_says_so() {
    let app = TestApp::start().await;
    let found = operations(api_document());
    let names: Vec<String> = found
        .iter()
        .map(|(path, method, _)| format!("{method} {path}"))
        .collect();
    for name in [
        "POST /api/sessions/generate-live-code",
        "GET /api/sessions/validate-live-code/{code}",
        "GET /api/sessions",
        "POST /api/sessions",
        "GET /api/sessions/{id}",
        "PATCH /api/sessions/{id}",
        "POST /api/sessions/{id}/cancel",
        "POST /api/sessions/{id}/join",
        "POST /api/sessions.create",
        "POST /api/sessions.join",
        "POST /api/vm/shared/create",
        "POST /api/vm/shared/join",
        "POST /api/vm/shared/leave",
        "GET /api/vm/shared/{shareCode}",
        "GET /api/me",
        "GET /api/people",
    ] {
        assert!(names.iter().any(|other| other == name), "{name}");
    }
    for (path, method, operation) in found {
        let path = path
            .replace("{id}", "0b8e6f52-3c1d-4a7e-9d55-1f2c7a90be34")
            .replace("{code}", "K7QM-2XRD")
            .replace("{shareCode}", "ABC-123");
        let answer = request(app.address, &method, &path, &[], "").await;
        let expected = match path.as_str() {
            // Guests may, and everything goes without saying.
            "/api/sessions.create" => 201,
            // They may, by something that has to be said as JSON.
            "/api/sessions.join" | "/api/vm/shared/join" | "/api/vm/shared/leave" => 415,
            // There is no shared browser.
            "/api/vm/shared/create" => 503,
            _ if operation["responses"].get("401").is_some() => 401,
            _ => 404,
        };
        assert_eq!(answer.status, expected, "{method} {path}: {}", answer.body);
        for text in ["summary", "description", "operationId"] {
            assert!(
                operation[text]
                    .as_str()
                    .is_some_and(|text| !text.is_empty()),
                "{method} {path}: {text}"
            );
        }
        assert!(
            operation["responses"].get("429").is_some(),
            "{method} {path}"
        );
    }
}

#[test]
fn what_the_document_refers_to_is_in_it() {
    let document = api_document();
    let mut found = Vec::new();
    references(document, &mut found);
    assert!(found.len() > 20);
    for reference in found {
        let place = reference.strip_prefix('#').unwrap();
        assert!(document.pointer(place).is_some(), "{reference}");
    }
}

#[test]
fn the_document_says_every_word_and_figure_as_it_is() {
    let schemas = &api_document()["components"]["schemas"];
    let words = schemas["ErrorCode"]["enum"].as_array().unwrap();
    assert!(
        words
            .iter()
            .all(|word| ErrorCode::parse(word.as_str().unwrap()).is_some())
    );
    let request = &schemas["SessionRequest"]["properties"];
    let title = &request["title"]["oneOf"][0];
    assert_eq!(title["maxLength"], visavis::domain::limits::TITLE_CHARS);
    let minutes = visavis::domain::limits::APPOINTMENT_MINUTES;
    assert_eq!(request["minutes"]["minimum"], *minutes.start());
    assert_eq!(request["minutes"]["maximum"], *minutes.end());
    assert_eq!(schemas["SessionRequest"]["additionalProperties"], false);
}
