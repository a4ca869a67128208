//! What the settings are called, on the command line and in the file; the environment has the same in capitals.

/// The names of all settings.
pub(super) const NAMES: [&str; 23] = [
    "listen",
    "data-dir",
    "public-url",
    "trusted-proxy",
    "ice-servers",
    "turn-listen",
    "turn-address",
    "turn-relay-ports",
    "turn-allow-peers",
    "turn-allocations",
    "turn-megabits",
    "turn-credential-seconds",
    "turn-servers",
    "turn-secret",
    "turn-secret-file",
    "max-session-seconds",
    "empty-session-seconds",
    "chat-retention-days",
    "metrics-public",
    "address-limits",
    "guest-sessions",
    "end-sessions-on-stop",
    "log",
];
