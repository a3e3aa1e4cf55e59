-- Times are microseconds since 1970. `mark` is a hash of site and id: a replayed event is looked for
-- by it, in a column of eight bytes, and only what it finds is compared by its id. No keys and no indexes: they would
-- have to be held in memory for every event.
CREATE SEQUENCE visitor_number;
CREATE TABLE visitor (
    site   VARCHAR NOT NULL,
    name   VARCHAR NOT NULL,
    number BIGINT  NOT NULL
);
CREATE TABLE event (
    site       VARCHAR NOT NULL,
    id         VARCHAR NOT NULL,
    mark       BIGINT  NOT NULL,
    visitor    BIGINT  NOT NULL,
    happened   BIGINT  NOT NULL,
    arrived    BIGINT  NOT NULL,
    kind       TINYINT NOT NULL,
    name       VARCHAR NOT NULL,
    variation  VARCHAR NOT NULL,
    value      DOUBLE,
    properties VARCHAR NOT NULL
);
-- Up to here the log stands in these tables.
CREATE TABLE log_position (
    segment BIGINT NOT NULL,
    byte    BIGINT NOT NULL
);
INSERT INTO log_position VALUES (0, 0);
CREATE TABLE schema_version (version INTEGER NOT NULL);
INSERT INTO schema_version VALUES (1);
