-- Of the writing connection alone, and in memory: what was read from the log and is being applied.
CREATE TEMP TABLE incoming (
    seq        BIGINT,
    site       VARCHAR,
    id         VARCHAR,
    mark       BIGINT,
    visitor    VARCHAR,
    happened   BIGINT,
    arrived    BIGINT,
    kind       TINYINT,
    name       VARCHAR,
    variation  VARCHAR,
    value      DOUBLE,
    properties VARCHAR
);
CREATE TEMP TABLE suspect (mark BIGINT);
