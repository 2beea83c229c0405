-- Projections: requests for a child's whole record, in the order in which they came, and what was decided of each line.
CREATE TABLE IF NOT EXISTS request (
    n INTEGER PRIMARY KEY, id BLOB NOT NULL UNIQUE, content TEXT NOT NULL, revision INTEGER NOT NULL,
    by BLOB, at INTEGER NOT NULL, at_offset INTEGER NOT NULL
) STRICT;
CREATE TABLE IF NOT EXISTS decided (
    request BLOB NOT NULL, line BLOB NOT NULL, content TEXT, revision INTEGER NOT NULL,
    by BLOB, at INTEGER NOT NULL, at_offset INTEGER NOT NULL, PRIMARY KEY (request, line)
) STRICT, WITHOUT ROWID;
-- What is held on a child is found without reading the whole log.
CREATE INDEX IF NOT EXISTS log_of_child ON log (child) WHERE child IS NOT NULL AND kind <> 'entry';
CREATE INDEX IF NOT EXISTS log_by_words ON log (kind) WHERE kind IN (
    'contact', 'siblings', 'group', 'practice', 'amend-practice', 'take-back-practice', 'agree-practice',
    'evidence-text', 'exported');
