//! What comes with a request: the body, the path and the query, each refused in the form of the API.

use std::ops::Deref;

use axum::{
    Json,
    body::HttpBody,
    extract::{FromRequest, FromRequestParts, OptionalFromRequest, Path, Query, Request},
    http::request::Parts,
};
use serde::{Deserialize, Deserializer, de::DeserializeOwned, de::Error};
use serde_json::Value;
use utoipa::{
    PartialSchema, ToSchema,
    openapi::{ObjectBuilder, RefOr, Type, schema::Schema, schema::SchemaType},
};

use super::refusal::Refusal;
use crate::server::http::state::AppState;

/// The body, as JSON.
pub(super) struct Body<T>(pub(super) T);

/// What stands in the path.
pub(super) struct InPath<T>(pub(super) T);

/// What stands in the query.
pub(super) struct InQuery<T>(pub(super) T);

/// A text of at most `MAX` characters.
#[derive(Debug, Clone, Default)]
pub(super) struct Line<const MAX: usize>(String);

impl<T: DeserializeOwned> FromRequest<AppState> for Body<T> {
    type Rejection = Refusal;

    async fn from_request(request: Request, state: &AppState) -> Result<Self, Refusal> {
        let Json(value) = <Json<Value> as FromRequest<_>>::from_request(request, state).await?;
        Self::read(value)
    }
}

/// A body that may be left out, or be `null`.
impl<T: DeserializeOwned> OptionalFromRequest<AppState> for Body<T> {
    type Rejection = Refusal;

    async fn from_request(request: Request, state: &AppState) -> Result<Option<Self>, Refusal> {
        if request.body().is_end_stream() {
            return Ok(None);
        }
        match <Json<Value> as FromRequest<_>>::from_request(request, state).await? {
            Json(Value::Null) => Ok(None),
            Json(value) => Self::read(value).map(Some),
        }
    }
}

impl<T: DeserializeOwned> Body<T> {
    fn read(value: Value) -> Result<Self, Refusal> {
        // A struct would be read from an array as well.
        if !value.is_object() {
            return Err(Refusal::of_body("expected an object".to_owned()));
        }
        serde_json::from_value(value)
            .map(Self)
            .map_err(|error| Refusal::of_body(error.to_string()))
    }
}

impl<T: DeserializeOwned + Send> FromRequestParts<AppState> for InPath<T> {
    type Rejection = Refusal;

    async fn from_request_parts(parts: &mut Parts, state: &AppState) -> Result<Self, Refusal> {
        let Path(found) = Path::from_request_parts(parts, state).await?;
        Ok(Self(found))
    }
}

impl<T: DeserializeOwned> FromRequestParts<AppState> for InQuery<T> {
    type Rejection = Refusal;

    async fn from_request_parts(parts: &mut Parts, state: &AppState) -> Result<Self, Refusal> {
        let Query(found) = Query::from_request_parts(parts, state).await?;
        Ok(Self(found))
    }
}

impl<'de, const MAX: usize> Deserialize<'de> for Line<MAX> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        if text.chars().count() > MAX {
            return Err(D::Error::custom(format!(
                "expected at most {MAX} characters"
            )));
        }
        Ok(Self(text))
    }
}

impl<const MAX: usize> Deref for Line<MAX> {
    type Target = str;

    fn deref(&self) -> &str {
        &self.0
    }
}

impl<const MAX: usize> From<Line<MAX>> for String {
    fn from(line: Line<MAX>) -> Self {
        line.0
    }
}

impl<const MAX: usize> PartialSchema for Line<MAX> {
    fn schema() -> RefOr<Schema> {
        ObjectBuilder::new()
            .schema_type(SchemaType::Type(Type::String))
            .max_length(Some(MAX))
            .into()
    }
}

impl<const MAX: usize> ToSchema for Line<MAX> {}
