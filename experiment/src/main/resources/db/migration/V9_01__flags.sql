CREATE TABLE flag_site (
    site         TEXT   NOT NULL PRIMARY KEY,
    organization TEXT   NOT NULL,
    revision     BIGINT NOT NULL -- one more with each change; whoever changes the set holds this row
);

CREATE TABLE flag_part (
    site         TEXT    NOT NULL,
    kind         TEXT    NOT NULL, -- FLAG, SEGMENT, GROUP, HOLDOUT
    name         TEXT    NOT NULL,
    organization TEXT    NOT NULL,
    version      BIGINT  NOT NULL,
    archived     BOOLEAN NOT NULL,
    changed_at   BIGINT  NOT NULL,
    due_at       BIGINT,           -- when its schedule next changes what it serves
    body         TEXT    NOT NULL,
    PRIMARY KEY (site, kind, name)
);
CREATE INDEX flag_part_due ON flag_part (due_at) WHERE due_at IS NOT NULL;
