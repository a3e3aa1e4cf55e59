-- Whom to page, and the alerts under way. Bodies are records as JSON; columns are what is searched for.
CREATE TABLE escalation_policy (
    organization TEXT NOT NULL,
    id           TEXT NOT NULL,
    name         TEXT NOT NULL,
    body         TEXT NOT NULL,
    PRIMARY KEY (organization, id)
);

-- What on-call knows of services and maintenance, from the journal.
CREATE TABLE oncall_service (
    organization TEXT NOT NULL,
    service      TEXT NOT NULL,
    escalation   TEXT,
    body         TEXT NOT NULL,
    PRIMARY KEY (organization, service)
);
CREATE INDEX oncall_service_policy ON oncall_service (organization, escalation) WHERE escalation IS NOT NULL;

CREATE TABLE oncall_maintenance (
    organization TEXT NOT NULL,
    maintenance  TEXT NOT NULL,
    service      TEXT NOT NULL,
    PRIMARY KEY (organization, maintenance, service)
);
CREATE INDEX oncall_maintenance_service ON oncall_maintenance (organization, service);

-- Open incidents that page nobody before maintenance ends.
CREATE TABLE oncall_waiting (
    organization TEXT NOT NULL,
    incident     TEXT NOT NULL,
    body         TEXT NOT NULL,
    PRIMARY KEY (organization, incident)
);

CREATE TABLE alert (
    organization TEXT    NOT NULL,
    id           TEXT    NOT NULL,
    incident     TEXT    NOT NULL,
    open         BOOLEAN NOT NULL,
    triggered_at BIGINT  NOT NULL,
    next_at      BIGINT,
    body         TEXT    NOT NULL,
    PRIMARY KEY (organization, id)
);
CREATE INDEX alert_latest ON alert (organization, triggered_at, id);
CREATE INDEX alert_open ON alert (organization, triggered_at, id) WHERE open;
CREATE UNIQUE INDEX alert_of_incident ON alert (organization, incident) WHERE open;
CREATE INDEX alert_by_incident ON alert (organization, incident, triggered_at);
CREATE INDEX alert_due ON alert (next_at) WHERE next_at IS NOT NULL;
