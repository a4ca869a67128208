-- The links of a session that give a part in it.

CREATE TABLE role_codes (
    session_id BLOB    NOT NULL REFERENCES sessions (id) ON DELETE CASCADE,
    role       TEXT    NOT NULL CHECK (role IN ('host', 'collaborator', 'viewer')),
    salt       BLOB    NOT NULL,
    code_hash  BLOB    NOT NULL,
    created_at INTEGER NOT NULL,
    PRIMARY KEY (session_id, role)
);
