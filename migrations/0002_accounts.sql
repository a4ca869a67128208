-- People who sign in, where they are signed in, and what opens a door for them.
-- Of every secret only a hash is stored: of passwords by Argon2id, of all others keyed SHA-256.

CREATE TABLE accounts (
    id            BLOB    PRIMARY KEY NOT NULL,
    email         TEXT    NOT NULL UNIQUE,
    name          TEXT    NOT NULL,
    role          TEXT    NOT NULL CHECK (role IN ('mentor', 'learner', 'admin')),
    time_zone     TEXT    NOT NULL,
    language      TEXT    NOT NULL,
    -- In the PHC string format, with its own salt and costs.
    password_hash TEXT    NOT NULL,
    created_at    INTEGER NOT NULL,
    -- Since when they may not sign in; null while they may.
    disabled_at   INTEGER
);

-- One row for each device on which somebody is signed in.
CREATE TABLE login_sessions (
    id           BLOB    PRIMARY KEY NOT NULL,
    account_id   BLOB    NOT NULL REFERENCES accounts (id) ON DELETE CASCADE,
    secret_hash  BLOB    NOT NULL UNIQUE,
    browser      TEXT    NOT NULL,
    system       TEXT    NOT NULL,
    created_at   INTEGER NOT NULL,
    last_used_at INTEGER NOT NULL,
    expires_at   INTEGER NOT NULL
);

CREATE INDEX login_sessions_by_account ON login_sessions (account_id);
CREATE INDEX login_sessions_by_expiry ON login_sessions (expires_at);

-- Good once: whoever uses an invitation takes its row away.
CREATE TABLE invitations (
    id          BLOB    PRIMARY KEY NOT NULL,
    secret_hash BLOB    NOT NULL UNIQUE,
    invited_by  BLOB    NOT NULL REFERENCES accounts (id) ON DELETE CASCADE,
    role        TEXT    NOT NULL CHECK (role IN ('mentor', 'learner', 'admin')),
    -- The only address that may use it; null when any may.
    email       TEXT,
    created_at  INTEGER NOT NULL,
    expires_at  INTEGER NOT NULL
);

CREATE INDEX invitations_by_expiry ON invitations (expires_at);

CREATE TABLE access_tokens (
    id           BLOB    PRIMARY KEY NOT NULL,
    account_id   BLOB    NOT NULL REFERENCES accounts (id) ON DELETE CASCADE,
    secret_hash  BLOB    NOT NULL UNIQUE,
    name         TEXT    NOT NULL,
    -- A JSON list of words.
    scopes       TEXT    NOT NULL,
    created_at   INTEGER NOT NULL,
    expires_at   INTEGER NOT NULL,
    last_used_at INTEGER
);

CREATE INDEX access_tokens_by_account ON access_tokens (account_id);
CREATE INDEX access_tokens_by_expiry ON access_tokens (expires_at);

-- What an admin has changed while the server ran; what has no row is as it comes.
CREATE TABLE settings (
    key   TEXT PRIMARY KEY NOT NULL,
    -- JSON.
    value TEXT NOT NULL
);
