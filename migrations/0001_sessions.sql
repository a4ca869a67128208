-- Sessions, the people in them, when they were there, and what they wrote.
-- Times are microseconds since the Unix epoch. Ids are 16 bytes. See README.md for how long each is kept.

CREATE TABLE sessions (
    id          BLOB    PRIMARY KEY NOT NULL,
    title       TEXT    NOT NULL,
    kind        TEXT    NOT NULL CHECK (kind IN ('video', 'audio')),
    policy      TEXT    NOT NULL,
    host_id     BLOB    NOT NULL,
    created_at  INTEGER NOT NULL,
    -- Since when nobody is inside; null while somebody is.
    empty_since INTEGER,
    ended_at    INTEGER,
    end_reason  TEXT    CHECK (end_reason IN ('ended_by_host', 'time_limit', 'inactive')),
    CHECK ((ended_at IS NULL) = (end_reason IS NULL))
);

CREATE INDEX sessions_by_end ON sessions (ended_at);

CREATE TABLE participants (
    id          BLOB    PRIMARY KEY NOT NULL,
    session_id  BLOB    NOT NULL REFERENCES sessions (id) ON DELETE CASCADE,
    name        TEXT    NOT NULL,
    role        TEXT    NOT NULL CHECK (role IN ('host', 'collaborator', 'viewer')),
    ticket_hash BLOB    NOT NULL UNIQUE,
    joined_at   INTEGER NOT NULL
);

CREATE INDEX participants_by_session ON participants (session_id);

-- One row for each stay; open while somebody is inside or their seat is kept. What the room showed of them
-- stands here too, so that a restart of the server brings the room back as it was.
CREATE TABLE attendances (
    participant_id BLOB    NOT NULL REFERENCES participants (id) ON DELETE CASCADE,
    session_id     BLOB    NOT NULL REFERENCES sessions (id) ON DELETE CASCADE,
    entered_at     INTEGER NOT NULL,
    left_at        INTEGER,
    instance       INTEGER NOT NULL,
    audio          BOOLEAN NOT NULL,
    video          BOOLEAN NOT NULL,
    PRIMARY KEY (participant_id, entered_at)
);

CREATE INDEX attendances_open ON attendances (session_id) WHERE left_at IS NULL;
CREATE INDEX attendances_by_session ON attendances (session_id);

CREATE TABLE chat_messages (
    id          BLOB    PRIMARY KEY NOT NULL,
    session_id  BLOB    NOT NULL REFERENCES sessions (id) ON DELETE CASCADE,
    seq         INTEGER NOT NULL,
    author_id   BLOB    NOT NULL REFERENCES participants (id) ON DELETE CASCADE,
    author_name TEXT    NOT NULL,
    local_ref   BLOB    NOT NULL,
    body        TEXT    NOT NULL,
    sent_at     INTEGER NOT NULL,
    UNIQUE (session_id, seq),
    UNIQUE (author_id, local_ref)
);
