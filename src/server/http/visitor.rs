//! Who asks, as far as the connection tells: the client's address, and the origin by which it reached us.
//!
//! A header is believed only when the operator named the proxy that sent it.

use std::net::{IpAddr, Ipv4Addr, SocketAddr};

use axum::{
    extract::{ConnectInfo, Request, State},
    http::{HeaderMap, header},
    middleware::Next,
    response::Response,
};

use super::state::{AppState, Site};
use crate::server::config::Origin;

const FORWARDED_FOR: &str = "x-forwarded-for";
const FORWARDED_PROTO: &str = "x-forwarded-proto";

/// Who asks. Stands in the extensions of every request.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Visitor {
    /// The client's address; of a proxy that nobody named, that proxy's.
    pub address: IpAddr,
    /// The origin that the request was sent to.
    pub origin: Origin,
    /// The origin by which people reach this server: what links are made of.
    pub public: Origin,
}

/// Stands in the extensions of a request that came to us by https.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Secured;

/// Finds out who asks, for everything behind it.
pub(super) async fn identify(
    State(state): State<AppState>,
    mut request: Request,
    next: Next,
) -> Response {
    let peer = request
        .extensions()
        .get::<ConnectInfo<SocketAddr>>()
        .map_or(IpAddr::V4(Ipv4Addr::UNSPECIFIED), |ConnectInfo(peer)| {
            peer.ip()
        });
    let secured = request.extensions().get::<Secured>().is_some();
    let visitor = visitor(peer, secured, request.headers(), &state.site);
    request.extensions_mut().insert(visitor);
    next.run(request).await
}

fn visitor(peer: IpAddr, secured: bool, headers: &HeaderMap, site: &Site) -> Visitor {
    let trusted = |address: IpAddr| {
        site.trusted_proxies
            .iter()
            .any(|network| network.contains(address))
    };
    let by_proxy = trusted(peer);
    let address = if by_proxy {
        forwarded_for(headers, trusted).unwrap_or(peer)
    } else {
        peer
    };
    let by_https = |headers: &HeaderMap| {
        headers
            .get(FORWARDED_PROTO)
            .is_some_and(|scheme| scheme.as_bytes().eq_ignore_ascii_case(b"https"))
    };
    let secure = secured || by_proxy && by_https(headers);
    let origin = headers
        .get(header::HOST)
        .and_then(|host| host.to_str().ok())
        .and_then(|host| Origin::new(secure, host))
        .or_else(|| site.public_url.clone())
        .unwrap_or_else(|| Origin::new(false, "localhost").expect("localhost is a host"));
    let public = site.public_url.clone().unwrap_or_else(|| origin.clone());
    Visitor {
        address: address.to_canonical(),
        origin,
        public,
    }
}

/// The last address that none of our own proxies added: what stands left of it, the client may have made up.
fn forwarded_for(headers: &HeaderMap, trusted: impl Fn(IpAddr) -> bool) -> Option<IpAddr> {
    let hops: Vec<&str> = headers
        .get_all(FORWARDED_FOR)
        .iter()
        .filter_map(|value| value.to_str().ok())
        .flat_map(|value| value.split(','))
        .map(str::trim)
        .collect();
    let mut last = None;
    for hop in hops.iter().rev() {
        let address: IpAddr = hop.parse().ok()?;
        last = Some(address);
        if !trusted(address) {
            break;
        }
    }
    last
}

#[cfg(test)]
mod tests {
    use axum::http::HeaderValue;

    use super::*;

    fn hops(value: &str) -> Option<IpAddr> {
        let mut headers = HeaderMap::new();
        headers.insert(FORWARDED_FOR, HeaderValue::from_str(value).unwrap());
        let proxy: IpAddr = "10.0.0.1".parse().unwrap();
        forwarded_for(&headers, |address| address == proxy)
    }

    #[test]
    fn the_client_is_the_last_hop_that_is_no_proxy_of_ours() {
        assert_eq!(hops("192.0.2.7"), "192.0.2.7".parse().ok());
        assert_eq!(
            hops("203.0.113.9, 192.0.2.7, 10.0.0.1"),
            "192.0.2.7".parse().ok()
        );
        assert_eq!(hops("nonsense"), None);
        assert_eq!(hops("203.0.113.9, nonsense, 10.0.0.1"), None);
    }
}
