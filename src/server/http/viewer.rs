//! Who is signed in, for the frame of every page. Server functions ask anew, for what they do depends on it.

use axum::{
    extract::{Request, State},
    http::{Method, header},
    middleware::Next,
    response::Response,
};

use super::{cookies, state::AppState, visitor::Visitor};
use crate::{domain::account::Account, protocol::route::is_of_api};

/// Whose page it is. Stands in the extensions of a request for a page by somebody who is signed in.
#[derive(Debug, Clone)]
pub(super) struct Viewer(pub(super) Account);

/// Finds out who is signed in where a page may be drawn. A login that lasts longer by this use goes back to the
/// browser; one that cannot be looked up now is nobody's, and the page is drawn all the same.
pub(super) async fn recognise(
    State(state): State<AppState>,
    mut request: Request,
    next: Next,
) -> Response {
    let secure = request
        .extensions()
        .get::<Visitor>()
        .is_some_and(|visitor| visitor.public.is_secure());
    let path = request.uri().path();
    let may_be_page =
        request.method() == Method::GET && !path.starts_with("/pkg/") && !is_of_api(path);
    let login = may_be_page
        .then(|| cookies::login(request.headers(), secure))
        .flatten();
    let Some(login) = login else {
        return next.run(request).await;
    };
    let asker = state.services.find_signed_in(&login).await.ok().flatten();
    let renewed = asker.as_ref().is_some_and(|asker| asker.renewed);
    if let Some(asker) = asker {
        request.extensions_mut().insert(Viewer(asker.account));
    }
    let mut response = next.run(request).await;
    if renewed {
        response
            .headers_mut()
            .append(header::SET_COOKIE, cookies::set_login(&login, secure));
    }
    response
}
