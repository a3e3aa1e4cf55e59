CREATE TABLE site (
    id             TEXT   NOT NULL PRIMARY KEY,
    organization   TEXT   NOT NULL REFERENCES organization (id),
    name           TEXT   NOT NULL,
    key            TEXT   NOT NULL, -- public: it stands in pages, and lets events in
    retention_days BIGINT NOT NULL
);
CREATE UNIQUE INDEX site_by_key ON site (key);
CREATE UNIQUE INDEX site_by_name ON site (organization, name);
