-- What depends on what, and whose trouble an incident is.

CREATE TABLE dependencies (
    organization TEXT NOT NULL,
    service      TEXT NOT NULL,
    body         TEXT NOT NULL,
    PRIMARY KEY (organization, service)
);

-- The same, one row an edge, to be walked both ways.
CREATE TABLE dependency_edge (
    organization TEXT NOT NULL,
    service      TEXT NOT NULL,
    needs        TEXT NOT NULL,
    PRIMARY KEY (organization, service, needs)
);
CREATE INDEX dependency_edge_back ON dependency_edge (organization, needs);

CREATE TABLE application (
    organization TEXT NOT NULL,
    id           TEXT NOT NULL,
    name         TEXT NOT NULL,
    body         TEXT NOT NULL,
    PRIMARY KEY (organization, id)
);

CREATE TABLE incident_cause (
    organization TEXT    NOT NULL,
    incident     TEXT    NOT NULL,
    cause        TEXT    NOT NULL,
    open         BOOLEAN NOT NULL,
    body         TEXT    NOT NULL,
    PRIMARY KEY (organization, incident)
);
CREATE INDEX incident_cause_open ON incident_cause (organization, cause) WHERE open;

-- Something that was done, by when.
CREATE TABLE change_made (
    organization TEXT   NOT NULL,
    id           TEXT   NOT NULL,
    made_at      BIGINT NOT NULL,
    body         TEXT   NOT NULL,
    PRIMARY KEY (organization, id)
);
CREATE INDEX change_made_latest ON change_made (organization, made_at, id);
