-- What was exported is listed from the log itself, the newest first, however long it is.
CREATE INDEX log_exported ON log (seq) WHERE kind = 'exported';
