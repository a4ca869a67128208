//! What a page tries out before somebody relies on it: a socket that says back one frame, and bytes that show how fast
//! a line is. Needs no account and no session, so everything has a bound: how often, how many at a time, how much, how
//! long. Nothing is stored, neither in memory nor on disk.

use std::{convert::Infallible, time::Duration};

use axum::{
    Extension,
    body::{Body, Bytes},
    extract::{
        Path, Request, State,
        ws::{CloseFrame, Message, Utf8Bytes, WebSocket, close_code},
    },
    http::{StatusCode, header},
    response::{IntoResponse, Response},
};
use futures_util::{StreamExt, stream::unfold};
use tokio::{sync::mpsc, time::timeout};

use super::{
    address_limits::Limited,
    asker::{Refusal, count},
    state::AppState,
    visitor::Visitor,
};
use crate::{
    domain::limits,
    server::{buckets::network, crowd::Place},
};

/// A line on which one transfer takes longer is slow, and that is known by then.
const LONGEST: Duration = Duration::from_secs(15);
/// How long who has too many transfers open waits.
const PAUSE: Duration = Duration::from_secs(10);
/// What goes out at a time; every transfer sends the same piece.
const PIECE: &[u8] = &[0x5a; 16 * 1024];
/// Neither kept nor made smaller on the way, or it would say nothing of the line.
const AS_IT_IS: &str = "no-store, no-transform";

/// Gives so many bytes.
pub(super) async fn give(
    State(state): State<AppState>,
    Extension(visitor): Extension<Visitor>,
    Path(bytes): Path<u32>,
) -> Result<Response, Refusal> {
    let place = enter(&state, &visitor, bytes)?;
    let (pieces, taken) = mpsc::channel(1);
    // In a task of its own, so that whoever stops reading keeps nobody else's place.
    tokio::spawn(async move {
        let _place = place;
        let giving = async {
            let mut left = usize::try_from(bytes).unwrap_or_default();
            while left > 0 {
                let piece = Bytes::from_static(&PIECE[..left.min(PIECE.len())]);
                left -= piece.len();
                if pieces.send(piece).await.is_err() {
                    break;
                }
            }
        };
        let _ = timeout(LONGEST, giving).await;
    });
    let body = unfold(taken, |mut taken| async move {
        let piece = taken.recv().await?;
        Some((Ok::<_, Infallible>(piece), taken))
    });
    let headers = [
        (header::CACHE_CONTROL, AS_IT_IS.to_owned()),
        (header::CONTENT_TYPE, "application/octet-stream".to_owned()),
        (header::CONTENT_LENGTH, bytes.to_string()),
    ];
    Ok((headers, Body::from_stream(body)).into_response())
}

/// Takes so many bytes, and forgets each as it comes.
pub(super) async fn take(
    State(state): State<AppState>,
    Extension(visitor): Extension<Visitor>,
    Path(bytes): Path<u32>,
    request: Request,
) -> Result<Response, Refusal> {
    let _place = enter(&state, &visitor, bytes)?;
    let most = usize::try_from(bytes).unwrap_or_default();
    let taking = async {
        let mut body = request.into_body().into_data_stream();
        let mut came = 0;
        while let Some(Ok(piece)) = body.next().await {
            came += piece.len();
            if came > most {
                return StatusCode::PAYLOAD_TOO_LARGE;
            }
        }
        if came == most {
            StatusCode::NO_CONTENT
        } else {
            StatusCode::BAD_REQUEST
        }
    };
    let status = timeout(LONGEST, taking)
        .await
        .unwrap_or(StatusCode::REQUEST_TIMEOUT);
    Ok((status, [(header::CACHE_CONTROL, AS_IT_IS)]).into_response())
}

/// A place among those who try out their lines, for one of the sizes that there are.
fn enter(state: &AppState, visitor: &Visitor, bytes: u32) -> Result<Place, Refusal> {
    if !limits::TRIAL_TRANSFERS.contains(&bytes) {
        return Err(Refusal::NotFound);
    }
    count(state, visitor, Limited::TrialTransfer)?;
    state
        .site
        .transfers
        .enter(network(visitor.address))
        .ok_or(Refusal::TooFast(PAUSE))
}

/// Says back the first frame, and closes.
pub(super) async fn say_back(mut socket: Box<WebSocket>) {
    let talk = async {
        let Some(Ok(Message::Text(text))) = socket.recv().await else {
            return;
        };
        let normal = CloseFrame {
            code: close_code::NORMAL,
            reason: Utf8Bytes::default(),
        };
        if socket.send(Message::Text(text)).await.is_ok()
            && socket.send(Message::Close(Some(normal))).await.is_ok()
        {
            // Until the other side has heard it, so that it is not lost with the connection.
            while let Some(Ok(_)) = socket.recv().await {}
        }
    };
    let _ = timeout(limits::HELLO_WITHIN, talk).await;
}
