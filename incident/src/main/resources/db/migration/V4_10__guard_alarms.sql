-- Alarms of the guard, each with the incident that tells of it, and who is suspected of what.

CREATE TABLE guard_alarm (
    organization TEXT NOT NULL,
    incident     TEXT NOT NULL,
    alarm_key    TEXT NOT NULL,
    open         BOOLEAN NOT NULL,
    body         TEXT NOT NULL,
    PRIMARY KEY (organization, incident)
);
CREATE UNIQUE INDEX guard_alarm_open ON guard_alarm (organization, alarm_key) WHERE open;

CREATE TABLE incident_suspects (
    organization TEXT NOT NULL,
    incident     TEXT NOT NULL,
    body         TEXT NOT NULL,
    PRIMARY KEY (organization, incident)
);
