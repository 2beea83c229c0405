-- The log and what is made from it. Days are counted from the first of January of the year 1 (day 1),
-- weeks from that day's Monday (week 0), moments in milliseconds since 1970 with the wall clock's offset
-- in minutes beside them. Ids are sixteen bytes. This file never changes once a version has gone out.

-- What this file is.
CREATE TABLE identity (
    one INTEGER PRIMARY KEY CHECK (one = 1),
    machine BLOB NOT NULL CHECK (length(machine) = 16)
) STRICT;

-- The chain. Each line holds the hash of the line before it.
CREATE TABLE log (
    seq INTEGER PRIMARY KEY,
    id BLOB NOT NULL UNIQUE CHECK (length(id) = 16),
    machine BLOB NOT NULL CHECK (length(machine) = 16),
    kind TEXT NOT NULL,
    child BLOB CHECK (length(child) = 16),
    person BLOB CHECK (length(person) = 16),
    recorded INTEGER NOT NULL,
    recorded_offset INTEGER NOT NULL,
    happened INTEGER,
    happened_offset INTEGER,
    boot INTEGER,
    amends BLOB CHECK (length(amends) = 16),
    commitment BLOB NOT NULL CHECK (length(commitment) = 32),
    prev BLOB NOT NULL CHECK (length(prev) = 32),
    hash BLOB NOT NULL CHECK (length(hash) = 32)
) STRICT;
-- All that was done to an entry; a take-back is looked for here before words may go.
CREATE INDEX log_amends ON log (amends) WHERE amends IS NOT NULL;

-- The words of each line, apart from it, so that they can go while the line stays.
CREATE TABLE payload (
    seq INTEGER PRIMARY KEY,
    salt BLOB NOT NULL CHECK (length(salt) = 16),
    content TEXT NOT NULL
) STRICT;

CREATE TRIGGER log_is_never_changed BEFORE UPDATE ON log
BEGIN SELECT RAISE(ABORT, 'a line of the log is never changed'); END;
CREATE TRIGGER log_is_never_shortened BEFORE DELETE ON log
BEGIN SELECT RAISE(ABORT, 'a line of the log is never removed'); END;
CREATE TRIGGER words_are_never_changed BEFORE UPDATE ON payload
BEGIN SELECT RAISE(ABORT, 'what a line says is never changed'); END;
CREATE TRIGGER words_go_by_a_take_back_alone BEFORE DELETE ON payload
WHEN NOT EXISTS (
    SELECT 1 FROM log AS line JOIN log AS back ON back.amends IN (line.id, line.amends)
    WHERE line.seq = OLD.seq AND back.kind = 'take-back' AND back.seq > line.seq
      AND line.kind IN ('entry', 'amend', 'send-back', 'heard-back'))
BEGIN SELECT RAISE(ABORT, 'what a line says goes by a take-back alone'); END;

-- Projections: who is who. `n` is the order in which they came.
CREATE TABLE setting (one INTEGER PRIMARY KEY CHECK (one = 1), content TEXT NOT NULL) STRICT;
CREATE TABLE room (n INTEGER PRIMARY KEY, id BLOB NOT NULL UNIQUE, content TEXT NOT NULL) STRICT;
CREATE TABLE person (n INTEGER PRIMARY KEY, id BLOB NOT NULL UNIQUE, content TEXT NOT NULL) STRICT;
CREATE TABLE child (n INTEGER PRIMARY KEY, id BLOB NOT NULL UNIQUE, content TEXT NOT NULL) STRICT;
CREATE TABLE household (n INTEGER PRIMARY KEY, id BLOB NOT NULL UNIQUE) STRICT;
CREATE TABLE contact (n INTEGER PRIMARY KEY, id BLOB NOT NULL UNIQUE, content TEXT NOT NULL) STRICT;
CREATE TABLE link (
    n INTEGER PRIMARY KEY, child BLOB NOT NULL, contact BLOB NOT NULL, content TEXT NOT NULL,
    UNIQUE (child, contact)
) STRICT;
CREATE TABLE sibling (
    n INTEGER PRIMARY KEY, a BLOB NOT NULL, b BLOB NOT NULL,
    UNIQUE (a, b)
) STRICT;
CREATE TABLE key_person (
    n INTEGER PRIMARY KEY, child BLOB NOT NULL, person BLOB NOT NULL, second INTEGER NOT NULL,
    since INTEGER NOT NULL, content TEXT NOT NULL,
    UNIQUE (child, person, second, since)
) STRICT;
-- Each child's family: the smallest id of those who are joined, and that child's place in `child`.
CREATE TABLE family (
    child BLOB PRIMARY KEY, root BLOB NOT NULL, n INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
-- Small values that are kept: the line at which the roll changed last.
CREATE TABLE kept (name TEXT PRIMARY KEY, value INTEGER NOT NULL) STRICT, WITHOUT ROWID;

-- Projections: the entries. The words stay in `payload`; here is what they are found by and how they stand.
CREATE TABLE entry (
    seq INTEGER PRIMARY KEY,
    talk BLOB NOT NULL,
    child BLOB NOT NULL,
    room BLOB NOT NULL,
    kind INTEGER NOT NULL,
    day INTEGER NOT NULL,
    happened INTEGER NOT NULL,
    by BLOB NOT NULL,
    recorded INTEGER NOT NULL,
    recorded_offset INTEGER NOT NULL,
    private INTEGER NOT NULL,
    no_talk INTEGER,
    review INTEGER NOT NULL,
    revision INTEGER NOT NULL,
    step INTEGER,
    due INTEGER,
    withdrawn INTEGER NOT NULL,
    state TEXT,
    remains TEXT
) STRICT;
CREATE INDEX entry_talk ON entry (talk);
CREATE INDEX entry_child ON entry (child, happened, seq);
CREATE INDEX entry_day ON entry (room, day, child, withdrawn, no_talk);
CREATE INDEX entry_by ON entry (by, seq);
CREATE INDEX entry_waiting ON entry (room, day) WHERE review = 0 AND withdrawn = 0;
CREATE INDEX entry_open ON entry (seq) WHERE step = 0 AND withdrawn = 0;
CREATE INDEX entry_due ON entry (room, due) WHERE due IS NOT NULL;

-- Projections: the day.
CREATE TABLE gap (
    day INTEGER NOT NULL, child BLOB NOT NULL, kind INTEGER NOT NULL, reason TEXT NOT NULL,
    PRIMARY KEY (day, child, kind)
) STRICT, WITHOUT ROWID;
CREATE TABLE closed (
    room BLOB NOT NULL, day INTEGER NOT NULL, by BLOB NOT NULL,
    at INTEGER NOT NULL, at_offset INTEGER NOT NULL, code TEXT NOT NULL,
    PRIMARY KEY (room, day)
) STRICT, WITHOUT ROWID;

-- Projections: practice records, and what people wrote about statements.
CREATE TABLE practice (seq INTEGER PRIMARY KEY, day INTEGER NOT NULL) STRICT;
CREATE INDEX practice_day ON practice (day);
CREATE TABLE practice_child (
    child BLOB NOT NULL, seq INTEGER NOT NULL,
    PRIMARY KEY (child, seq)
) STRICT, WITHOUT ROWID;
CREATE TABLE judged (
    framework TEXT NOT NULL, code TEXT NOT NULL,
    met TEXT NOT NULL, text TEXT NOT NULL, cited TEXT NOT NULL, revision INTEGER NOT NULL,
    by BLOB, at INTEGER, at_offset INTEGER,
    PRIMARY KEY (framework, code)
) STRICT, WITHOUT ROWID;

-- Projections: figures by child, writer and room, kept as changes come.
CREATE TABLE tally (
    what INTEGER NOT NULL, a BLOB NOT NULL, b ANY NOT NULL, n INTEGER NOT NULL,
    PRIMARY KEY (what, a, b)
) STRICT, WITHOUT ROWID;

-- Numbers for statements, so that the roll-up's rows are short.
CREATE TABLE statement (
    no INTEGER PRIMARY KEY, framework TEXT NOT NULL, code TEXT NOT NULL,
    UNIQUE (framework, code)
) STRICT;
-- Projections: the roll-up. A room or a child of no bytes stands for the whole setting.
CREATE TABLE piece (
    statement INTEGER NOT NULL, day INTEGER NOT NULL, room BLOB NOT NULL, entry BLOB NOT NULL,
    child BLOB NOT NULL, family BLOB NOT NULL, talk BLOB NOT NULL, kind TEXT NOT NULL, by BLOB NOT NULL,
    voices INTEGER NOT NULL, changed INTEGER NOT NULL,
    PRIMARY KEY (statement, day, room, entry, child)
) STRICT, WITHOUT ROWID;
-- The same, added up by week and room; `families` has a bit for each family's place in `child`.
CREATE TABLE cell (
    statement INTEGER NOT NULL, week INTEGER NOT NULL, room BLOB NOT NULL,
    entries INTEGER NOT NULL, talks INTEGER NOT NULL,
    staff INTEGER NOT NULL, family INTEGER NOT NULL, child INTEGER NOT NULL,
    changed INTEGER NOT NULL, last INTEGER NOT NULL, families BLOB NOT NULL,
    PRIMARY KEY (statement, week, room)
) STRICT, WITHOUT ROWID;
-- Talks of one family that fall into more than one cell, which must not count twice.
CREATE TABLE spread (
    talk BLOB NOT NULL, statement INTEGER NOT NULL, family BLOB NOT NULL,
    week INTEGER NOT NULL, room BLOB NOT NULL,
    PRIMARY KEY (talk, statement, family, week, room)
) STRICT, WITHOUT ROWID;
CREATE INDEX spread_week ON spread (statement, week);
-- What would count and may not.
CREATE TABLE kept_out (
    statement INTEGER NOT NULL, day INTEGER NOT NULL, room BLOB NOT NULL,
    private INTEGER NOT NULL, not_agreed INTEGER NOT NULL,
    PRIMARY KEY (statement, day, room)
) STRICT, WITHOUT ROWID;

-- Projections: the search index over the latest words. It holds no text, and lets go of words at once.
CREATE VIRTUAL TABLE words USING fts5(
    text, content = '', prefix = '1 2 3', tokenize = "unicode61 remove_diacritics 2"
);
INSERT INTO words (words, rank) VALUES ('secure-delete', 1);
-- Each word that the index holds, folded: a beginning of four letters or more is looked up here.
CREATE TABLE term (term TEXT PRIMARY KEY) STRICT, WITHOUT ROWID;

-- Side rows: never in the log, never replayed.
CREATE TABLE draft (
    id BLOB PRIMARY KEY, writer BLOB NOT NULL, room BLOB NOT NULL,
    saved INTEGER NOT NULL, opening INTEGER NOT NULL DEFAULT 0, content TEXT NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX draft_writer ON draft (writer, saved);
CREATE TABLE draft_aside (
    id BLOB PRIMARY KEY, writer BLOB NOT NULL, room BLOB NOT NULL,
    saved INTEGER NOT NULL, content TEXT NOT NULL
) STRICT, WITHOUT ROWID;
CREATE TABLE pin (
    person BLOB PRIMARY KEY, hash TEXT NOT NULL, one_use INTEGER NOT NULL,
    wrong INTEGER NOT NULL DEFAULT 0, last INTEGER NOT NULL DEFAULT 0
) STRICT, WITHOUT ROWID;
-- Small things beside the record: how the whole room's sign-in rests.
CREATE TABLE side (name TEXT PRIMARY KEY, content TEXT NOT NULL) STRICT, WITHOUT ROWID;
