-- The spine: one durable, ordered line per fact, written with the state it changes.
CREATE TABLE journal (
    seq          BIGINT NOT NULL PRIMARY KEY,
    at           BIGINT NOT NULL,
    organization TEXT   NOT NULL,
    kind         TEXT   NOT NULL,
    subject      TEXT   NOT NULL,
    body         TEXT   NOT NULL
);
CREATE INDEX journal_by_subject ON journal (organization, subject, seq);
CREATE INDEX journal_by_kind ON journal (organization, kind, seq);

-- The last number given. Its row is locked until commit, so the order of numbers is the order of commits.
CREATE TABLE journal_head (
    one BIGINT NOT NULL PRIMARY KEY,
    seq BIGINT NOT NULL
);
INSERT INTO journal_head (one, seq) VALUES (1, 0);

-- How far each reader has come.
CREATE TABLE journal_cursor (
    name TEXT   NOT NULL PRIMARY KEY,
    seq  BIGINT NOT NULL
);

-- Lines that a reader could not take: set aside so that those after them go on.
CREATE TABLE journal_set_aside (
    name  TEXT   NOT NULL,
    seq   BIGINT NOT NULL,
    at    BIGINT NOT NULL,
    error TEXT   NOT NULL,
    PRIMARY KEY (name, seq)
);

CREATE TABLE lease (
    name   TEXT   NOT NULL PRIMARY KEY,
    holder TEXT   NOT NULL,
    until  BIGINT NOT NULL
);
