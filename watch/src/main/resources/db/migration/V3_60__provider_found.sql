-- How a page whose platform was not known is read, as it was found at first contact; or, with an
-- empty reader, that nothing was found.
CREATE TABLE provider_found (
    provider TEXT   NOT NULL PRIMARY KEY,
    reader   TEXT   NOT NULL,
    feed     TEXT   NOT NULL,
    name     TEXT   NOT NULL,
    why      TEXT   NOT NULL,
    found_at BIGINT NOT NULL
);
