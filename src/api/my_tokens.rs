//! Somebody's access tokens.

use leptos::prelude::*;

use super::{account_view::TokenView, error::ApiError};

/// The access tokens of who is signed in, the newest first.
///
/// # Errors
/// `not_signed_in`, `too_fast`, `unavailable`.
#[server(endpoint = "my_tokens")]
pub async fn my_tokens() -> Result<Vec<TokenView>, ApiError> {
    use crate::server::http::{Call, Limited};

    let call = Call::current()?;
    let asker = call.signed_in(Limited::Ask).await?;
    let tokens = call.services().list_tokens(asker.account.id).await?;
    Ok(tokens.into_iter().map(TokenView::from).collect())
}
