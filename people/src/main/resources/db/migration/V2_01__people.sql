CREATE TABLE organization (
    id         TEXT   NOT NULL PRIMARY KEY,
    name       TEXT   NOT NULL,
    created_at BIGINT NOT NULL
);

CREATE TABLE person (
    id           TEXT    NOT NULL PRIMARY KEY,
    organization TEXT    NOT NULL REFERENCES organization (id),
    name         TEXT    NOT NULL,
    email        TEXT    NOT NULL, -- lower case; signs in with it, so unique over all organizations
    role         TEXT    NOT NULL,
    active       BOOLEAN NOT NULL,
    password     TEXT    NOT NULL, -- Argon2id, in the PHC string format
    created_at   BIGINT  NOT NULL
);
CREATE UNIQUE INDEX person_by_email ON person (email);
CREATE INDEX person_by_name ON person (organization, name, id);

CREATE TABLE contact_method (
    id              TEXT    NOT NULL PRIMARY KEY,
    organization    TEXT    NOT NULL,
    person          TEXT    NOT NULL REFERENCES person (id) ON DELETE CASCADE,
    channel         TEXT    NOT NULL,
    address         TEXT    NOT NULL,
    verified        BOOLEAN NOT NULL,
    position        BIGINT  NOT NULL,
    code_hash       TEXT,
    code_expires_at BIGINT  NOT NULL DEFAULT 0,
    code_tries      BIGINT  NOT NULL DEFAULT 0,
    code_sent_at    BIGINT  NOT NULL DEFAULT 0
);
CREATE UNIQUE INDEX contact_method_once ON contact_method (person, channel, address);

CREATE TABLE session (
    id         TEXT   NOT NULL PRIMARY KEY,
    token_hash TEXT   NOT NULL UNIQUE,
    person     TEXT   NOT NULL REFERENCES person (id) ON DELETE CASCADE,
    created_at BIGINT NOT NULL,
    seen_at    BIGINT NOT NULL,
    expires_at BIGINT NOT NULL,
    address    TEXT   NOT NULL,
    agent      TEXT   NOT NULL
);
CREATE INDEX session_by_person ON session (person, seen_at);

CREATE TABLE invitation (
    id           TEXT   NOT NULL PRIMARY KEY,
    token_hash   TEXT   NOT NULL UNIQUE,
    organization TEXT   NOT NULL REFERENCES organization (id),
    purpose      TEXT   NOT NULL,
    name         TEXT   NOT NULL,
    email        TEXT   NOT NULL,
    role         TEXT   NOT NULL,
    person       TEXT   REFERENCES person (id) ON DELETE CASCADE,
    created_at   BIGINT NOT NULL,
    expires_at   BIGINT NOT NULL
);
CREATE INDEX invitation_by_time ON invitation (organization, created_at);

CREATE TABLE api_token (
    id           TEXT   NOT NULL PRIMARY KEY,
    token_hash   TEXT   NOT NULL UNIQUE,
    organization TEXT   NOT NULL REFERENCES organization (id),
    name         TEXT   NOT NULL,
    hint         TEXT   NOT NULL,
    scopes       TEXT   NOT NULL, -- READ,RESPOND,WRITE,ADMIN
    created_by   TEXT   NOT NULL, -- the actor as JSON
    created_at   BIGINT NOT NULL,
    expires_at   BIGINT,
    last_used_at BIGINT
);
CREATE INDEX api_token_by_time ON api_token (organization, created_at);

-- Attempts that are slowed down when they come too often: sign-ins by account, address and both.
CREATE TABLE throttle (
    key           TEXT   NOT NULL PRIMARY KEY,
    attempts      BIGINT NOT NULL,
    last_at       BIGINT NOT NULL,
    blocked_until BIGINT NOT NULL
);
CREATE INDEX throttle_by_time ON throttle (last_at);
