-- Times are microseconds since 1970, latencies microseconds, -1 where a phase did not happen.
-- No keys and no indexes: rows come in the order of time, and DuckDB prunes by the least and
-- greatest value of each block.
CREATE TABLE probe_result (
    organization VARCHAR NOT NULL,
    check_id     VARCHAR NOT NULL,
    place        VARCHAR NOT NULL,
    happened     BIGINT  NOT NULL,
    outcome      VARCHAR NOT NULL,
    dns          BIGINT  NOT NULL,
    connect      BIGINT  NOT NULL,
    tls          BIGINT  NOT NULL,
    first_byte   BIGINT  NOT NULL,
    body         BIGINT  NOT NULL,
    total        BIGINT  NOT NULL,
    message      VARCHAR NOT NULL,
    confirming   BOOLEAN NOT NULL
);
CREATE TABLE check_hour (
    organization VARCHAR NOT NULL,
    check_id     VARCHAR NOT NULL,
    span         BIGINT  NOT NULL,
    up           BIGINT  NOT NULL,
    degraded     BIGINT  NOT NULL,
    down         BIGINT  NOT NULL,
    no_vote      BIGINT  NOT NULL,
    confirming   BIGINT  NOT NULL,
    answers      BIGINT  NOT NULL,
    p50          BIGINT  NOT NULL,
    p95          BIGINT  NOT NULL,
    p99          BIGINT  NOT NULL,
    slowest      BIGINT  NOT NULL,
    latencies    MAP(SMALLINT, BIGINT)
);
CREATE TABLE check_day AS FROM check_hour LIMIT 0;
-- Whole minutes of each day by what was known of them.
CREATE TABLE check_day_uptime (
    organization VARCHAR NOT NULL,
    check_id     VARCHAR NOT NULL,
    span         BIGINT  NOT NULL,
    up           BIGINT  NOT NULL,
    degraded     BIGINT  NOT NULL,
    down         BIGINT  NOT NULL
);
-- Every hour and every day before `upto` stands in its table.
CREATE TABLE rolled (
    span VARCHAR NOT NULL,
    upto BIGINT  NOT NULL
);
