//! A point in time as the API writes it: RFC 3339, in universal time. It is what people read, and what every
//! language has a reader for.

use serde::{Deserialize, Deserializer, Serialize, Serializer, de::Error};
use utoipa::{
    PartialSchema, ToSchema,
    openapi::{
        KnownFormat, ObjectBuilder, RefOr, SchemaFormat, Type,
        schema::{Schema, SchemaType},
    },
};

use crate::domain::clock::Timestamp;

/// A point in time.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Moment(pub(super) Timestamp);

impl From<Timestamp> for Moment {
    fn from(at: Timestamp) -> Self {
        Self(at)
    }
}

impl Serialize for Moment {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let at = jiff::Timestamp::from_microsecond(self.0.as_micros()).unwrap_or_default();
        serializer.collect_str(&at)
    }
}

impl<'de> Deserialize<'de> for Moment {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        let at: jiff::Timestamp = text
            .parse()
            .map_err(|_| D::Error::custom("expected a time by RFC 3339, with its offset"))?;
        Ok(Self(Timestamp::from_micros(at.as_microsecond())))
    }
}

impl PartialSchema for Moment {
    fn schema() -> RefOr<Schema> {
        ObjectBuilder::new()
            .schema_type(SchemaType::Type(Type::String))
            .format(Some(SchemaFormat::KnownFormat(KnownFormat::DateTime)))
            .description(Some(
                "A time by RFC 3339. It may come with any offset, and goes out in universal time.",
            ))
            .examples([serde_json::json!("2026-11-27T10:00:00Z")])
            .into()
    }
}

impl ToSchema for Moment {}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_time_comes_with_any_offset_and_goes_out_in_universal_time() {
        let read = |text: &str| serde_json::from_value::<Moment>(text.into());
        let at = read("2026-11-27T11:00:00.000250+01:00").unwrap();
        assert_eq!(
            serde_json::to_value(at).unwrap(),
            "2026-11-27T10:00:00.00025Z"
        );
        assert_eq!(at, read("2026-11-27T10:00:00.00025Z").unwrap());
        for wrong in ["", "tomorrow", "2026-11-27", "2026-11-27T10:00:00"] {
            assert!(read(wrong).is_err(), "{wrong}");
        }
    }
}
