-- Projections: the questions on the door cards, one a room; no bytes for the one on every room's.
CREATE TABLE IF NOT EXISTS pinned (room BLOB PRIMARY KEY NOT NULL, content TEXT NOT NULL) STRICT, WITHOUT ROWID;
