//! Makes an access token.

use leptos::prelude::*;
use serde::{Deserialize, Serialize};

use super::{account_view::TokenView, error::ApiError};
use crate::domain::access_token::Scope;

/// A token that was made, with what proves it.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct MadeToken {
    /// The token.
    pub token: TokenView,
    /// Its secret. Shown this once: the server keeps only a hash.
    pub secret: String,
}

/// Makes a token for who is signed in, good for `days` (1 to 366).
///
/// # Errors
/// `not_signed_in`, `name_empty`, `bad_request` for no scope or a wrong number of days, `too_many_tokens`,
/// `too_fast`, `unavailable`.
#[server(endpoint = "make_token")]
pub async fn make_token(
    name: String,
    #[server(default)] scopes: Vec<Scope>,
    days: u32,
) -> Result<MadeToken, ApiError> {
    use crate::server::{
        http::{Call, Limited},
        service::NewToken,
    };

    let call = Call::current()?;
    let asker = call.signed_in(Limited::Ask).await?;
    let (token, secret) = call
        .services()
        .make_token(asker.account.id, NewToken { name, scopes, days })
        .await?;
    Ok(MadeToken {
        token: token.into(),
        secret: secret.reveal(),
    })
}
