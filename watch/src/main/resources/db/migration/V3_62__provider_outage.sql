-- Outages of providers as an organization that follows them lived through them: who saw what when.
CREATE TABLE provider_outage (
    id           TEXT   NOT NULL PRIMARY KEY,
    organization TEXT   NOT NULL,
    provider     TEXT   NOT NULL,
    begun_at     BIGINT NOT NULL,
    sign_at      BIGINT,
    sign         TEXT   NOT NULL,
    post_at      BIGINT,
    claimed_at   BIGINT,
    page_at      BIGINT,
    call_at      BIGINT,
    incident     TEXT   NOT NULL,
    ended_at     BIGINT
);
CREATE INDEX provider_outage_by_time ON provider_outage (organization, provider, begun_at);
CREATE INDEX provider_outage_open ON provider_outage (organization, provider) WHERE ended_at IS NULL;
CREATE INDEX provider_outage_by_incident ON provider_outage (incident) WHERE call_at IS NULL;
