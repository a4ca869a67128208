//! The QR code of a session's link, as SVG: for the phone beside the computer.

use axum::{
    Extension,
    extract::Path,
    http::{StatusCode, header},
    response::{IntoResponse, Response},
};
use fast_qr::{
    QRBuilder,
    convert::{Builder, Shape, svg::SvgBuilder},
};

use super::visitor::Visitor;
use crate::{domain::ids::SessionId, protocol::route::Route};

/// Draws it. Needs no look at the database: it says what the asker knows already.
pub(super) async fn qr_code(
    Path(id): Path<String>,
    Extension(visitor): Extension<Visitor>,
) -> Response {
    let Ok(id) = id.parse::<SessionId>() else {
        return StatusCode::NOT_FOUND.into_response();
    };
    let link = format!("{}{}", visitor.public, Route::Join(id).path());
    match QRBuilder::new(link).build() {
        Ok(code) => {
            let svg = SvgBuilder::default()
                .margin(2)
                .shape(Shape::Square)
                .to_str(&code);
            ([(header::CONTENT_TYPE, "image/svg+xml")], svg).into_response()
        }
        // A link that is too long for a QR code: only an absurd public address makes one.
        Err(_) => StatusCode::NOT_FOUND.into_response(),
    }
}
