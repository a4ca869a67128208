-- The codes of shared sessions.

CREATE TABLE share_codes (
    session_id BLOB    NOT NULL PRIMARY KEY REFERENCES sessions (id) ON DELETE CASCADE,
    code_hash  BLOB    NOT NULL UNIQUE,
    created_at INTEGER NOT NULL
);
