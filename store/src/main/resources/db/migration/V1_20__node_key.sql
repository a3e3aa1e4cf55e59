-- A mark of the node's secret.key, by which nodes see whether they have the same.
ALTER TABLE node ADD COLUMN key_mark TEXT NOT NULL DEFAULT '';
