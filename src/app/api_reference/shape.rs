//! Schemas of the document (JSON Schema 2020-12), as far as ours go: references, words, texts, figures, times, lists
//! and objects, each possibly absent.

use serde_json::Value;

use super::{list, members, text};

/// Where the schemas stand in the document.
const PLACE: &str = "#/components/schemas/";

/// An object that goes to or fro.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Shape {
    /// Its name in the document.
    pub name: String,
    /// What it is.
    pub about: String,
    /// What it holds.
    pub fields: Vec<Field>,
}

/// One field of an object, or one parameter.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Field {
    /// Its name.
    pub name: String,
    /// Whether it has to be there.
    pub required: bool,
    /// What it says.
    pub about: String,
    /// What it takes.
    pub kind: Kind,
}

/// What a value is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Kind {
    /// Nothing.
    Nothing,
    /// Yes or no.
    Flag,
    /// A whole number.
    Figure {
        /// The smallest.
        least: Option<u64>,
        /// The greatest.
        most: Option<u64>,
    },
    /// A text.
    Text {
        /// Characters.
        most: Option<u64>,
    },
    /// A UUID.
    Id,
    /// A time by RFC 3339.
    Time,
    /// One of these words.
    OneOf(Vec<String>),
    /// Many of them.
    List(Box<Kind>),
    /// An object with this name.
    Shape(String),
}

/// The schemas of a document.
pub(super) struct Schemas<'a>(&'a Value);

impl<'a> Schemas<'a> {
    pub(super) fn of(document: &'a Value) -> Self {
        Self(&document["components"]["schemas"])
    }

    /// The schema itself, and its name when it has one: what it refers to, or the first that is not nothing.
    pub(super) fn resolve(&self, schema: &'a Value) -> (&'a Value, Option<&'a str>) {
        if let Some(name) = schema["$ref"]
            .as_str()
            .and_then(|at| at.strip_prefix(PLACE))
        {
            return (&self.0[name], Some(name));
        }
        match list(&schema["oneOf"]).find(|one| one["type"] != "null") {
            Some(one) => self.resolve(one),
            None => (schema, None),
        }
    }

    pub(super) fn kind(&self, schema: &'a Value) -> Kind {
        let (schema, name) = self.resolve(schema);
        if schema["enum"].is_array() {
            return Kind::OneOf(list(&schema["enum"]).map(text).collect());
        }
        match type_of(schema) {
            "object" => Kind::Shape(name.unwrap_or_default().to_owned()),
            "array" => Kind::List(Box::new(self.kind(&schema["items"]))),
            "boolean" => Kind::Flag,
            "integer" => Kind::Figure {
                least: schema["minimum"].as_u64(),
                most: schema["maximum"].as_u64(),
            },
            "string" => match schema["format"].as_str() {
                Some("uuid") => Kind::Id,
                Some("date-time") => Kind::Time,
                _ => Kind::Text {
                    most: schema["maxLength"].as_u64(),
                },
            },
            _ => Kind::Nothing,
        }
    }

    /// The fields of an object.
    pub(super) fn fields(&self, schema: &'a Value) -> Vec<Field> {
        let (schema, _) = self.resolve(schema);
        members(&schema["properties"])
            .map(|(name, property)| Field {
                name: name.clone(),
                required: list(&schema["required"]).any(|required| *required == **name),
                about: self.about(property),
                kind: self.kind(property),
            })
            .collect()
    }

    /// What a field says of itself, or what it refers to says.
    fn about(&self, property: &'a Value) -> String {
        let own = list(&property["oneOf"])
            .chain([property])
            .find(|schema| schema["description"].is_string());
        text(&own.unwrap_or(self.resolve(property).0)["description"])
    }

    /// The objects, by name.
    pub(super) fn shapes(&self) -> Vec<Shape> {
        members(self.0)
            .filter(|(_, schema)| type_of(schema) == "object")
            .map(|(name, schema)| Shape {
                name: name.clone(),
                about: text(&schema["description"]),
                fields: self.fields(schema),
            })
            .collect()
    }
}

/// The type, also of what may be nothing.
pub(super) fn type_of(schema: &Value) -> &str {
    let one = &schema["type"];
    list(one)
        .chain([one])
        .filter_map(Value::as_str)
        .find(|name| *name != "null")
        .unwrap_or_default()
}
