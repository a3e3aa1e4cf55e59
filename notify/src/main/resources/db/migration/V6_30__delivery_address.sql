-- The address as it may be shown: of those that share a target, one message at a time each. Rows of
-- releases that did not say it count as one address of their target.
ALTER TABLE delivery ADD COLUMN address TEXT NOT NULL DEFAULT '';
