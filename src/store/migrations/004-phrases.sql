-- The setting's own phrases, in the order in which they came. Each stands in the place of the bank's with its code.
CREATE TABLE phrase (n INTEGER PRIMARY KEY, code TEXT NOT NULL UNIQUE, content TEXT NOT NULL) STRICT;
