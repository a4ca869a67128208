-- What else there is to say about an end. The words of `end_reason` were fixed when the table was made; where one of
-- them does not say enough, this does.
ALTER TABLE sessions ADD COLUMN end_detail TEXT CHECK (end_detail IN ('ended_by_admin', 'server_shutdown'));
