//! Why there is no certificate, and what to mend: the problems of RFC 8555 §6.7 in the words of who runs a server.

use std::{fmt, io, path::Path};

use instant_acme::{Error, Problem};

use super::client::Unreachable;
use crate::server::{config::AcmeConfig, tls::TlsError};

const PROBLEM: &str = "urn:ietf:params:acme:error:";

/// What went wrong, and what to do about it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Trouble {
    /// What was seen.
    pub seen: String,
    /// What to mend.
    pub mend: String,
}

impl fmt::Display for Trouble {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { seen, mend } = self;
        write!(formatter, "{seen}. To mend it: {mend}")
    }
}

impl Trouble {
    fn new(seen: impl Into<String>, mend: impl Into<String>) -> Self {
        Self {
            seen: seen.into(),
            mend: mend.into(),
        }
    }

    pub(super) fn of(config: &AcmeConfig, error: Error) -> Self {
        let authority = config.authority();
        match error {
            Error::Api(problem) => {
                let said = problem.detail.clone();
                let said = said.unwrap_or_else(|| problem.to_string());
                Self::new(format!("{authority} says: {said}"), mend(config, &problem))
            }
            Error::Other(error) if error.is::<Unreachable>() => Self::unreachable(config, &error),
            Error::Timeout(_) => Self::new(
                format!("{authority} takes too long"),
                "nothing; when it stays so, look at its status page",
            ),
            other => Self::new(
                format!("{authority} answers what cannot be understood: {other}"),
                "look at --tls-acme-directory, which has to be the address of an ACME directory",
            ),
        }
    }

    pub(super) fn unreachable(config: &AcmeConfig, error: &dyn fmt::Display) -> Self {
        let known = match &config.root {
            None => "the system's certificates (apt install ca-certificates)".to_owned(),
            Some(file) => format!("those in {}", file.display()),
        };
        Self::new(
            format!("{} cannot be asked: {error}", config.authority()),
            format!("this machine has to reach it by https, and to know it by {known}"),
        )
    }

    pub(super) fn no_directory(config: &AcmeConfig) -> Self {
        let seen = format!("{} is no ACME directory", config.directory);
        Self::new(seen, "name the right one with --tls-acme-directory")
    }

    pub(super) fn no_challenge(config: &AcmeConfig) -> Self {
        let seen = format!("{} takes no proof by TLS-ALPN-01", config.authority());
        let mend = "take another authority, or a proxy that speaks https";
        Self::new(seen, mend)
    }

    /// A certificate has come that would have to be renewed at once, over and over.
    pub(super) fn by_the_clock(config: &AcmeConfig) -> Self {
        let authority = config.authority();
        let seen = format!(
            "by this machine's clock, the certificate that {authority} gave is old already"
        );
        Self::new(seen, "set the clock")
    }

    pub(super) fn of_files(error: TlsError) -> Self {
        let mend =
            "let this user read the files that the settings name, and write in the data folder";
        Self::new(error.to_string(), mend)
    }

    pub(super) fn not_kept(file: &Path, error: &io::Error) -> Self {
        let seen = format!("{} cannot be written: {error}", file.display());
        Self::new(seen, "make room on the disk, and let this user write there")
    }
}

/// Whether the authority does not know who asks: it was set up anew, or the account was closed there.
pub(super) fn is_unknown_account(error: &Error) -> bool {
    matches!(error, Error::Api(problem) if kind(problem) == Some("accountDoesNotExist"))
}

fn kind(problem: &Problem) -> Option<&str> {
    problem.r#type.as_deref()?.strip_prefix(PROBLEM)
}

fn mend(config: &AcmeConfig, problem: &Problem) -> String {
    let name = &config.name;
    let plain = match kind(problem) {
        Some("dns") => {
            return format!(
                "let {name} lead to this machine (an A record, and AAAA if it has IPv6)"
            );
        }
        Some("connection") => {
            return format!(
                "let port 443 of {name} lead to the port of --listen on this machine, through firewall and router"
            );
        }
        Some("tls" | "unauthorized" | "incorrectResponse") => {
            return format!(
                "let nobody else answer on port 443 of {name}, and no proxy speak TLS before this server; each address that \
                 the name has must lead here"
            );
        }
        Some("caa") => return format!("let the CAA record of {name} name this authority"),
        Some("rejectedIdentifier" | "unsupportedIdentifier") => {
            "take a name in --public-url that the whole world knows"
        }
        Some("rateLimited") => "wait: it is asked again by itself, and its limits are on its pages",
        Some("invalidContact" | "unsupportedContact") => "mend the mail address in --tls-acme",
        Some("externalAccountRequired") => {
            "take an authority that needs no account made beforehand, such as Let's Encrypt"
        }
        Some("userActionRequired") => "read what it says, and do what it asks for",
        _ => "read what it says; when it is about the authority alone, wait",
    };
    plain.to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::email_address::EmailAddress;

    fn config() -> AcmeConfig {
        AcmeConfig {
            mail: EmailAddress::parse("maya@example.org").unwrap(),
            name: "meet.example".to_owned(),
            directory: "https://ca.example/dir".to_owned(),
            root: None,
        }
    }

    fn problem(kind: &str) -> Error {
        Error::Api(Problem {
            r#type: Some(format!("{PROBLEM}{kind}")),
            detail: Some("no".to_owned()),
            status: None,
            subproblems: Vec::new(),
        })
    }

    #[test]
    fn each_refusal_says_what_to_mend() {
        for (kind, mend) in [
            ("dns", "let meet.example lead to this machine"),
            ("connection", "port 443 of meet.example"),
            ("tls", "no proxy"),
            ("unauthorized", "nobody else answer on port 443"),
            ("caa", "CAA record of meet.example"),
            ("rejectedIdentifier", "--public-url"),
            ("rateLimited", "wait"),
            ("invalidContact", "--tls-acme"),
            (
                "externalAccountRequired",
                "an authority that needs no account",
            ),
            ("ofTomorrow", "read what it says"),
        ] {
            let trouble = Trouble::of(&config(), problem(kind));
            assert_eq!(trouble.seen, "ca.example says: no");
            assert!(trouble.mend.contains(mend), "{kind}: {}", trouble.mend);
        }
    }

    #[test]
    fn an_account_that_is_not_known_is_told_from_other_refusals() {
        assert!(is_unknown_account(&problem("accountDoesNotExist")));
        assert!(!is_unknown_account(&problem("unauthorized")));
        assert!(!is_unknown_account(&Error::Crypto));
    }
}
