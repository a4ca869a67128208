-- Whether somebody shared their screen when the server was last told what they send: after a restart their room shows
-- it until their page is back.
ALTER TABLE attendances ADD COLUMN screen BOOLEAN NOT NULL DEFAULT FALSE;
