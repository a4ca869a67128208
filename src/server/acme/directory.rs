//! What an authority says of itself (RFC 8555 §7.1.1).

use bytes::Bytes;
use http::Request;
use http_body_util::Empty;
use serde::Deserialize;

use super::{Trouble, client::Client};
use crate::server::config::AcmeConfig;

/// What an authority says of itself; of it, what people want to know.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Directory {
    /// Where the terms stand that its customers agree to.
    pub terms: Option<String>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Answer {
    /// By this it is known for what it is.
    #[serde(rename = "newOrder")]
    _new_order: String,
    #[serde(default)]
    meta: Meta,
}

#[derive(Default, Deserialize)]
#[serde(rename_all = "camelCase")]
struct Meta {
    terms_of_service: Option<String>,
}

/// Asks the authority of the settings. It learns nothing by it but that somebody asks.
///
/// # Errors
/// [`Trouble`] when it does not answer, or is none.
pub async fn look_up(config: &AcmeConfig) -> Result<Directory, Trouble> {
    let client = Client::new(config).map_err(Trouble::of_files)?;
    let request = Request::get(&config.directory)
        .body(Empty::<Bytes>::new())
        .map_err(|_| Trouble::no_directory(config))?;
    let answer = client.ask(request).await;
    let answer = answer.map_err(|error| Trouble::unreachable(config, &error))?;
    let answer: Answer =
        serde_json::from_slice(answer.body()).map_err(|_| Trouble::no_directory(config))?;
    Ok(Directory {
        terms: answer.meta.terms_of_service,
    })
}
