//! Which time zones one can choose.

use leptos::prelude::*;

use super::error::ApiError;
use crate::domain::time_zone::TimeZoneName;

/// The time zones that the server knows: universal time first, then by name.
///
/// # Errors
/// `too_fast`.
#[server(endpoint = "list_time_zones")]
pub async fn list_time_zones() -> Result<Vec<TimeZoneName>, ApiError> {
    use crate::server::http::{Call, Limited};

    let call = Call::current()?;
    call.count(Limited::Ask)?;
    Ok(call.services().time_zones())
}
