-- Where the log's bounds lie is read from this index alone: what came in, and how large, newest first.
-- It begins as the one it replaces, so lists go on finding their order in it.
CREATE INDEX inbound_delivery_bounds ON inbound_delivery (organization, at, id, bytes);
DROP INDEX inbound_delivery_at;
