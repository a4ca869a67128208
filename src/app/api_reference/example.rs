//! Examples: what stands in the document, and where there is none, one put together from those of the
//! parts, without what may be absent.

use serde_json::{Map, Value, json};

use super::{
    list, members,
    shape::{Schemas, type_of},
};

/// Characters that stand in one line of a page without breaking it.
const SHORT: usize = 44;

/// An example of what `schema` describes.
pub(super) fn example_of<'a>(schemas: &Schemas<'a>, schema: &'a Value) -> Value {
    if list(&schema["oneOf"]).any(|one| one["type"] == "null")
        || list(&schema["type"]).any(|kind| kind == "null")
    {
        return Value::Null;
    }
    let (schema, _) = schemas.resolve(schema);
    let given = list(&schema["examples"]).chain([&schema["example"]]);
    if let Some(given) = given.into_iter().find(|example| !example.is_null()) {
        return given.clone();
    }
    if let Some(word) = list(&schema["enum"]).next() {
        return word.clone();
    }
    match type_of(schema) {
        "object" => {
            let fields: Map<String, Value> = members(&schema["properties"])
                .map(|(name, property)| (name.clone(), example_of(schemas, property)))
                .collect();
            fields.into()
        }
        "array" => json!([example_of(schemas, &schema["items"])]),
        "boolean" => json!(false),
        "integer" => json!(schema["minimum"].as_u64().unwrap_or_default()),
        "string" if schema["format"] == "uuid" => json!("019a9f0c-6c00-7c6f-8a51-0d6f3b8d2a11"),
        "string" => json!("…"),
        _ => Value::Null,
    }
}

/// Over several lines.
pub(super) fn pretty(example: &Value) -> String {
    match example {
        Value::Null => String::new(),
        example => format!("{example:#}"),
    }
}

/// As somebody types it: in one line while that is short.
pub(super) fn typed(example: &Value) -> String {
    let line = example.to_string();
    if line.len() > SHORT {
        pretty(example)
    } else {
        line
    }
}
