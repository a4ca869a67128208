//! Whose certificates are believed when this server asks somebody.

use std::path::Path;

use tokio_rustls::rustls::{
    RootCertStore,
    pki_types::{CertificateDer, pem::PemObject},
};

use super::{TlsError, files::in_words};

/// Whom this system believes, as its browsers do.
pub fn authorities() -> RootCertStore {
    let mut roots = RootCertStore::empty();
    roots.add_parsable_certificates(rustls_native_certs::load_native_certs().certs);
    roots
}

/// Whom this system believes, and besides whoever stands in `file` (PEM).
///
/// # Errors
/// [`TlsError`] when the file cannot be used.
pub fn authorities_and(file: &Path) -> Result<RootCertStore, TlsError> {
    let wrong = |why: String| TlsError::File {
        what: "certificate",
        file: file.to_owned(),
        why,
    };
    let mut roots = authorities();
    let added: Vec<CertificateDer<'static>> = CertificateDer::pem_file_iter(file)
        .and_then(Iterator::collect)
        .map_err(|error| wrong(in_words(error)))?;
    if added.is_empty() {
        return Err(wrong("there is none in it".to_owned()));
    }
    for certificate in added {
        let added = roots.add(certificate);
        added.map_err(|error| wrong(error.to_string()))?;
    }
    Ok(roots)
}
