-- What its writer amended after a lead had agreed it waits for a lead again: review 3. Of what is there already, the
-- last thing that happened to its words or its review tells: the writer's amendment.
UPDATE entry SET
    review = 3,
    state = json_set(state, '$.amendments[#-1].unseen', json('true'))
WHERE review = 1 AND revision > 0 AND (
    SELECT line.kind = 'amend' AND NOT EXISTS (
        SELECT 1 FROM person
        WHERE person.id = line.person
          AND json_extract(person.content, '$.role') IN ('room-lead', 'manager'))
    FROM log AS line
    WHERE line.amends = (SELECT first.id FROM log AS first WHERE first.seq = entry.seq)
      AND line.kind IN ('amend', 'agree', 'send-back')
    ORDER BY line.seq DESC LIMIT 1);
CREATE INDEX entry_unseen ON entry (room, day) WHERE review = 3 AND withdrawn = 0;
