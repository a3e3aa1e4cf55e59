-- How guards before the same ClickHouse nodes share each node's memory. Whoever changes the parts of
-- a node holds its row, and writes into it what all of them come to: that it fits is checked here.
CREATE TABLE guard_node (
    node  TEXT   NOT NULL PRIMARY KEY,
    whole BIGINT NOT NULL,
    given BIGINT NOT NULL,
    CHECK (given >= 0 AND given <= whole)
);

CREATE TABLE guard_part (
    node   TEXT   NOT NULL,
    guard  TEXT   NOT NULL,
    home   TEXT   NOT NULL,
    whole  BIGINT NOT NULL,
    bytes  BIGINT NOT NULL,
    kept   BIGINT NOT NULL,
    wanted BIGINT NOT NULL,
    beat   BIGINT NOT NULL,
    PRIMARY KEY (node, guard),
    CHECK (kept >= 0 AND kept <= bytes)
);
