//! Somebody's sessions: listing, reading, making, changing and calling off.

use axum::{Json, http::StatusCode};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::{
    asker::{Asker, Reader, Writer},
    input::{Body, InPath, InQuery, Line},
    moment::Moment,
    refusal::Refusal,
    session_view::{Session, SessionDetails},
};
use crate::{
    domain::{
        clock::Timestamp,
        door::Door,
        ids::{AccountId, SessionId},
        limits,
        policy::CallKind,
        preset::Preset,
        rules::Template,
        schedule::{AppointmentForm, Meeting, Reach},
        time_zone::TimeZoneName,
    },
    protocol::error_code::ErrorCode,
    server::{
        http::address_limits::Limited,
        service::{NewSession, ServiceError, SessionStory, exact_wall_time},
    },
};

/// How long a session is planned for when nobody says.
const USUAL_MINUTES: u32 = 60;

/// Which page of the past.
#[derive(Debug, Deserialize)]
pub(super) struct Page {
    before: Option<Moment>,
}

/// Your sessions.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(super) struct Sessions {
    /// Going on, the one that began last first; at most a hundred.
    #[schema(example = json!([]))]
    live: Vec<Session>,
    /// Nobody has begun them yet, the next one first; at most a hundred.
    upcoming: Vec<Session>,
    /// Over, missed or called off, the last one first; a page of at most a hundred.
    #[schema(example = json!([]))]
    past: Vec<Session>,
    /// What to send as `before` for the next page of the past; none when there is none.
    next_before: Option<Moment>,
}

/// A session that is to be, or, without `startsAt`, one that begins at once and is open to everybody who has its
/// link; then only `title`, `kind`, `preset` and `door` may be said, and the last two only then.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[schema(example = json!({
    "title": "Portfolio review", "meeting": "mentoring", "with": ["019a9f0c-6c00-7c6f-8a51-0d6f3b8d2a12"],
    "startsAt": "2026-11-27T10:00:00Z", "minutes": 60, "timeZone": "Europe/Stockholm",
}))]
pub(super) struct SessionRequest {
    /// What it is about.
    #[schema(inline)]
    title: Option<Line<{ limits::TITLE_CHARS }>>,
    /// `video` when it is not said.
    kind: Option<CallKind>,
    /// `conversation` when it is not said.
    preset: Option<Preset>,
    /// What the preset asks for when it is not said.
    door: Option<Door>,
    /// `open` when it is not said.
    meeting: Option<Meeting>,
    /// Whether people without an account may come in; not, when it is not said.
    guests: Option<bool>,
    /// The others, by their accounts.
    with: Option<Vec<AccountId>>,
    /// When it begins: a whole minute to come, at most two years ahead.
    starts_at: Option<Moment>,
    /// How long it is to be, in minutes; an hour when it is not said.
    #[schema(minimum = 5, maximum = 480)]
    minutes: Option<u32>,
    /// In which time zone it is planned: what repeats keeps its time on a clock there. Yours when it is not said.
    time_zone: Option<TimeZoneName>,
    /// Whether it repeats every week; not, when it is not said.
    weekly: Option<bool>,
}

/// What is to be different; what is not said stays as it is.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[schema(example = json!({ "startsAt": "2026-11-28T10:00:00Z", "minutes": 45 }))]
pub(super) struct SessionChange {
    /// What it is about.
    #[schema(inline)]
    title: Option<Line<{ limits::TITLE_CHARS }>>,
    kind: Option<CallKind>,
    meeting: Option<Meeting>,
    /// Whether people without an account may come in.
    guests: Option<bool>,
    /// All of the others, by their accounts. Whoever made the session stays.
    with: Option<Vec<AccountId>>,
    /// When it begins: a whole minute to come, at most two years ahead.
    starts_at: Option<Moment>,
    /// How long it is to be, in minutes.
    #[schema(minimum = 5, maximum = 480)]
    minutes: Option<u32>,
    /// In which time zone it is planned.
    time_zone: Option<TimeZoneName>,
    /// Whether it repeats every week; of one that does, it is heard with `all_that_follow`.
    weekly: Option<bool>,
    /// Of one that repeats, which are meant; `this_one` when it is not said.
    reach: Option<Reach>,
}

/// Why it is called off.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[schema(example = json!({ "reason": "I am ill, sorry." }))]
pub(super) struct Cancellation {
    /// What the others read.
    #[schema(inline)]
    reason: Option<Line<{ limits::CANCEL_REASON_CHARS }>>,
    /// Of one that repeats, which are meant; `this_one` when it is not said.
    reach: Option<Reach>,
}

/// List your sessions
///
/// Live, upcoming and past, as on the Sessions page.
#[utoipa::path(
    get, path = "/api/sessions", operation_id = "listSessions", tag = "Sessions",
    params(("before" = Option<Moment>, Query, description = "Gives of the past only what was over before this; take \
        `nextBefore` of the page before.")),
    responses((status = 200, description = "Your sessions.", body = Sessions)),
    security(("token" = ["sessions:read"]), ("login" = [])),
)]
pub(super) async fn list(
    asker: Reader,
    InQuery(page): InQuery<Page>,
) -> Result<Json<Sessions>, Refusal> {
    let before = page.before.map(|Moment(before)| before);
    let found = asker.services().my_sessions(&asker.account, before).await?;
    let shown = |listed: Vec<_>| -> Vec<Session> {
        listed
            .into_iter()
            .map(|listed| Session::listed(listed, |id| asker.link(id)))
            .collect()
    };
    let past = shown(found.past);
    Ok(Json(Sessions {
        live: shown(found.live),
        upcoming: shown(found.upcoming),
        next_before: past
            .last()
            .filter(|_| found.more_past)
            .and_then(Session::ended_at),
        past,
    }))
}

/// Make a session
///
/// Plans a session with the people that you name, who find it among theirs; or, without `startsAt`, begins one at
/// once, with you as its host.
#[utoipa::path(
    post, path = "/api/sessions", operation_id = "createSession", tag = "Sessions", request_body = SessionRequest,
    responses((status = 201, description = "The new session.", body = SessionDetails)),
    security(("token" = ["sessions:write"]), ("login" = [])),
)]
pub(super) async fn create(
    asker: Writer,
    Body(asked): Body<SessionRequest>,
) -> Result<(StatusCode, Json<SessionDetails>), Refusal> {
    asker.count(Limited::Create)?;
    let services = asker.services();
    let id = match asked.starts_at {
        Some(Moment(starts_at)) => {
            let form = asked.plan(starts_at, &asker.account.time_zone)?;
            services.schedule_session(&asker.account, form).await?.id
        }
        None => {
            let new = asked.at_once()?;
            let created = services.create_session(new, Some(&asker.account)).await?;
            created.seated.participant.session_id
        }
    };
    Ok((StatusCode::CREATED, shown(&asker, id).await?))
}

/// Read a session
///
/// One of your sessions, with who was there and for how long.
#[utoipa::path(
    get, path = "/api/sessions/{id}", operation_id = "readSession", tag = "Sessions",
    params(("id" = SessionId, Path, description = "The session.")),
    responses(
        (status = 200, description = "The session.", body = SessionDetails),
        (status = 404, description = "There is no such session of yours.", body = Refusal),
    ),
    security(("token" = ["sessions:read"]), ("login" = [])),
)]
pub(super) async fn read(
    asker: Reader,
    InPath(id): InPath<SessionId>,
) -> Result<Json<SessionDetails>, Refusal> {
    shown(&asker, id).await
}

/// Change a session
///
/// Changes what was arranged: when, how long, with whom, what about. Anybody for whom it was arranged may, until it
/// begins.
#[utoipa::path(
    patch, path = "/api/sessions/{id}", operation_id = "changeSession", tag = "Sessions",
    params(("id" = SessionId, Path, description = "The session.")), request_body = SessionChange,
    responses(
        (status = 200, description = "The session as it is now.", body = SessionDetails),
        (status = 404, description = "There is no such session of yours.", body = Refusal),
        (status = 409, description = "It has begun.", body = Refusal),
        (status = 410, description = "The session is over, or was called off.", body = Refusal),
    ),
    security(("token" = ["sessions:write"]), ("login" = [])),
)]
pub(super) async fn change(
    asker: Writer,
    InPath(id): InPath<SessionId>,
    Body(asked): Body<SessionChange>,
) -> Result<Json<SessionDetails>, Refusal> {
    asker.count(Limited::Create)?;
    let services = asker.services();
    let story = services.session_story(&asker.account, id).await?;
    let reach = asked.reach.unwrap_or_default();
    let form = asked.on(story)?;
    services
        .change_session(&asker.account, id, form, reach)
        .await?;
    shown(&asker, id).await
}

/// Call off a session
///
/// Calls off what was arranged, with a reason for the others. Anybody for whom it was arranged may, until it begins.
#[utoipa::path(
    post, path = "/api/sessions/{id}/cancel", operation_id = "cancelSession", tag = "Sessions",
    params(("id" = SessionId, Path, description = "The session.")), request_body = Cancellation,
    responses(
        (status = 200, description = "The session as it is now.", body = SessionDetails),
        (status = 404, description = "There is no such session of yours.", body = Refusal),
        (status = 409, description = "It has begun.", body = Refusal),
        (status = 410, description = "The session is over, or was called off.", body = Refusal),
    ),
    security(("token" = ["sessions:write"]), ("login" = [])),
)]
pub(super) async fn cancel(
    asker: Writer,
    InPath(id): InPath<SessionId>,
    Body(asked): Body<Cancellation>,
) -> Result<Json<SessionDetails>, Refusal> {
    let services = asker.services();
    services.own_session(&asker.account, id).await?;
    let reason = asked.reason.unwrap_or_default();
    let reach = asked.reach.unwrap_or_default();
    services
        .cancel_session(&asker.account, id, &reason, reach)
        .await?;
    shown(&asker, id).await
}

async fn shown(asker: &Asker, id: SessionId) -> Result<Json<SessionDetails>, Refusal> {
    let story = asker.services().session_story(&asker.account, id).await?;
    let details = SessionDetails::new(story, asker.account.id, |id| asker.link(id));
    Ok(Json(details))
}

impl SessionRequest {
    fn plan(
        self,
        starts_at: Timestamp,
        own_zone: &TimeZoneName,
    ) -> Result<AppointmentForm, Refusal> {
        for (field, said) in [
            ("preset", self.preset.is_some()),
            ("door", self.door.is_some()),
        ] {
            if said {
                let reason =
                    "the rules of a session with `startsAt` are its host's, once it has begun";
                return Err(Refusal::of_field(ErrorCode::TimeRefused, field, reason));
            }
        }
        let zone = self.time_zone.unwrap_or_else(|| own_zone.clone());
        Ok(AppointmentForm {
            title: self.title.unwrap_or_default().into(),
            kind: self.kind.unwrap_or_default(),
            meeting: self.meeting.unwrap_or_default(),
            guests: self.guests.unwrap_or_default(),
            with: self.with.unwrap_or_default(),
            starts: wall(starts_at, &zone)?,
            time_zone: zone.to_string(),
            minutes: self.minutes.unwrap_or(USUAL_MINUTES),
            weekly: self.weekly.unwrap_or_default(),
            rules: String::new(),
            newcomer: String::new(),
            newcomer_email: String::new(),
        })
    }

    fn at_once(self) -> Result<NewSession, Refusal> {
        let said = [
            ("meeting", self.meeting.is_some()),
            ("guests", self.guests.is_some()),
            ("with", self.with.is_some()),
            ("minutes", self.minutes.is_some()),
            ("timeZone", self.time_zone.is_some()),
            ("weekly", self.weekly.is_some()),
        ];
        if let Some((field, _)) = said.into_iter().find(|(_, said)| *said) {
            let reason =
                "a session without `startsAt` begins at once, for everybody who has its link";
            return Err(Refusal::of_field(ErrorCode::TimeRefused, field, reason));
        }
        Ok(NewSession {
            title: self.title.unwrap_or_default().into(),
            name: String::new(),
            kind: self.kind.unwrap_or_default(),
            template: Template::from(self.preset.unwrap_or_default())
                .closed_to(self.door.unwrap_or_default()),
            role_links: false,
        })
    }
}

impl SessionChange {
    /// What was arranged, with what is to be different.
    fn on(self, story: SessionStory) -> Result<AppointmentForm, Refusal> {
        let session = story.record.session;
        if session.is_live() {
            return Err(ServiceError::SessionBegun.into());
        }
        let plan = session
            .plan
            .as_ref()
            .filter(|_| session.is_scheduled())
            .ok_or(ServiceError::SessionEnded)?;
        let zone = self.time_zone.unwrap_or_else(|| plan.time_zone.clone());
        let starts_at = self.starts_at.map_or(plan.starts_at, |Moment(at)| at);
        let members = story.members.into_iter().map(|member| member.account);
        Ok(AppointmentForm {
            title: self
                .title
                .map_or_else(|| session.title.as_str().to_owned(), String::from),
            kind: self.kind.unwrap_or(session.kind),
            meeting: self.meeting.unwrap_or(session.meeting),
            guests: self.guests.unwrap_or(session.guests),
            with: self.with.unwrap_or_else(|| members.collect()),
            starts: wall(starts_at, &zone)?,
            time_zone: zone.to_string(),
            minutes: self.minutes.unwrap_or(plan.minutes),
            weekly: self.weekly.unwrap_or(plan.occurrence.is_some()),
            rules: String::new(),
            newcomer: String::new(),
            newcomer_email: String::new(),
        })
    }
}

/// What a clock in `zone` shows at `at`, as the form of an appointment has it.
fn wall(at: Timestamp, zone: &TimeZoneName) -> Result<String, Refusal> {
    let reason = "a plan is kept as what a clock in its time zone shows: it takes a whole minute, a time zone that \
                  there is, and of an hour that comes twice the first";
    exact_wall_time(at, zone)
        .map(|wall| wall.to_string())
        .ok_or_else(|| Refusal::of_field(ErrorCode::TimeRefused, "startsAt", reason))
}
