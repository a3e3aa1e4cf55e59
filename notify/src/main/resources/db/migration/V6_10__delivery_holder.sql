-- The node that has a message under way (node.id); NULL from releases that went by `lease_until` alone.
ALTER TABLE delivery ADD COLUMN holder TEXT;
