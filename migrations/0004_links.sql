-- Links that bring people in.

-- A link by which somebody who forgot their password chooses another; each account has one at most.

CREATE TABLE password_resets (
    account_id  BLOB    PRIMARY KEY NOT NULL REFERENCES accounts (id) ON DELETE CASCADE,
    secret_hash BLOB    NOT NULL UNIQUE,
    created_at  INTEGER NOT NULL,
    expires_at  INTEGER NOT NULL
);

CREATE INDEX password_resets_by_expiry ON password_resets (expires_at);

-- An invitation to an account may be one to an appointment as well: whoever uses it finds it among their sessions.

ALTER TABLE invitations ADD COLUMN session_id BLOB REFERENCES sessions (id) ON DELETE CASCADE;
-- What whoever invites calls them, until they say it themselves; null without an appointment.
ALTER TABLE invitations ADD COLUMN name TEXT;

CREATE INDEX invitations_by_session ON invitations (session_id);
