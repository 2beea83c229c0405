-- That a name in a practice record was settled is found with the record's other lines.
DROP INDEX IF EXISTS log_by_words;
CREATE INDEX log_by_words ON log (kind) WHERE kind IN (
    'contact', 'siblings', 'group', 'practice', 'amend-practice', 'take-back-practice', 'agree-practice',
    'practice-name-settled', 'evidence-text', 'exported');
