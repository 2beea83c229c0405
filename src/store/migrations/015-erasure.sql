-- Projections: each line of the log whose words were erased, and the line that says so.
CREATE TABLE IF NOT EXISTS erased (line BLOB PRIMARY KEY NOT NULL, seq INTEGER NOT NULL) STRICT, WITHOUT ROWID;
-- Projections: what is held, so that it is not erased.
CREATE TABLE IF NOT EXISTS hold (
    subject TEXT PRIMARY KEY NOT NULL, child BLOB, reason TEXT NOT NULL,
    by BLOB, at INTEGER NOT NULL, at_offset INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

-- Words go by a take-back or by an erasure. The guard keeps the name by which the steps before know it.
DROP TRIGGER words_go_by_a_take_back_alone;
CREATE TRIGGER words_go_by_a_take_back_alone BEFORE DELETE ON payload
WHEN NOT EXISTS (
    SELECT 1 FROM log AS line JOIN log AS back ON back.amends IN (line.id, line.amends)
    WHERE line.seq = OLD.seq AND back.seq > line.seq
      AND (back.kind = 'take-back'
            AND line.kind IN ('entry', 'amend', 'send-back', 'heard-back', 'follow-up-done')
        OR back.kind = 'step-reopened' AND line.kind = 'heard-back'
        OR back.kind = 'take-back-practice' AND line.kind IN ('practice', 'amend-practice')))
  AND NOT EXISTS (
    SELECT 1 FROM log AS line JOIN erased ON erased.line = line.id
    JOIN log AS act ON act.seq = erased.seq AND act.kind = 'erase'
    WHERE line.seq = OLD.seq AND line.kind <> 'erase')
BEGIN SELECT RAISE(ABORT, 'what a line says goes by a take-back or an erasure alone'); END;
