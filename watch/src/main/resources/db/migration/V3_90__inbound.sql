-- Alerts of other programs: who may send, what is open, what came in, and where it goes. Bodies are
-- records as JSON; columns are what is searched for. Times in microseconds.
CREATE TABLE integration (
    organization TEXT NOT NULL,
    id           TEXT NOT NULL,
    service      TEXT NOT NULL,
    name         TEXT NOT NULL,
    body         TEXT NOT NULL,
    PRIMARY KEY (organization, id)
);
CREATE INDEX integration_service ON integration (organization, service);

-- Keys as SHA-256. One that was rotated out ends at `ends_at`.
CREATE TABLE integration_key (
    digest       TEXT   NOT NULL PRIMARY KEY,
    organization TEXT   NOT NULL,
    integration  TEXT   NOT NULL,
    made_at      BIGINT NOT NULL,
    ends_at      BIGINT
);
CREATE INDEX integration_key_of ON integration_key (organization, integration);

CREATE TABLE inbound_alert (
    organization TEXT    NOT NULL,
    id           TEXT    NOT NULL,
    integration  TEXT    NOT NULL,
    digest       TEXT    NOT NULL,
    open         BOOLEAN NOT NULL,
    seen_at      BIGINT  NOT NULL,
    ends_at      BIGINT,
    body         TEXT    NOT NULL,
    PRIMARY KEY (organization, id)
);
CREATE UNIQUE INDEX inbound_alert_open ON inbound_alert (organization, integration, digest) WHERE open;
CREATE INDEX inbound_alert_ends ON inbound_alert (ends_at) WHERE ends_at IS NOT NULL;
CREATE INDEX inbound_alert_seen ON inbound_alert (organization, seen_at, id);
CREATE INDEX inbound_alert_closed ON inbound_alert (seen_at) WHERE NOT open;

-- What came in and what it did; the payload apart, so that lists do not read it.
CREATE TABLE inbound_delivery (
    organization TEXT   NOT NULL,
    id           TEXT   NOT NULL,
    integration  TEXT   NOT NULL,
    at           BIGINT NOT NULL,
    bytes        BIGINT NOT NULL,
    refused      BOOLEAN NOT NULL,
    body         TEXT   NOT NULL,
    payload      TEXT   NOT NULL,
    PRIMARY KEY (organization, id)
);
CREATE INDEX inbound_delivery_at ON inbound_delivery (organization, at, id);
CREATE INDEX inbound_delivery_of ON inbound_delivery (organization, integration, at, id);

CREATE TABLE inbound_silence (
    organization TEXT   NOT NULL,
    id           TEXT   NOT NULL,
    ends_at      BIGINT NOT NULL,
    body         TEXT   NOT NULL,
    PRIMARY KEY (organization, id)
);
CREATE INDEX inbound_silence_ends ON inbound_silence (organization, ends_at);

CREATE TABLE inbound_routing (
    organization TEXT NOT NULL PRIMARY KEY,
    body         TEXT NOT NULL
);
