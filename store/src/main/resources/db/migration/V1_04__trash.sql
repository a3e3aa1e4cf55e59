-- What was deleted a short while ago, whole, so that it can be brought back. Rooms write and read
-- the bodies; rows go when their time is over.
CREATE TABLE trash (
    id           TEXT   NOT NULL PRIMARY KEY,
    organization TEXT   NOT NULL,
    kind         TEXT   NOT NULL,
    subject      TEXT   NOT NULL,
    name         TEXT   NOT NULL,
    who          TEXT   NOT NULL,
    at           BIGINT NOT NULL,
    until_at     BIGINT NOT NULL,
    body         TEXT   NOT NULL
);
CREATE INDEX trash_by_time ON trash (until_at);
CREATE INDEX trash_by_subject ON trash (organization, kind, subject);
