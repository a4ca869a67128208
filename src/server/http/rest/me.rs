//! Who one is, and with whom one can meet.

use axum::Json;
use serde::Serialize;
use utoipa::ToSchema;

use super::{asker::Reader, refusal::Refusal};
use crate::domain::{
    account::AccountRole, ids::AccountId, participant::DisplayName, time_zone::TimeZoneName,
};

/// Who asks.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(example = json!({
    "id": "019a9f0c-6c00-7c6f-8a51-0d6f3b8d2a11", "name": "Maya Lindqvist", "role": "mentor",
    "timeZone": "Europe/Stockholm",
}))]
pub(super) struct Me {
    id: AccountId,
    name: DisplayName,
    role: AccountRole,
    /// In which they see times, and in which they plan when they say no other.
    time_zone: TimeZoneName,
}

/// Somebody with whom something can be arranged.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(example = json!({
    "id": "019a9f0c-6c00-7c6f-8a51-0d6f3b8d2a12", "name": "Tomás Oliveira", "role": "learner",
}))]
pub(super) struct PersonToAsk {
    id: AccountId,
    name: DisplayName,
    role: AccountRole,
}

/// Who am I?
///
/// The account for which the token speaks.
#[utoipa::path(
    get, path = "/api/me", operation_id = "me", tag = "People",
    responses((status = 200, description = "Your account.", body = Me)),
    security(("token" = ["sessions:read"]), ("login" = [])),
)]
pub(super) async fn me(asker: Reader) -> Json<Me> {
    let account = &asker.account;
    Json(Me {
        id: account.id,
        name: account.name.clone(),
        role: account.role,
        time_zone: account.time_zone.clone(),
    })
}

/// List the people to meet
///
/// Everybody else who may sign in here, by name: their ids are what `with` takes when a session is planned.
#[utoipa::path(
    get, path = "/api/people", operation_id = "listPeople", tag = "People",
    responses((status = 200, description = "The people.", body = Vec<PersonToAsk>)),
    security(("token" = ["sessions:read"]), ("login" = [])),
)]
pub(super) async fn people(asker: Reader) -> Result<Json<Vec<PersonToAsk>>, Refusal> {
    let people = asker.services().my_people(&asker.account).await?;
    let shown = people
        .into_iter()
        .map(|person| PersonToAsk {
            id: person.id,
            name: person.name,
            role: person.role,
        })
        .collect();
    Ok(Json(shown))
}
