-- The set-up of status pages, as their owners saved it.
CREATE TABLE status_page (
    id           TEXT    NOT NULL PRIMARY KEY,
    organization TEXT    NOT NULL,
    slug         TEXT    NOT NULL UNIQUE,
    domain       TEXT    UNIQUE,
    main         BOOLEAN NOT NULL,
    name         TEXT    NOT NULL,
    body         TEXT    NOT NULL
);
CREATE INDEX status_page_by_organization ON status_page (organization, name);
CREATE UNIQUE INDEX status_page_one_main ON status_page (organization) WHERE main;

-- What pages may show, as the journal last said it: one row an incident, maintenance, service, check or page.
CREATE TABLE page_thing (
    organization TEXT   NOT NULL,
    kind         TEXT   NOT NULL,
    id           TEXT   NOT NULL,
    at           BIGINT NOT NULL,
    body         TEXT   NOT NULL,
    PRIMARY KEY (organization, kind, id)
);
CREATE INDEX page_thing_by_kind ON page_thing (kind, at);

-- When the status of a service turned, for uptime.
CREATE TABLE page_turn (
    organization TEXT   NOT NULL,
    service      TEXT   NOT NULL,
    at           BIGINT NOT NULL,
    was          TEXT   NOT NULL,
    became       TEXT   NOT NULL,
    PRIMARY KEY (organization, service, at)
);
CREATE INDEX page_turn_by_time ON page_turn (at);

-- The last journal line that the rows above know.
CREATE TABLE page_seq (
    one BIGINT NOT NULL PRIMARY KEY,
    seq BIGINT NOT NULL
);
INSERT INTO page_seq (one, seq) VALUES (1, 0);
