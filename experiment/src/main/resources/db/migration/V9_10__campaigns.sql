CREATE TABLE campaign_site (
    site         TEXT   NOT NULL PRIMARY KEY,
    organization TEXT   NOT NULL,
    revision     BIGINT NOT NULL -- one more with each change; whoever changes campaigns or metrics holds this row
);

CREATE TABLE campaign (
    site         TEXT    NOT NULL,
    name         TEXT    NOT NULL, -- its key
    organization TEXT    NOT NULL,
    version      BIGINT  NOT NULL,
    state        TEXT    NOT NULL, -- DRAFT, RUNNING, STOPPED
    archived     BOOLEAN NOT NULL,
    changed_at   BIGINT  NOT NULL,
    stale_since  BIGINT,           -- when its figures were first found to be too old; empty while they are not
    body         TEXT    NOT NULL, -- a CampaignPlan
    PRIMARY KEY (site, name)
);
CREATE INDEX campaign_running ON campaign (site, name) WHERE state = 'RUNNING';

CREATE TABLE campaign_edition (
    site         TEXT   NOT NULL,
    campaign     TEXT   NOT NULL,
    number       BIGINT NOT NULL, -- 1 is the first
    organization TEXT   NOT NULL,
    made_at      BIGINT NOT NULL,
    why          TEXT   NOT NULL, -- in words
    body         TEXT   NOT NULL, -- a Campaign, with its metrics as they were and the period it covers
    PRIMARY KEY (site, campaign, number)
);

CREATE TABLE campaign_metric (
    site         TEXT   NOT NULL,
    name         TEXT   NOT NULL, -- its key
    organization TEXT   NOT NULL,
    version      BIGINT NOT NULL,
    changed_at   BIGINT NOT NULL,
    body         TEXT   NOT NULL, -- a Metric
    PRIMARY KEY (site, name)
);
