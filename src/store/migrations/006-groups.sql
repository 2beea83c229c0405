-- Projections: the groups of a room's children that leads keep. `n` is the order in which they came.
CREATE TABLE child_group (n INTEGER PRIMARY KEY, id BLOB NOT NULL UNIQUE, content TEXT NOT NULL) STRICT;
