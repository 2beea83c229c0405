-- Projections: the self-evaluation. What people judged and wrote of statements stands in `judged`.
CREATE TABLE rating (
    framework TEXT NOT NULL, row TEXT NOT NULL, number INTEGER NOT NULL,
    PRIMARY KEY (framework, row)
) STRICT, WITHOUT ROWID;
-- Areas for development; `n` is the order in which they came.
CREATE TABLE area (
    n INTEGER PRIMARY KEY, id BLOB NOT NULL UNIQUE, framework TEXT NOT NULL, content TEXT NOT NULL,
    revision INTEGER NOT NULL, by BLOB, at INTEGER NOT NULL, at_offset INTEGER NOT NULL
) STRICT;
-- What was signed off, as it stood.
CREATE TABLE signed_off (
    n INTEGER PRIMARY KEY, framework TEXT NOT NULL, content TEXT NOT NULL,
    by BLOB, at INTEGER NOT NULL, at_offset INTEGER NOT NULL
) STRICT;
CREATE INDEX signed_off_by_framework ON signed_off (framework, n);
