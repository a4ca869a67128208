//! The doors of sockets: who may open one, to which room, and what it speaks.
//!
//! A refusal that a page has to understand is a close code after the upgrade, because a failed upgrade tells a
//! script nothing.

use axum::{
    Extension,
    extract::{
        Path, State,
        ws::{WebSocketUpgrade, rejection::WebSocketUpgradeRejection},
    },
    http::{HeaderMap, StatusCode},
    response::{IntoResponse, Response},
};

use super::{
    address_limits::Limited,
    asker::{Refusal, count},
    cookies, guard,
    signaling::{attend, close},
    state::AppState,
    tongue::Tongue,
    trial::say_back,
    visitor::Visitor,
};
use crate::{
    domain::{ids::SessionId, limits, participant::Participant},
    protocol::error_code::CloseCode,
    server::{buckets::network, crowd::Place, service::ServiceError},
};

/// tungstenite takes this much for every socket at once; its default of 128 KiB is for bulk.
const READ_BUFFER: usize = 1_024;
const WRITE_BUFFER: usize = 4 * 1_024;
/// More than the largest handshake.
const MAX_WRITE_BUFFER: usize = 1_024 * 1_024;

/// Opens a socket of a room.
pub(super) async fn open(
    State(state): State<AppState>,
    Extension(visitor): Extension<Visitor>,
    Path(id): Path<String>,
    headers: HeaderMap,
    upgrade: Result<WebSocketUpgrade, WebSocketUpgradeRejection>,
) -> Response {
    let admitted = async {
        let admitted = admit(&state, &visitor, &id, &headers).await;
        Ok(admitted.map(|participant| (participant, Tongue::Room)))
    };
    take_up(&state, &visitor, &headers, upgrade, admitted).await
}

/// Opens a socket of a shared session, which is found by its code.
pub(super) async fn open_shared(
    State(state): State<AppState>,
    Extension(visitor): Extension<Visitor>,
    Path(code): Path<String>,
    headers: HeaderMap,
    upgrade: Result<WebSocketUpgrade, WebSocketUpgradeRejection>,
) -> Response {
    let ticket = |id| cookies::ticket(&headers, id, visitor.public.is_secure());
    let question = state.services.authenticate_shared_socket(&code, ticket);
    let admitted = async {
        let now = state.services.clock.now();
        let is_wrong = |refused: &ServiceError| *refused == ServiceError::SessionNotFound;
        let found = state
            .site
            .limits
            .guess(visitor.address, now, is_wrong, question)
            .await
            .map_err(Refusal::TooFast)?;
        Ok(found
            .map(|(code, session, participant)| (participant, Tongue::shared(code, session.host)))
            .map_err(close_code))
    };
    take_up(&state, &visitor, &headers, upgrade, admitted).await
}

/// Makes a socket of a request, for whom `admitted` lets in. A refusal that no page has to understand is a status.
async fn take_up(
    state: &AppState,
    visitor: &Visitor,
    headers: &HeaderMap,
    upgrade: Result<WebSocketUpgrade, WebSocketUpgradeRejection>,
    admitted: impl Future<Output = Result<Result<(Participant, Tongue), CloseCode>, Refusal>>,
) -> Response {
    let (upgrade, open) = match knock(state, visitor, headers, upgrade) {
        Ok(passed) => passed,
        Err(refusal) => return *refusal,
    };
    let admitted = match admitted.await {
        Ok(admitted) => admitted,
        Err(refusal) => return refusal.into_response(),
    };
    let admitted = admitted.map(|(participant, tongue)| (Box::new(participant), tongue));
    let host = visitor.public.host_name().into();
    let (state, task) = (state.clone(), state.sockets.tasks.token());
    upgrade
        .max_message_size(limits::FRAME_BYTES)
        .max_frame_size(limits::FRAME_BYTES)
        .on_upgrade(move |socket| {
            // In a box: a future keeps room for whatever is handed to it, once for every hand on the way.
            let socket = Box::new(socket);
            async move {
                let (_task, _open) = (task, open);
                match admitted {
                    Ok((participant, tongue)) => {
                        attend(state, socket, participant, tongue, host).await;
                    }
                    Err(code) => Box::pin(close(socket, code)).await,
                }
            }
        })
}

/// Opens a socket that is in no room: somebody tries out whether there can be one.
pub(super) async fn open_trial(
    State(state): State<AppState>,
    Extension(visitor): Extension<Visitor>,
    headers: HeaderMap,
    upgrade: Result<WebSocketUpgrade, WebSocketUpgradeRejection>,
) -> Response {
    let (upgrade, open) = match knock(&state, &visitor, &headers, upgrade) {
        Ok(passed) => passed,
        Err(refusal) => return *refusal,
    };
    let (stopping, task) = (state.sockets.stopping.clone(), state.sockets.tasks.token());
    upgrade
        .max_message_size(limits::TRIAL_FRAME_BYTES)
        .max_frame_size(limits::TRIAL_FRAME_BYTES)
        .on_upgrade(move |socket| async move {
            let (_task, _open) = (task, open);
            tokio::select! {
                () = say_back(Box::new(socket)) => {}
                () = stopping.cancelled() => {}
            }
        })
}

/// What every socket has to pass: it is an upgrade, of our own page, and not one too many. Its buffers are small.
fn knock(
    state: &AppState,
    visitor: &Visitor,
    headers: &HeaderMap,
    upgrade: Result<WebSocketUpgrade, WebSocketUpgradeRejection>,
) -> Result<(WebSocketUpgrade, Place), Box<Response>> {
    let upgrade = upgrade.map_err(boxed)?;
    // Reading requests are let pass by the guard against other sites, and an upgrade is one.
    if !guard::is_own_origin(headers, Some(visitor), &state.site) {
        return Err(boxed((
            StatusCode::FORBIDDEN,
            "This request came from another site.",
        )));
    }
    count(state, visitor, Limited::Socket).map_err(boxed)?;
    let open = state.site.open_sockets.enter(network(visitor.address));
    let open = open.ok_or_else(|| {
        boxed((
            StatusCode::TOO_MANY_REQUESTS,
            "This address has too many connections.",
        ))
    })?;
    let upgrade = upgrade
        .read_buffer_size(READ_BUFFER)
        .write_buffer_size(WRITE_BUFFER)
        .max_write_buffer_size(MAX_WRITE_BUFFER);
    Ok((upgrade, open))
}

fn boxed(refusal: impl IntoResponse) -> Box<Response> {
    Box::new(refusal.into_response())
}

/// Whom the ticket proves, or why the socket has to close.
async fn admit(
    state: &AppState,
    visitor: &Visitor,
    id: &str,
    headers: &HeaderMap,
) -> Result<Participant, CloseCode> {
    let id: SessionId = id.parse().map_err(|_| CloseCode::NotJoined)?;
    let ticket = cookies::ticket(headers, id, visitor.public.is_secure());
    state
        .services
        .authenticate_socket(id, ticket.as_ref())
        .await
        .map_err(close_code)
}

fn close_code(error: ServiceError) -> CloseCode {
    match error {
        ServiceError::SessionEnded => CloseCode::SessionEnded,
        ServiceError::SessionFull => CloseCode::SessionFull,
        ServiceError::Removed => CloseCode::Removed,
        ServiceError::NotAdmitted => CloseCode::NotAdmitted,
        ServiceError::Unavailable | ServiceError::Refused(_) => CloseCode::ServiceRestart,
        _ => CloseCode::NotJoined,
    }
}
