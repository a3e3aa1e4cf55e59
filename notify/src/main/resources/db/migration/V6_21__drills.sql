-- Test pages: each counts only when it was acknowledged.
CREATE TABLE drill (
    organization    TEXT   NOT NULL,
    id              TEXT   NOT NULL,
    person          TEXT   NOT NULL,
    started_at      BIGINT NOT NULL,
    acknowledged_at BIGINT,
    PRIMARY KEY (organization, id)
);
CREATE INDEX drill_by_person ON drill (organization, person, started_at);

-- When everybody of an organization is drilled by itself.
CREATE TABLE drill_plan (
    organization TEXT   NOT NULL PRIMARY KEY,
    every_days   BIGINT NOT NULL,
    hour         BIGINT NOT NULL,
    zone         TEXT   NOT NULL,
    next_at      BIGINT NOT NULL
);
CREATE INDEX drill_plan_next ON drill_plan (next_at);
