-- What is said to people, and what automation knows. Bodies are the records of the model as JSON;
-- columns beside them are what is searched for.

-- One row an organization: whoever changes its incidents holds this row until commit.
CREATE TABLE incident_turn (
    organization TEXT   NOT NULL PRIMARY KEY,
    taken        BIGINT NOT NULL
);

CREATE TABLE service (
    organization TEXT NOT NULL,
    id           TEXT NOT NULL,
    name         TEXT NOT NULL,
    body         TEXT NOT NULL,
    PRIMARY KEY (organization, id)
);

-- What automation knows of a service: its checks, its incident, and when to look again.
CREATE TABLE service_watch (
    organization TEXT    NOT NULL,
    service      TEXT    NOT NULL,
    incident     TEXT,
    troubled     BOOLEAN NOT NULL,
    due_at       BIGINT,
    body         TEXT    NOT NULL,
    PRIMARY KEY (organization, service)
);
CREATE INDEX service_watch_due ON service_watch (due_at) WHERE due_at IS NOT NULL;
CREATE INDEX service_watch_incident ON service_watch (organization, incident) WHERE incident IS NOT NULL;

CREATE TABLE service_status (
    organization TEXT   NOT NULL,
    service      TEXT   NOT NULL,
    status       TEXT   NOT NULL,
    since        BIGINT NOT NULL,
    why          TEXT   NOT NULL,
    PRIMARY KEY (organization, service)
);

CREATE TABLE service_status_span (
    organization TEXT   NOT NULL,
    service      TEXT   NOT NULL,
    from_at      BIGINT NOT NULL,
    until_at     BIGINT,
    status       TEXT   NOT NULL,
    why          TEXT   NOT NULL,
    PRIMARY KEY (organization, service, from_at)
);

CREATE TABLE incident (
    organization TEXT    NOT NULL,
    id           TEXT    NOT NULL,
    created_at   BIGINT  NOT NULL,
    open         BOOLEAN NOT NULL,
    source       TEXT,   -- where it was imported from, until somebody changes it here
    body         TEXT    NOT NULL,
    PRIMARY KEY (organization, id)
);
CREATE INDEX incident_latest ON incident (organization, created_at, id);
CREATE INDEX incident_open ON incident (organization, created_at, id) WHERE open;

CREATE TABLE incident_service (
    organization TEXT    NOT NULL,
    service      TEXT    NOT NULL,
    incident     TEXT    NOT NULL,
    created_at   BIGINT  NOT NULL,
    open         BOOLEAN NOT NULL,
    PRIMARY KEY (organization, incident, service)
);
CREATE INDEX incident_service_latest ON incident_service (organization, service, created_at, incident);
CREATE INDEX incident_service_open ON incident_service (organization, service) WHERE open;

CREATE TABLE maintenance (
    organization  TEXT    NOT NULL,
    id            TEXT    NOT NULL,
    scheduled_for BIGINT  NOT NULL,
    open          BOOLEAN NOT NULL,
    due_at        BIGINT,
    body          TEXT    NOT NULL,
    PRIMARY KEY (organization, id)
);
CREATE INDEX maintenance_latest ON maintenance (organization, scheduled_for, id);
CREATE INDEX maintenance_open ON maintenance (organization, scheduled_for, id) WHERE open;
CREATE INDEX maintenance_due ON maintenance (due_at) WHERE due_at IS NOT NULL;

CREATE TABLE maintenance_service (
    organization TEXT    NOT NULL,
    service      TEXT    NOT NULL,
    maintenance  TEXT    NOT NULL,
    under_way    BOOLEAN NOT NULL,
    PRIMARY KEY (organization, maintenance, service)
);
CREATE INDEX maintenance_service_now ON maintenance_service (organization, service) WHERE under_way;
