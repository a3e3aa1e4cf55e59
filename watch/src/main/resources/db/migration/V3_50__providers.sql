-- The shipped catalogue (organization `system`) and what organizations added themselves.
CREATE TABLE provider (
    id           TEXT   NOT NULL PRIMARY KEY,
    organization TEXT   NOT NULL,
    name         TEXT   NOT NULL,
    changed_at   BIGINT NOT NULL,
    body         TEXT   NOT NULL
);
CREATE INDEX provider_by_organization ON provider (organization, id);
CREATE INDEX provider_by_change ON provider (changed_at);

-- Which catalogue was loaded last, by the digest of its file.
CREATE TABLE provider_catalogue (
    one    BIGINT NOT NULL PRIMARY KEY,
    digest TEXT   NOT NULL
);

-- What each provider's page said last.
CREATE TABLE provider_state (
    provider      TEXT    NOT NULL PRIMARY KEY,
    organization  TEXT    NOT NULL,
    status        TEXT    NOT NULL,
    in_trouble    BOOLEAN NOT NULL,
    confirmed     BOOLEAN NOT NULL,
    reader        TEXT    NOT NULL,
    etag          TEXT    NOT NULL,
    last_modified TEXT    NOT NULL,
    last_contact  BIGINT,
    body          TEXT    NOT NULL
);
CREATE INDEX provider_state_in_trouble ON provider_state (organization, provider) WHERE in_trouble;
