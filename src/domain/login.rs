//! A device on which somebody is signed in.

use super::{
    clock::Timestamp,
    ids::{AccountId, LoginId},
    limits,
};

/// A device on which somebody is signed in, until they sign out or do not come for a while.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Login {
    /// Its id.
    pub id: LoginId,
    /// Who is signed in.
    pub account_id: AccountId,
    /// Where.
    pub device: Device,
    /// Since when.
    pub created_at: Timestamp,
    /// When it was last used, to the minute.
    pub last_used_at: Timestamp,
    /// When it is over if it is not used again.
    pub expires_at: Timestamp,
}

impl Login {
    /// A login that begins now.
    pub fn begin(id: LoginId, account_id: AccountId, device: Device, now: Timestamp) -> Self {
        Self {
            id,
            account_id,
            device,
            created_at: now,
            last_used_at: now,
            expires_at: now.plus(limits::LOGIN_LIFE),
        }
    }

    /// The same login after a use at `now`; `None` when the last use was noted a moment ago.
    pub fn used(&self, now: Timestamp) -> Option<Self> {
        (now >= self.last_used_at.plus(limits::NOTE_USE_EVERY)).then(|| Self {
            last_used_at: now,
            expires_at: now.plus(limits::LOGIN_LIFE),
            ..self.clone()
        })
    }
}

/// A device as a person knows it again in a list: two proper names, each empty when it is not known. What a
/// browser says of itself beyond these is not kept.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Device {
    /// The browser.
    pub browser: String,
    /// The operating system.
    pub system: String,
}

/// What stands in a `User-Agent`, and whose it is; the first that fits counts, because most browsers also say
/// that they are others.
const BROWSERS: [(&str, &str); 7] = [
    ("Edg", "Edge"),
    ("OPR/", "Opera"),
    ("SamsungBrowser/", "Samsung Internet"),
    ("Firefox/", "Firefox"),
    ("FxiOS/", "Firefox"),
    ("Chrome/", "Chrome"),
    ("Safari/", "Safari"),
];
const SYSTEMS: [(&str, &str); 7] = [
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Android", "Android"),
    ("CrOS", "ChromeOS"),
    ("Windows", "Windows"),
    ("Mac OS X", "macOS"),
    ("Linux", "Linux"),
];

impl Device {
    /// Reads a browser's `User-Agent` (RFC 9110 §10.1.5).
    pub fn from_user_agent(agent: &str) -> Self {
        let find = |names: &[(&str, &str)]| {
            names
                .iter()
                .find(|(sign, _)| agent.contains(sign))
                .map_or_else(String::new, |(_, name)| (*name).to_owned())
        };
        Self {
            browser: find(&BROWSERS),
            system: find(&SYSTEMS),
        }
    }
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use uuid::Uuid;

    use super::*;

    #[test]
    fn a_device_is_known_by_its_proper_names() {
        for (agent, browser, system) in [
            (
                "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0",
                "Firefox",
                "Linux",
            ),
            (
                "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/142.0.0.0 Safari/537.36 Edg/142.0.0.0",
                "Edge",
                "Windows",
            ),
            (
                "Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.5 Mobile/15E148 Safari/604.1",
                "Safari",
                "iPhone",
            ),
            (
                "Mozilla/5.0 (Linux; Android 15) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/142.0.0.0 Mobile Safari/537.36",
                "Chrome",
                "Android",
            ),
            ("curl/8.5.0", "", ""),
        ] {
            let device = Device::from_user_agent(agent);
            assert_eq!(
                (device.browser.as_str(), device.system.as_str()),
                (browser, system)
            );
        }
    }

    #[test]
    fn a_use_is_noted_once_a_minute_and_makes_the_login_last() {
        let start = Timestamp::from_millis(0);
        let id = LoginId::from_uuid(Uuid::nil());
        let account = AccountId::from_uuid(Uuid::nil());
        let login = Login::begin(id, account, Device::default(), start);
        assert_eq!(login.used(start.plus(Duration::from_secs(59))), None);
        let later = start.plus(Duration::from_secs(60));
        let used = login.used(later).unwrap();
        assert_eq!(used.last_used_at, later);
        assert_eq!(used.expires_at, later.plus(limits::LOGIN_LIFE));
        assert_eq!(used.created_at, start);
    }
}
