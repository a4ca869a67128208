//! How the operator has https: by certificate files, by a certificate that the server gets, by one of its own, or by a
//! proxy that speaks it for us.

use std::{net::SocketAddr, path::PathBuf};

use super::{AcmeConfig, ConfigError, Origin, Sources};

/// How this server speaks TLS.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct TlsConfig {
    /// The certificate; none when nothing is encrypted here.
    pub certificate: Option<CertificateSource>,
    /// Whether pages are answered by https; otherwise the certificate is the relay's alone.
    pub pages: bool,
    /// Where http is answered, by leading to https.
    pub redirect_listen: Option<SocketAddr>,
}

/// Where the certificate comes from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum CertificateSource {
    /// Files that somebody else looks after.
    Files {
        /// The certificate and those that vouch for it (PEM).
        certificate: PathBuf,
        /// Its key (PEM).
        key: PathBuf,
    },
    /// One that the server gets from an authority, and keeps in the data folder.
    Acme(AcmeConfig),
    /// One of our own, in the data folder.
    SelfSigned,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Mode {
    Off,
    On,
    SelfSigned,
    Relay,
}

impl TlsConfig {
    /// Reads the settings of a server that people reach by `public`.
    pub(super) fn read(sources: &Sources, public: Option<&Origin>) -> Result<Self, ConfigError> {
        let file = |name, expected| {
            sources.get(name, None, expected, |text| {
                (!text.is_empty()).then(|| Some(PathBuf::from(text)))
            })
        };
        let certificate = file("tls-certificate", "a file with a certificate (PEM)")?;
        let key = file("tls-key", "a file with the key of the certificate (PEM)")?;
        let usual = if certificate.is_some() || sources.has("tls-acme") {
            Mode::On
        } else {
            Mode::Off
        };
        let mode = sources.get("tls", usual, "off, on, self-signed or relay", parse_mode)?;
        let files = match (certificate, key) {
            (Some(certificate), Some(key)) => Some(CertificateSource::Files { certificate, key }),
            (None, None) => None,
            (Some(_), None) => {
                let expected = "given together with tls-key";
                return sources.get("tls-certificate", Self::default(), expected, |_| None);
            }
            (None, Some(_)) => {
                let expected = "given together with tls-certificate";
                return sources.get("tls-key", Self::default(), expected, |_| None);
            }
        };
        let may = mode == Mode::On && files.is_none();
        let acme = AcmeConfig::read(sources, public, may)?;
        let certificate = match (mode, files) {
            (Mode::Off, _) => None,
            (Mode::SelfSigned, None) => Some(CertificateSource::SelfSigned),
            (Mode::On | Mode::Relay, Some(files)) => Some(files),
            (Mode::On, None) if acme.is_some() => acme.map(CertificateSource::Acme),
            (Mode::On | Mode::Relay, None) => {
                let expected =
                    "given together with tls-certificate and tls-key, or on with tls-acme";
                return sources.get("tls", Self::default(), expected, |_| None);
            }
            (Mode::SelfSigned, Some(_)) => {
                let expected = "on where there is a tls-certificate";
                return sources.get("tls", Self::default(), expected, |_| None);
            }
        };
        let pages = matches!(mode, Mode::On | Mode::SelfSigned);
        let redirect_listen = sources.get(
            "http-redirect",
            None,
            "an address and a port, such as 0.0.0.0:80, on a server that speaks https itself",
            |text| pages.then(|| text.parse().ok().map(Some)).flatten(),
        )?;
        Ok(Self {
            certificate,
            pages,
            redirect_listen,
        })
    }

    /// Whether only this server vouches for the certificate.
    pub fn is_self_signed(&self) -> bool {
        self.certificate == Some(CertificateSource::SelfSigned)
    }
}

fn parse_mode(text: &str) -> Option<Mode> {
    match text {
        "off" | "false" => Some(Mode::Off),
        "on" | "true" => Some(Mode::On),
        "self-signed" => Some(Mode::SelfSigned),
        "relay" => Some(Mode::Relay),
        _ => None,
    }
}
