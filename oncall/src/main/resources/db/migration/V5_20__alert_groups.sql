-- By what an alert pages, to see a storm; and alerts of which one pages for all.
ALTER TABLE alert ADD COLUMN policy TEXT;
ALTER TABLE alert ADD COLUMN service TEXT;
ALTER TABLE alert ADD COLUMN group_id TEXT;
CREATE INDEX alert_by_policy ON alert (organization, policy, triggered_at);
CREATE INDEX alert_by_service ON alert (organization, service, triggered_at);
CREATE INDEX alert_in_group ON alert (organization, group_id, triggered_at, id) WHERE group_id IS NOT NULL AND open;

-- `gathers` is what a storm is about while it may still grow; NULL for what a person merged.
CREATE TABLE alert_group (
    organization TEXT   NOT NULL,
    id           TEXT   NOT NULL,
    leader       TEXT   NOT NULL,
    gathers      TEXT,
    opened_at    BIGINT NOT NULL,
    body         TEXT   NOT NULL,
    PRIMARY KEY (organization, id)
);
CREATE INDEX alert_group_gathers ON alert_group (organization, gathers, opened_at) WHERE gathers IS NOT NULL;
CREATE INDEX alert_group_leader ON alert_group (organization, leader);
