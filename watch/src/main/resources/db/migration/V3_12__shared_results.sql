-- Probe results on their way from the node that probed to the histories of the others; kept for a minute.
CREATE TABLE result_batch (
    node   TEXT   NOT NULL,
    number BIGINT NOT NULL,
    at     BIGINT NOT NULL,
    body   TEXT   NOT NULL,
    PRIMARY KEY (node, number)
);
