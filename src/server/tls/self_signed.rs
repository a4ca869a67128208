//! A certificate for a network that has none: made by this server, which alone vouches for it.
//!
//! Browsers warn of it once on each device; from then on it does what every other does. It is kept, so that they warn no
//! second time, until it has to be another one.

use std::{fs, net::IpAddr, path::Path, time::Duration};

use rcgen::{
    CertificateParams, DistinguishedName, DnType, ExtendedKeyUsagePurpose, KeyPair, KeyUsagePurpose,
};
use time::OffsetDateTime;

use super::{Chain, Facts, TlsError, private_file};
use crate::domain::clock::Timestamp;

/// Where it is kept, with its key.
pub const FILE: &str = "self-signed.pem";
/// Apple's systems take none that lasts longer than 825 days; a year and a month is what others are used to.
const LIFE: Duration = Duration::from_secs(397 * 24 * 60 * 60);
/// Clocks in a home network differ.
const BEFORE: Duration = Duration::from_secs(24 * 60 * 60);

/// Makes one in `file` for `names`, unless a good one is there.
pub(super) fn ensure(file: &Path, names: &[String], now: Timestamp) -> Result<(), TlsError> {
    let is_good = Chain::read(file, file)
        .is_ok_and(|chain| !chain.facts.ends_soon(now) && is_for(&chain.facts, names));
    if is_good {
        return Ok(());
    }
    make(names, now)
        .and_then(|text| private_file::write(file, &text).map_err(|error| error.to_string()))
        .map_err(|why| TlsError::NotMade {
            file: file.to_owned(),
            why,
        })
}

fn is_for(facts: &Facts, names: &[String]) -> bool {
    names.iter().all(|name| facts.names.contains(name))
}

fn make(names: &[String], now: Timestamp) -> Result<String, String> {
    let wrong = |error: rcgen::Error| error.to_string();
    let key = KeyPair::generate().map_err(wrong)?;
    let mut params = CertificateParams::new(names).map_err(wrong)?;
    let mut name = DistinguishedName::new();
    name.push(DnType::CommonName, "Visavis, self-signed");
    params.distinguished_name = name;
    params.key_usages = vec![KeyUsagePurpose::DigitalSignature];
    params.extended_key_usages = vec![ExtendedKeyUsagePurpose::ServerAuth];
    params.not_before = date(now.minus(BEFORE))?;
    params.not_after = date(now.plus(LIFE))?;
    let certificate = params.self_signed(&key).map_err(wrong)?;
    Ok(certificate.pem() + &key.serialize_pem())
}

fn date(at: Timestamp) -> Result<OffsetDateTime, String> {
    OffsetDateTime::from_unix_timestamp(at.as_millis() / 1_000).map_err(|error| error.to_string())
}

/// How this machine is called in its own network: by name, by `addresses`, and by those that every machine has.
pub fn machine_names(addresses: impl IntoIterator<Item = IpAddr>) -> Vec<String> {
    let mut names = vec!["localhost".to_owned()];
    if let Ok(host) = fs::read_to_string("/proc/sys/kernel/hostname") {
        let host = host.trim().to_lowercase();
        let is_name = !host.is_empty()
            && host
                .bytes()
                .all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'.' | b'-'));
        if is_name && host != "localhost" {
            // Multicast DNS (RFC 6762 §3) is how a home finds its machines.
            if !host.contains('.') {
                names.push(format!("{host}.local"));
            }
            names.push(host);
        }
    }
    let loopback = [
        IpAddr::from([127, 0, 0, 1]),
        IpAddr::from([0, 0, 0, 0, 0, 0, 0, 1]),
    ];
    for address in loopback.into_iter().chain(addresses) {
        let address = address.to_canonical().to_string();
        if !names.contains(&address) {
            names.push(address);
        }
    }
    names
}
