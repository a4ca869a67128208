//! Which browser a page is in, as far as somebody has to be told where its settings are. Nothing else hangs on it.

/// Browsers whose settings of a page are in different places.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum BrowserFamily {
    /// Chrome, Edge and their kin on a computer; also what is not known.
    #[default]
    Chromium,
    /// The same on a telephone.
    Android,
    /// Firefox.
    Firefox,
    /// Safari on a computer.
    Safari,
    /// All browsers on an iPhone or iPad, which are Safari under other names.
    Ios,
}

impl BrowserFamily {
    /// By what the browser calls itself (`navigator.userAgent`).
    pub fn of(user_agent: &str) -> Self {
        let names = [
            ("iPhone", Self::Ios),
            ("iPad", Self::Ios),
            ("Firefox/", Self::Firefox),
            ("Android", Self::Android),
            ("Chrome/", Self::Chromium),
            ("Safari/", Self::Safari),
        ];
        let known = names.iter().find(|(name, _)| user_agent.contains(name));
        known.map_or_else(Self::default, |(_, family)| *family)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn browsers_are_known_by_what_they_call_themselves() {
        for (user_agent, family) in [
            (
                "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36 Edg/140.0",
                BrowserFamily::Chromium,
            ),
            (
                "Mozilla/5.0 (Linux; Android 10; K) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Mobile Safari/537.36",
                BrowserFamily::Android,
            ),
            (
                "Mozilla/5.0 (X11; Linux x86_64; rv:128.0) Gecko/20100101 Firefox/128.0",
                BrowserFamily::Firefox,
            ),
            (
                "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.0 Safari/605.1.15",
                BrowserFamily::Safari,
            ),
            (
                "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) CriOS/140.0 Mobile/15E148 Safari/604.1",
                BrowserFamily::Ios,
            ),
            ("something new", BrowserFamily::Chromium),
        ] {
            assert_eq!(BrowserFamily::of(user_agent), family, "{user_agent}");
        }
    }
}
