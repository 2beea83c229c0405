-- Projections: since when a text of the round before stands for this one as it is, and for which days.
ALTER TABLE judged ADD COLUMN kept TEXT;
