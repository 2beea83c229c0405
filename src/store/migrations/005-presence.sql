-- Projections: where a child is, by what somebody said without a note. The last word of a day counts; one that
-- was taken back is gone.
CREATE TABLE presence (
    seq INTEGER PRIMARY KEY, day INTEGER NOT NULL, child BLOB NOT NULL, whereabouts TEXT NOT NULL,
    by BLOB NOT NULL, at INTEGER NOT NULL, at_offset INTEGER NOT NULL
) STRICT;
CREATE INDEX presence_day ON presence (day, child, seq);
CREATE INDEX presence_by ON presence (by, seq);

-- A child's next steps that are open, to be found as fast whatever else was written.
CREATE INDEX entry_open_of ON entry (child, happened, seq) WHERE step = 0 AND withdrawn = 0;

-- How a promise was kept goes with the entry in which it was made; what was heard back of a step goes with the
-- note in which it was told.
DROP TRIGGER words_go_by_a_take_back_alone;
CREATE TRIGGER words_go_by_a_take_back_alone BEFORE DELETE ON payload
WHEN NOT EXISTS (
    SELECT 1 FROM log AS line JOIN log AS back ON back.amends IN (line.id, line.amends)
    WHERE line.seq = OLD.seq AND back.seq > line.seq
      AND (back.kind = 'take-back'
            AND line.kind IN ('entry', 'amend', 'send-back', 'heard-back', 'follow-up-done')
        OR back.kind = 'step-reopened' AND line.kind = 'heard-back'))
BEGIN SELECT RAISE(ABORT, 'what a line says goes by a take-back alone'); END;
