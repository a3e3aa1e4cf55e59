-- "Probe it now", asked of a node that does not watch the check; taken away by the one that does.
CREATE TABLE run_request (
    check_id TEXT   NOT NULL PRIMARY KEY,
    shard    BIGINT NOT NULL,
    asked_at BIGINT NOT NULL
);
