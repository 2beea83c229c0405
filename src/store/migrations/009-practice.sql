-- A practice record can be amended, agreed and taken back: which line has its latest words, and how it stands.
DROP INDEX practice_day;
ALTER TABLE practice RENAME TO practice_before;
CREATE TABLE practice (
    seq INTEGER PRIMARY KEY, id BLOB NOT NULL UNIQUE, day INTEGER NOT NULL, last INTEGER NOT NULL,
    revision INTEGER NOT NULL, waits INTEGER NOT NULL, state TEXT
) STRICT;
INSERT INTO practice (seq, id, day, last, revision, waits)
    SELECT before.seq, line.id, before.day, before.seq, 0, 0
    FROM practice_before AS before JOIN log AS line ON line.seq = before.seq;
DROP TABLE practice_before;
CREATE INDEX practice_day ON practice (day, seq);

-- Its words and those of its corrections go when it is taken back.
DROP TRIGGER words_go_by_a_take_back_alone;
CREATE TRIGGER words_go_by_a_take_back_alone BEFORE DELETE ON payload
WHEN NOT EXISTS (
    SELECT 1 FROM log AS line JOIN log AS back ON back.amends IN (line.id, line.amends)
    WHERE line.seq = OLD.seq AND back.seq > line.seq
      AND (back.kind = 'take-back'
            AND line.kind IN ('entry', 'amend', 'send-back', 'heard-back', 'follow-up-done')
        OR back.kind = 'step-reopened' AND line.kind = 'heard-back'
        OR back.kind = 'take-back-practice' AND line.kind IN ('practice', 'amend-practice')))
BEGIN SELECT RAISE(ABORT, 'what a line says goes by a take-back alone'); END;
