-- Places that probe for us from elsewhere. `organization` is empty for one that serves all;
-- `token` is the SHA-256 of what the place signs in with.
CREATE TABLE place (
    id           TEXT   NOT NULL PRIMARY KEY,
    organization TEXT   NOT NULL,
    name         TEXT   NOT NULL,
    region       TEXT   NOT NULL,
    latitude     DOUBLE PRECISION,
    longitude    DOUBLE PRECISION,
    token        TEXT   NOT NULL,
    created_at   BIGINT NOT NULL
);
CREATE UNIQUE INDEX place_by_token ON place (token);
CREATE UNIQUE INDEX place_by_name ON place (organization, name);

-- How each node sees each place that is connected to it. Times in microseconds.
CREATE TABLE place_sight (
    place        TEXT   NOT NULL,
    node         TEXT   NOT NULL,
    seen_at      BIGINT NOT NULL,
    version      TEXT   NOT NULL,
    late_median  BIGINT NOT NULL,
    late_p99     BIGINT NOT NULL,
    clock_offset BIGINT NOT NULL,
    round_trip   BIGINT NOT NULL,
    probes       BIGINT NOT NULL,
    without_vote BIGINT NOT NULL,
    trouble      TEXT   NOT NULL,
    PRIMARY KEY (place, node)
);
