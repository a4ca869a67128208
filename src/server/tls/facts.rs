//! What a certificate says of itself (X.509, RFC 5280): for whom it is, how long, and how people recognise it.

use std::{net::IpAddr, time::Duration};

use sha2::{Digest, Sha256};
use x509_parser::{
    extensions::GeneralName,
    prelude::{FromDer, X509Certificate},
};

use crate::domain::clock::Timestamp;

/// One that ends sooner should have been renewed.
const SOON: Duration = Duration::from_secs(30 * 24 * 60 * 60);
/// Of its life, so much is left when another one should take its place: what authorities advise, however short it is.
const RENEW_BEFORE: u32 = 3;

/// What a certificate says of itself.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Facts {
    /// The names and addresses that it is for.
    pub names: Vec<String>,
    /// From when on it is good.
    pub begins_at: Timestamp,
    /// Until when it is good.
    pub ends_at: Timestamp,
    /// Its SHA-256, as browsers show it: hexadecimal pairs with colons.
    pub fingerprint: String,
}

impl Facts {
    /// Reads them from a certificate (DER). `None` when it is none.
    pub fn read(certificate: &[u8]) -> Option<Self> {
        let (_, parsed) = X509Certificate::from_der(certificate).ok()?;
        let names = parsed.subject_alternative_name().ok()?;
        let names = names.map_or_else(Vec::new, |names| {
            names.value.general_names.iter().filter_map(name).collect()
        });
        let validity = parsed.validity();
        let at = |seconds: i64| Timestamp::from_millis(seconds.saturating_mul(1_000));
        let pairs: Vec<String> = Sha256::digest(certificate)
            .iter()
            .map(|byte| format!("{byte:02X}"))
            .collect();
        Some(Self {
            names,
            begins_at: at(validity.not_before.timestamp()),
            ends_at: at(validity.not_after.timestamp()),
            fingerprint: pairs.join(":"),
        })
    }

    /// When one that can be had again at once should be: a third of its life before its end.
    pub fn renew_at(&self) -> Timestamp {
        let life = self.ends_at.since(self.begins_at);
        self.ends_at.minus(life / RENEW_BEFORE)
    }

    /// Whether its end is so near that it should have been renewed.
    pub fn ends_soon(&self, now: Timestamp) -> bool {
        self.ends_at.since(now) < SOON
    }
}

fn name(name: &GeneralName<'_>) -> Option<String> {
    match name {
        GeneralName::DNSName(name) => Some((*name).to_owned()),
        GeneralName::IPAddress(bytes) => {
            let address = <[u8; 4]>::try_from(*bytes)
                .map(IpAddr::from)
                .or_else(|_| <[u8; 16]>::try_from(*bytes).map(IpAddr::from));
            Some(address.ok()?.to_string())
        }
        _ => None,
    }
}
