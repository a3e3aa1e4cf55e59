-- Maintenance that comes again, its reminders, and words kept for the next time.

CREATE TABLE maintenance_series (
    organization TEXT NOT NULL,
    id           TEXT NOT NULL,
    name         TEXT NOT NULL,
    due_at       BIGINT,   -- when to look whether more must be announced; NULL when it has ended
    body         TEXT NOT NULL,
    PRIMARY KEY (organization, id)
);
CREATE INDEX maintenance_series_due ON maintenance_series (due_at) WHERE due_at IS NOT NULL;

-- Which occurrence of a series became which maintenance. `occurs` is the local time in the zone of
-- the series, as 2026-11-22T03:00: a change of the clocks does not make it another.
CREATE TABLE maintenance_occurrence (
    organization TEXT NOT NULL,
    series       TEXT NOT NULL,
    occurs       TEXT NOT NULL,
    maintenance  TEXT NOT NULL,
    PRIMARY KEY (organization, series, occurs)
);
CREATE INDEX maintenance_occurrence_of ON maintenance_occurrence (organization, maintenance);

CREATE TABLE maintenance_reminder (
    organization TEXT NOT NULL,
    maintenance  TEXT NOT NULL,
    due_at       BIGINT,
    body         TEXT NOT NULL,
    PRIMARY KEY (organization, maintenance)
);
CREATE INDEX maintenance_reminder_due ON maintenance_reminder (due_at) WHERE due_at IS NOT NULL;

CREATE TABLE word_template (
    organization TEXT NOT NULL,
    id           TEXT NOT NULL,
    name         TEXT NOT NULL,
    body         TEXT NOT NULL,
    PRIMARY KEY (organization, id)
);
