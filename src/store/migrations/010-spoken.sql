-- With whom the talk of a piece of evidence was, and who told what was heard back of it: each adult as a byte for the
-- word that was typed (1 a mother, 2 a father, 3 anybody else) and the sixteen of the contact, nought where none is
-- known; in that order, each once.
ALTER TABLE piece ADD COLUMN spoken BLOB NOT NULL DEFAULT x'';
-- Of each agreed entry, in the order of the log, so that its words are read once and one after the other.
CREATE TEMP TABLE adults_of (entry BLOB PRIMARY KEY, adults BLOB) WITHOUT ROWID;
INSERT INTO adults_of SELECT line.id, (
    SELECT unhex(group_concat(adult, '' ORDER BY adult)) FROM (
        SELECT DISTINCT
            CASE
                WHEN lower(trim(json_extract(value, '$.word')))
                    IN ('mum', 'mam', 'mom', 'mummy', 'mammy', 'mama', 'mother', 'ma') THEN '01'
                WHEN lower(trim(json_extract(value, '$.word')))
                    IN ('dad', 'daddy', 'da', 'papa', 'father', 'pa', 'tad') THEN '02'
                ELSE '03'
            END || coalesce(replace(json_extract(value, '$.contact'), '-', ''), hex(zeroblob(16))) AS adult
        FROM (SELECT 0 AS later UNION ALL SELECT 1) AS told
        JOIN json_each(CASE told.later
            WHEN 0 THEN json_extract(payload.content, '$.with')
            ELSE json_extract(entry.state, '$.step.heard-back.with') END)))
    FROM entry CROSS JOIN log AS line ON line.seq = entry.seq CROSS JOIN payload ON payload.seq = entry.seq
    WHERE entry.review IN (1, 3) AND entry.withdrawn = 0;
UPDATE piece SET spoken = known.adults
    FROM adults_of AS known WHERE known.entry = piece.entry AND known.adults IS NOT NULL;
DROP TABLE adults_of;

-- What is about the whole setting and no family counts in every room.
CREATE INDEX piece_of_setting ON piece (statement, day) WHERE room = x'' AND child = x'';
