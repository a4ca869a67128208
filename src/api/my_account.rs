//! Who is signed in.

use leptos::prelude::*;

use super::{account_view::AccountView, error::ApiError};

/// The account of who is signed in; none when nobody is.
///
/// # Errors
/// `too_fast`, `unavailable`.
#[server(endpoint = "my_account")]
pub async fn my_account() -> Result<Option<AccountView>, ApiError> {
    use crate::server::http::{Call, Limited};

    let call = Call::current()?;
    call.count(Limited::Ask)?;
    Ok(call.account().await?.map(AccountView::from))
}
