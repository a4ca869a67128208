-- Who waits, who was put out, what a host changed for one person alone, and what else a host decides.

-- JSON; null where what they may do follows from their role.
ALTER TABLE participants ADD COLUMN own_grants TEXT;
-- Since when they wait to be let in; null when they were, or never had to be.
ALTER TABLE participants ADD COLUMN waiting_since INTEGER;
-- Since when a host has put them out, or has not let them in; their ticket opens nothing since then.
ALTER TABLE participants ADD COLUMN removed_at INTEGER;
-- Whether their account, too, may not come back.
ALTER TABLE participants ADD COLUMN banned BOOLEAN NOT NULL DEFAULT FALSE;

-- Whether a host wants everybody to see it.
ALTER TABLE chat_messages ADD COLUMN announcement BOOLEAN NOT NULL DEFAULT FALSE;
