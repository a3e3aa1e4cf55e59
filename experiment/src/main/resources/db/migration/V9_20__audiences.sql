CREATE TABLE audience (
    site         TEXT   NOT NULL,
    name         TEXT   NOT NULL, -- its key
    organization TEXT   NOT NULL,
    version      BIGINT NOT NULL,
    changed_at   BIGINT NOT NULL,
    body         TEXT   NOT NULL, -- an Audience
    PRIMARY KEY (site, name)
);
