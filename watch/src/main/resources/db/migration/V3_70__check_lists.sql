-- What lists of checks are filtered, sorted and searched by. Empty where an older version wrote the
-- row: a job fills them in.
ALTER TABLE checks ADD COLUMN kind TEXT NOT NULL DEFAULT '';
ALTER TABLE checks ADD COLUMN sought TEXT NOT NULL DEFAULT '';
ALTER TABLE checks ADD COLUMN host TEXT NOT NULL DEFAULT '';
ALTER TABLE checks ADD COLUMN paused BOOLEAN NOT NULL DEFAULT FALSE;
ALTER TABLE check_state ADD COLUMN standing TEXT NOT NULL DEFAULT '';
CREATE INDEX checks_unlisted ON checks (id) WHERE kind = '';
CREATE INDEX check_state_unlisted ON check_state (check_id) WHERE standing = '';
