-- The node that has a letter under way (node.id); NULL from releases that went by `lease_until` alone.
ALTER TABLE letter ADD COLUMN holder TEXT;
