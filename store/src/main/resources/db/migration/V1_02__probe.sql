-- Written when a write has failed, to see whether writes succeed again.
CREATE TABLE store_probe (
    one BIGINT NOT NULL PRIMARY KEY,
    at  BIGINT NOT NULL
);
