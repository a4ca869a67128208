-- What repeats every week pauses when nobody has begun it for a while, until one of its people wants to go on.

ALTER TABLE series ADD COLUMN unattended INTEGER NOT NULL DEFAULT 0;
ALTER TABLE series ADD COLUMN paused_at INTEGER;
