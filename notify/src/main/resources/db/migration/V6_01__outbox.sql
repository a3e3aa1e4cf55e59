-- The outbox: one row a message, written with the reaction to the fact that called for it.
CREATE TABLE delivery (
    organization TEXT   NOT NULL,
    id           TEXT   NOT NULL,
    alert        TEXT,
    incident     TEXT,
    channel      TEXT   NOT NULL,
    target       TEXT   NOT NULL,
    state        TEXT   NOT NULL,
    queued_at    BIGINT NOT NULL,
    due_at       BIGINT NOT NULL,
    lease_until  BIGINT,
    finished_at  BIGINT,
    body         TEXT   NOT NULL,
    PRIMARY KEY (organization, id)
);
CREATE INDEX delivery_due ON delivery (channel, due_at) WHERE state = 'QUEUED';
CREATE INDEX delivery_sending ON delivery (channel, target) WHERE state = 'SENDING';
CREATE INDEX delivery_by_alert ON delivery (organization, alert) WHERE alert IS NOT NULL;
CREATE INDEX delivery_by_incident ON delivery (organization, incident, queued_at) WHERE incident IS NOT NULL;
CREATE INDEX delivery_latest ON delivery (organization, queued_at, id);
CREATE INDEX delivery_finished ON delivery (finished_at) WHERE finished_at IS NOT NULL;
