//! How the operator lets the server get its certificate by itself: by ACME (RFC 8555), for the name in its public URL.

use std::{net::Ipv4Addr, path::PathBuf};

use http::Uri;

use super::{ConfigError, Origin, Sources, parse_switch};
use crate::domain::email_address::EmailAddress;

/// Where Let's Encrypt gives certificates that every browser believes.
const DIRECTORY: &str = "https://acme-v02.api.letsencrypt.org/directory";

/// From whom the certificate comes, and for whom it is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AcmeConfig {
    /// Whom the authority may write to.
    pub mail: EmailAddress,
    /// The name that the certificate is for.
    pub name: String,
    /// The address of the authority's directory.
    pub directory: String,
    /// The certificates by which a private authority is known (PEM); none when the system's are enough.
    pub root: Option<PathBuf>,
}

impl AcmeConfig {
    /// Reads the settings of a server that people reach by `public`; `may` says whether it speaks https by a
    /// certificate that somebody vouches for, and by no other.
    pub(super) fn read(
        sources: &Sources,
        public: Option<&Origin>,
        may: bool,
    ) -> Result<Option<Self>, ConfigError> {
        let expected = "your mail address, which the authority asks for, such as you@example.org";
        let mail = sources.get("tls-acme", None, expected, |text| {
            EmailAddress::parse(text).ok().map(Some)
        })?;
        let agreed = sources.get("tls-acme-agree", false, "true or false", parse_switch)?;
        let has_mail = mail.is_some();
        let directory = sources.get(
            "tls-acme-directory",
            DIRECTORY.to_owned(),
            "the https address of an ACME directory, given together with tls-acme",
            |text| (has_mail && is_https(text)).then(|| text.to_owned()),
        )?;
        let root = sources.get(
            "tls-acme-root",
            None,
            "a file with certificates (PEM), given together with tls-acme",
            |text| (has_mail && !text.is_empty()).then(|| Some(PathBuf::from(text))),
        )?;
        let Some(mail) = mail else {
            return Ok(None);
        };
        let refuse = |expected| sources.get("tls-acme", None, expected, |_| None);
        if !may {
            return refuse("left out where there is a tls-certificate, or tls is not on");
        }
        let Some(name) = public
            .filter(|url| url.is_secure())
            .and_then(certified_name)
        else {
            return refuse(
                "given together with a public-url that begins with https:// and has a name, not an address, such as \
                 https://meet.example: the certificate is for this name",
            );
        };
        if !agreed {
            return refuse(
                "given together with tls-acme-agree, by which you agree to the terms of the authority (those of Let's \
                 Encrypt are at https://letsencrypt.org/repository/)",
            );
        }
        Ok(Some(Self {
            mail,
            name,
            directory,
            root,
        }))
    }

    /// The host of the directory, by which people know the authority.
    pub fn authority(&self) -> String {
        let uri: Option<Uri> = self.directory.parse().ok();
        let host = uri.as_ref().and_then(Uri::host);
        host.unwrap_or(&self.directory).to_owned()
    }
}

/// The name in `url`, where an authority can vouch for it: not an address, and no name that leads to whoever asks.
fn certified_name(url: &Origin) -> Option<String> {
    let name = url.host_name();
    let is_address = name.starts_with('[') || name.parse::<Ipv4Addr>().is_ok();
    (!is_address && !url.is_local()).then(|| name.to_owned())
}

fn is_https(text: &str) -> bool {
    text.parse::<Uri>()
        .is_ok_and(|uri| uri.scheme_str() == Some("https") && uri.host().is_some())
}
