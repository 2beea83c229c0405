-- What was sent back to its writer and waits for an answer is found as fast as what nobody has looked at.
CREATE INDEX entry_asked ON entry (room, day) WHERE review = 2 AND withdrawn = 0;
