-- Rules that somebody saves under a name, and rules for what repeats; how much of a chat a newcomer is shown.

CREATE TABLE presets (
    id          BLOB    PRIMARY KEY NOT NULL,
    account_id  BLOB    NOT NULL REFERENCES accounts (id) ON DELETE CASCADE,
    name        TEXT    NOT NULL,
    -- The name without regard to capitals: no two of an account's are the same.
    folded_name TEXT    NOT NULL,
    rules       TEXT    NOT NULL,
    created_at  INTEGER NOT NULL,
    UNIQUE (account_id, folded_name)
);

-- Of whom was there before, everything was shown; none while somebody waits to be let in.
ALTER TABLE participants ADD COLUMN reads_from INTEGER DEFAULT 1;

-- The rules of every session to come; a conversation's when there are none.
ALTER TABLE series ADD COLUMN template TEXT;
