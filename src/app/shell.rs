//! The HTML document around the pages. Both builds compile it, only the server renders it.
//!
//! Inline scripts carry the nonce of the answer's Content-Security-Policy; there is no other way in for one.
//! The program is fetched while the document is still being read, so that the page is alive soon. What becomes
//! alive are the islands: elements that carry the name of a function of the program, and what it needs to know.

use leptos::{prelude::*, reactive::owner::Owner};
use leptos_meta::MetaTags;

use super::App;

/// Paths of the built assets, beginning with a slash. The server provides it as context.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SiteAssets {
    /// The script that loads the program.
    pub js: String,
    /// The program.
    pub wasm: String,
    /// The stylesheet.
    pub css: String,
}

/// The nonce of this answer (Content Security Policy Level 3 §2.3.1). The server provides it as context.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PageNonce(pub String);

/// The host by which people reach this server. The server provides it as context.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OwnHost(pub String);

/// Applies the chosen theme before the first paint; the same key as `door::set_theme`.
const EARLY_THEME: &str = "try{let t=localStorage.getItem('theme');if(t=='light'||t=='dark')document.documentElement.dataset.theme=t}catch{}";

/// Brings the islands to life, from the first to the last, and says that they are, for whoever has to wait.
const START: &str = "await start({module_or_path:wasm});program.hydrate();await Promise.all(Array.from(document.querySelectorAll('leptos-island'),island=>program[island.dataset.component](island)));document.body.dataset.hydrated=''";

/// The whole document.
pub fn shell() -> impl IntoView {
    let assets = expect_context::<SiteAssets>();
    let nonce = use_context::<PageNonce>().map(|nonce| nonce.0);
    let start = format!(
        "import start,*as program from '{js}';const wasm='{wasm}';{START}",
        js = assets.js,
        wasm = assets.wasm,
    );
    // Only what stands in an island is told to the browser a second time.
    if let Some(shared) = Owner::current_shared_context() {
        shared.set_is_hydrating(false);
    }
    view! {
        <!DOCTYPE html>
        <html lang="en">
            <head>
                <meta charset="utf-8"/>
                <meta
                    name="viewport"
                    content="width=device-width, initial-scale=1, viewport-fit=cover, interactive-widget=resizes-content"
                />
                <meta name="color-scheme" content="light dark"/>
                <meta name="theme-color" media="(prefers-color-scheme: light)" content="#fbf9f7"/>
                <meta name="theme-color" media="(prefers-color-scheme: dark)" content="#141210"/>
                <script nonce=nonce.clone()>{EARLY_THEME}</script>
                <link rel="stylesheet" href=assets.css/>
                <link rel="modulepreload" href=assets.js/>
                <link rel="preload" href={assets.wasm} as="fetch" type="application/wasm" crossorigin=""/>
                <link rel="icon" href="/favicon.svg" type="image/svg+xml"/>
                <link rel="manifest" href="/site.webmanifest"/>
                <MetaTags/>
                <script type="module" nonce=nonce>
                    {start}
                </script>
            </head>
            <body>
                <App/>
            </body>
        </html>
    }
}
