-- Appointments, the people of a session, and the codes that lead to it.

-- What repeats every week: the time on the wall clock of whoever planned it, and what the next one is made from.
CREATE TABLE series (
    id            BLOB    PRIMARY KEY NOT NULL,
    title         TEXT    NOT NULL,
    kind          TEXT    NOT NULL CHECK (kind IN ('video', 'audio')),
    meeting       TEXT    NOT NULL CHECK (meeting IN ('mentoring', 'interview', 'open')),
    guests        BOOLEAN NOT NULL,
    minutes       INTEGER NOT NULL,
    time_zone     TEXT    NOT NULL,
    -- When session number `anchor_number` begins by the wall clock: 2026-03-29T02:30. The others are whole
    -- weeks away from it.
    anchor        TEXT    NOT NULL,
    anchor_number INTEGER NOT NULL,
    -- Since when no more are made; null while they are.
    ended_at      INTEGER
);

ALTER TABLE sessions ADD COLUMN meeting TEXT NOT NULL DEFAULT 'open' CHECK (meeting IN ('mentoring', 'interview', 'open'));
ALTER TABLE sessions ADD COLUMN guests BOOLEAN NOT NULL DEFAULT TRUE;
-- The plan; null in a session that was begun at once.
ALTER TABLE sessions ADD COLUMN starts_at INTEGER;
ALTER TABLE sessions ADD COLUMN minutes INTEGER;
ALTER TABLE sessions ADD COLUMN time_zone TEXT;
ALTER TABLE sessions ADD COLUMN series_id BLOB REFERENCES series (id);
ALTER TABLE sessions ADD COLUMN occurrence INTEGER;
-- How often the plan was changed, and when it last was.
ALTER TABLE sessions ADD COLUMN sequence INTEGER NOT NULL DEFAULT 0;
ALTER TABLE sessions ADD COLUMN changed_at INTEGER;
-- Since when it is, or was, live; null before that.
ALTER TABLE sessions ADD COLUMN live_since INTEGER;
-- An appointment that nobody began, and one that was called off: neither has `ended_at`.
ALTER TABLE sessions ADD COLUMN missed_at INTEGER;
ALTER TABLE sessions ADD COLUMN cancelled_at INTEGER;
ALTER TABLE sessions ADD COLUMN cancel_reason TEXT;

UPDATE sessions SET live_since = created_at;

CREATE UNIQUE INDEX sessions_by_occurrence ON sessions (series_id, occurrence);
CREATE INDEX sessions_scheduled ON sessions (starts_at) WHERE live_since IS NULL;
CREATE INDEX sessions_by_cancelling ON sessions (cancelled_at);
CREATE INDEX sessions_by_missing ON sessions (missed_at);

-- A person with an account is one participant of a session, on whichever device.
ALTER TABLE participants ADD COLUMN account_id BLOB REFERENCES accounts (id) ON DELETE SET NULL;

CREATE UNIQUE INDEX participants_by_account ON participants (account_id, session_id);

-- The people of an appointment, whether they were inside or not.
CREATE TABLE session_members (
    session_id BLOB NOT NULL REFERENCES sessions (id) ON DELETE CASCADE,
    account_id BLOB NOT NULL REFERENCES accounts (id) ON DELETE CASCADE,
    part       TEXT NOT NULL CHECK (part IN ('mentor', 'learner', 'interviewer', 'candidate', 'member')),
    PRIMARY KEY (session_id, account_id)
);

CREATE INDEX session_members_by_account ON session_members (account_id);

-- One code for each session at most; a new one takes the place of the old.
CREATE TABLE live_codes (
    session_id BLOB    PRIMARY KEY NOT NULL REFERENCES sessions (id) ON DELETE CASCADE,
    code_hash  BLOB    NOT NULL UNIQUE,
    created_at INTEGER NOT NULL,
    expires_at INTEGER NOT NULL
);

CREATE INDEX live_codes_by_expiry ON live_codes (expires_at);

-- The secret address under which somebody's calendar program reads their appointments.
CREATE TABLE calendar_feeds (
    account_id  BLOB    PRIMARY KEY NOT NULL REFERENCES accounts (id) ON DELETE CASCADE,
    secret_hash BLOB    NOT NULL UNIQUE,
    created_at  INTEGER NOT NULL
);

-- Since when a message says nothing any more; its author took it back.
ALTER TABLE chat_messages ADD COLUMN deleted_at INTEGER;
