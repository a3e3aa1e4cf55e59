-- Each application of the log has a number; what came after a number, and who was deleted since, is what
-- results must look at again. Rows keep the order of their numbers, so that looking at the last ones reads the last ones.
ALTER TABLE event ADD COLUMN applied BIGINT DEFAULT 0;
ALTER TABLE log_position ADD COLUMN applied BIGINT DEFAULT 0;
CREATE TABLE forgotten (
    site    VARCHAR NOT NULL,
    visitor BIGINT  NOT NULL,
    applied BIGINT  NOT NULL
);
CREATE TABLE retained (
    site    VARCHAR NOT NULL,
    oldest  BIGINT  NOT NULL,
    applied BIGINT  NOT NULL
);
UPDATE schema_version SET version = 2;
