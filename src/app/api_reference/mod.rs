//! The document of the public API, read for its page. The server provides the document as context; what the page shows
//! of an operation, of a field or of an example is found here, so that the page is written from nothing else.

mod example;
mod shape;

use serde_json::Value;

pub use shape::{Field, Kind, Shape};

use example::{example_of, pretty, typed};
use shape::Schemas;

/// The document, and where this server is. The server provides it as context.
#[derive(Debug, Clone)]
pub struct ApiDocument {
    /// OpenAPI 3.1.
    pub document: &'static Value,
    /// The origin by which people reach this server.
    pub origin: String,
}

/// What the page shows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reference {
    /// What there is to know before the first request, in paragraphs.
    pub about: String,
    /// The version of the program.
    pub version: String,
    /// The operations, by what they are about.
    pub groups: Vec<Group>,
    /// The objects that go to and fro, by name.
    pub shapes: Vec<Shape>,
}

/// Operations that are about the same.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Group {
    /// What they are about.
    pub name: String,
    /// In a sentence.
    pub about: String,
    /// The operations.
    pub operations: Vec<Operation>,
}

/// One thing that a program can ask for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Operation {
    /// Its name in the document, which is also its place on the page.
    pub id: String,
    /// In capitals.
    pub method: String,
    /// With its parameters in braces.
    pub path: String,
    /// In a few words.
    pub summary: String,
    /// In sentences.
    pub about: String,
    /// The scope that a token needs; none when nobody is asked who they are.
    pub scope: Option<String>,
    /// What stands in the path and in the query.
    pub parameters: Vec<Field>,
    /// What stands in the body.
    pub body: Vec<Field>,
    /// How it is asked at a terminal.
    pub command: String,
    /// The answer when all is well.
    pub answer: Answer,
    /// The others.
    pub refusals: Vec<Answer>,
}

/// One answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Answer {
    /// The HTTP status.
    pub status: String,
    /// When it comes.
    pub about: String,
    /// Its body.
    pub kind: Kind,
    /// An example of its body.
    pub example: String,
}

impl Reference {
    /// What `document` says.
    pub fn read(from: &ApiDocument) -> Self {
        let document = from.document;
        let schemas = Schemas::of(document);
        let mut groups: Vec<Group> = list(&document["tags"])
            .map(|tag| Group {
                name: text(&tag["name"]),
                about: text(&tag["description"]),
                operations: Vec::new(),
            })
            .collect();
        let found = members(&document["paths"]).flat_map(|(path, methods)| {
            members(methods).map(move |(method, operation)| (path, method, operation))
        });
        for (path, method, operation) in found {
            let about = &operation["tags"][0];
            if let Some(group) = groups.iter_mut().find(|group| *about == *group.name) {
                let read = Operation::read(&schemas, &from.origin, path, method, operation);
                group.operations.push(read);
            }
        }
        Self {
            about: text(&document["info"]["description"]),
            version: text(&document["info"]["version"]),
            groups,
            shapes: schemas.shapes(),
        }
    }
}

impl Operation {
    fn read(
        schemas: &Schemas<'_>,
        origin: &str,
        path: &str,
        method: &str,
        operation: &Value,
    ) -> Self {
        let parameters: Vec<Field> = list(&operation["parameters"])
            .map(|parameter| Field {
                name: text(&parameter["name"]),
                required: parameter["required"] == true,
                about: text(&parameter["description"]),
                kind: schemas.kind(&parameter["schema"]),
            })
            .collect();
        let sent = &operation["requestBody"]["content"]["application/json"]["schema"];
        let (mut good, refusals): (Vec<Answer>, Vec<Answer>) = members(&operation["responses"])
            .map(|(status, response)| Answer::read(schemas, status, response))
            .partition(|answer| answer.status.starts_with('2'));
        let scope = &operation["security"][0]["token"][0];
        let command = Command {
            address: format!("{origin}{}", in_shell(path)),
            method: method.to_uppercase(),
            by_token: scope.is_string(),
            body: (!sent.is_null()).then(|| typed(&example_of(schemas, sent))),
        };
        Self {
            id: text(&operation["operationId"]),
            method: command.method.clone(),
            path: path.to_owned(),
            summary: text(&operation["summary"]),
            about: text(&operation["description"]),
            scope: scope.as_str().map(str::to_owned),
            parameters,
            body: schemas.fields(sent),
            command: command.written(),
            answer: good.remove(0),
            refusals,
        }
    }
}

impl Answer {
    fn read(schemas: &Schemas<'_>, status: &str, response: &Value) -> Self {
        let schema = &response["content"]["application/json"]["schema"];
        Self {
            status: status.to_owned(),
            about: text(&response["description"]),
            kind: schemas.kind(schema),
            example: pretty(&example_of(schemas, schema)),
        }
    }
}

/// A request as it is typed at a terminal.
struct Command {
    method: String,
    address: String,
    by_token: bool,
    body: Option<String>,
}

impl Command {
    fn written(&self) -> String {
        let method = match self.method.as_str() {
            "GET" => String::new(),
            method => format!("-X {method} "),
        };
        let mut lines = vec![format!("curl {method}\"{}\"", self.address)];
        if self.by_token {
            lines.push("-H \"Authorization: Bearer $VISAVIS_TOKEN\"".to_owned());
        }
        if let Some(body) = &self.body {
            lines.push("-H \"Content-Type: application/json\"".to_owned());
            lines.push(format!("-d '{}'", body.replace('\'', r"'\''")));
        }
        lines.join(" \\\n  ")
    }
}

/// A path with its parameters as variables of a shell: `{id}` is `$ID`.
fn in_shell(path: &str) -> String {
    let mut written = String::new();
    for (at, part) in path.split(['{', '}']).enumerate() {
        if at % 2 == 0 {
            written.push_str(part);
        } else {
            written.push('$');
            written.push_str(&part.to_uppercase());
        }
    }
    written
}

/// A text of the document. Lines are broken there as in the source; only an empty line begins a paragraph.
fn text(value: &Value) -> String {
    let paragraphs: Vec<String> = value
        .as_str()
        .unwrap_or_default()
        .split("\n\n")
        .map(|paragraph| paragraph.split_whitespace().collect::<Vec<_>>().join(" "))
        .collect();
    paragraphs.join("\n\n")
}

fn list(value: &Value) -> impl Iterator<Item = &Value> {
    value.as_array().into_iter().flatten()
}

fn members(value: &Value) -> impl Iterator<Item = (&String, &Value)> {
    value.as_object().into_iter().flatten()
}

#[cfg(test)]
mod tests {
    use std::sync::LazyLock;

    use serde_json::json;

    use super::*;

    static DOCUMENT: LazyLock<Value> = LazyLock::new(|| {
        json!({
            "info": { "title": "A", "version": "1", "description": "One\nline.\n\nAnother." },
            "tags": [{ "name": "Teas", "description": "All of them." }],
            "paths": { "/api/teas/{id}": { "patch": {
                "tags": ["Teas"], "operationId": "pour", "summary": "Pour", "description": "Pours it.",
                "parameters": [{ "name": "id", "in": "path", "required": true, "schema": { "type": "string" } }],
                "requestBody": { "content": { "application/json": { "schema": { "$ref": "#/components/schemas/Tea" } } } },
                "responses": {
                    "200": { "description": "Poured.", "content": { "application/json": {
                        "schema": { "type": "array", "items": { "$ref": "#/components/schemas/Tea" } } } } },
                    "404": { "description": "No tea." },
                },
                "security": [{ "token": ["teas:write"] }],
            } } },
            "components": { "schemas": {
                "Tea": {
                    "type": "object", "required": ["kind"], "description": "A tea.",
                    "properties": {
                        "kind": { "$ref": "#/components/schemas/Kind" },
                        "note": { "type": ["string", "null"], "maxLength": 5, "description": "What's said." },
                    },
                    "example": { "kind": "mint", "note": "it's" },
                },
                "Kind": { "type": "string", "enum": ["mint", "black"], "description": "Which." },
            } },
        })
    });

    fn reference() -> Reference {
        Reference::read(&ApiDocument {
            document: &DOCUMENT,
            origin: "https://tea.example".to_owned(),
        })
    }

    #[test]
    fn an_operation_is_asked_as_at_a_terminal() {
        let reference = reference();
        let pour = &reference.groups[0].operations[0];
        assert_eq!(
            pour.command,
            "curl -X PATCH \"https://tea.example/api/teas/$ID\" \\\n  -H \"Authorization: Bearer $VISAVIS_TOKEN\" \\\n  \
             -H \"Content-Type: application/json\" \\\n  -d '{\"kind\":\"mint\",\"note\":\"it'\\''s\"}'"
        );
        assert_eq!(pour.scope.as_deref(), Some("teas:write"));
        assert_eq!(reference.about, "One line.\n\nAnother.");
    }

    #[test]
    fn a_field_says_what_it_takes() {
        let reference = reference();
        let pour = &reference.groups[0].operations[0];
        let kind = &pour.body[0];
        assert_eq!((kind.name.as_str(), kind.required), ("kind", true));
        assert_eq!(kind.about, "Which.");
        assert_eq!(
            kind.kind,
            Kind::OneOf(vec!["mint".to_owned(), "black".to_owned()])
        );
        let note = &pour.body[1];
        assert!(!note.required);
        assert_eq!(note.kind, Kind::Text { most: Some(5) });
        assert_eq!(
            pour.answer.kind,
            Kind::List(Box::new(Kind::Shape("Tea".to_owned())))
        );
        assert!(
            pour.answer
                .example
                .starts_with("[\n  {\n    \"kind\": \"mint\"")
        );
        assert_eq!(pour.refusals[0].status, "404");
        assert_eq!(reference.shapes.len(), 1, "a word is no object");
    }
}
