-- How long the machine had been up at the last wrong try, in milliseconds, where it says so: a clock that is put
-- forward shortens no wait.
ALTER TABLE pin ADD COLUMN up INTEGER;
