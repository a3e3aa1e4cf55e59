-- The automated tests of services. `token` is the SHA-256 of a heartbeat's secret.
CREATE TABLE checks (
    id           TEXT   NOT NULL PRIMARY KEY,
    organization TEXT   NOT NULL,
    service      TEXT   NOT NULL,
    name         TEXT   NOT NULL,
    token        TEXT,
    created_at   BIGINT NOT NULL,
    body         TEXT   NOT NULL
);
CREATE INDEX checks_by_name ON checks (organization, name, id);
CREATE INDEX checks_by_service ON checks (organization, service, name, id);
CREATE UNIQUE INDEX checks_by_token ON checks (token) WHERE token IS NOT NULL;

-- Where the verdict of each check stands, as last settled.
CREATE TABLE check_state (
    check_id     TEXT   NOT NULL PRIMARY KEY,
    organization TEXT   NOT NULL,
    service      TEXT   NOT NULL,
    verdict      TEXT   NOT NULL,
    body         TEXT   NOT NULL
);
CREATE INDEX check_state_by_service ON check_state (organization, service, check_id);

-- Every change of a verdict with the evidence from which it can be worked out again.
CREATE TABLE verdict (
    id           TEXT   NOT NULL PRIMARY KEY,
    organization TEXT   NOT NULL,
    check_id     TEXT   NOT NULL,
    decided_at   BIGINT NOT NULL,
    body         TEXT   NOT NULL,
    evidence     TEXT   NOT NULL
);
CREATE INDEX verdict_by_check ON verdict (organization, check_id, decided_at, id);
CREATE INDEX verdict_by_time ON verdict (decided_at);

-- When a job last reported in.
CREATE TABLE heartbeat (
    check_id     TEXT   NOT NULL PRIMARY KEY,
    organization TEXT   NOT NULL,
    last_beat    BIGINT NOT NULL
);
