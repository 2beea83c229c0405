-- For which rooms and days an evidence text was written; none where an older program wrote it.
ALTER TABLE judged ADD COLUMN scope TEXT;
-- Practice records that would count and are restricted.
ALTER TABLE kept_out ADD COLUMN restricted INTEGER NOT NULL DEFAULT 0;
