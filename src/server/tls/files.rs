//! A certificate and its key in files (PEM, RFC 7468).

use std::{fs, io, os::unix::fs::MetadataExt, path::Path, sync::Arc};

use tokio_rustls::rustls::{
    crypto::ring,
    pki_types::{
        CertificateDer, PrivateKeyDer,
        pem::{self, PemObject},
    },
    sign::CertifiedKey,
};

use super::{Facts, TlsError};

/// A certificate with those that vouch for it, and its key.
#[derive(Debug, Clone)]
pub struct Chain {
    /// As rustls shows it.
    pub key: Arc<CertifiedKey>,
    /// What the first certificate says of itself.
    pub facts: Facts,
}

impl Chain {
    /// Reads both.
    ///
    /// # Errors
    /// [`TlsError`] when one of them cannot be read, or they do not fit.
    pub fn read(certificate: &Path, key: &Path) -> Result<Self, TlsError> {
        let bytes = |what, file: &Path| {
            fs::read(file).map_err(|error| TlsError::File {
                what,
                file: file.to_owned(),
                why: error.to_string(),
            })
        };
        let certificate_bytes = bytes("certificate", certificate)?;
        Self::parse(&certificate_bytes, &bytes("key", key)?, certificate, key)
    }

    /// Reads both out of what stands, or is to stand, in the files `certificate` and `key`.
    ///
    /// # Errors
    /// [`TlsError`] when one of them cannot be read, or they do not fit.
    pub fn parse(
        certificate_bytes: &[u8],
        key_bytes: &[u8],
        certificate: &Path,
        key: &Path,
    ) -> Result<Self, TlsError> {
        let wrong_certificate = |why: String| TlsError::File {
            what: "certificate",
            file: certificate.to_owned(),
            why,
        };
        let chain: Vec<CertificateDer<'static>> = CertificateDer::pem_slice_iter(certificate_bytes)
            .collect::<Result<_, _>>()
            .map_err(|error| wrong_certificate(in_words(error)))?;
        let facts = chain
            .first()
            .ok_or_else(|| wrong_certificate(in_words(pem::Error::NoItemsFound)))
            .and_then(|first| {
                Facts::read(first)
                    .ok_or_else(|| wrong_certificate("it is no certificate".to_owned()))
            })?;
        let private = PrivateKeyDer::from_pem_slice(key_bytes).map_err(|error| TlsError::File {
            what: "key",
            file: key.to_owned(),
            why: in_words(error),
        })?;
        let pair = CertifiedKey::from_der(chain, private, &ring::default_provider());
        let pair = pair.map_err(|error| TlsError::NoPair {
            certificate: certificate.to_owned(),
            key: key.to_owned(),
            why: error.to_string(),
        })?;
        Ok(Self {
            key: Arc::new(pair),
            facts,
        })
    }
}

pub(super) fn in_words(error: pem::Error) -> String {
    match error {
        pem::Error::Io(error) => error.to_string(),
        pem::Error::NoItemsFound => "there is none in it".to_owned(),
        other => other.to_string(),
    }
}

/// By which a change of the files is seen; a link that leads elsewhere is one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Stamp([Option<(u64, i64, i64, u64)>; 2]);

impl Stamp {
    pub(super) fn of(certificate: &Path, key: &Path) -> Self {
        let one = |file: &Path| -> io::Result<_> {
            let seen = fs::metadata(file)?;
            Ok((seen.ino(), seen.mtime(), seen.mtime_nsec(), seen.len()))
        };
        Self([one(certificate).ok(), one(key).ok()])
    }
}
