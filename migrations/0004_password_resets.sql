-- A link by which somebody who forgot their password chooses another; each account has one at most.

CREATE TABLE password_resets (
    account_id  BLOB    PRIMARY KEY NOT NULL REFERENCES accounts (id) ON DELETE CASCADE,
    secret_hash BLOB    NOT NULL UNIQUE,
    created_at  INTEGER NOT NULL,
    expires_at  INTEGER NOT NULL
);

CREATE INDEX password_resets_by_expiry ON password_resets (expires_at);
