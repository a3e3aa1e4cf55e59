-- Who wants to hear of a page. One row for each address and way; removed whole when they leave.
CREATE TABLE subscriber (
    organization   TEXT    NOT NULL,
    id             TEXT    NOT NULL PRIMARY KEY,
    page           TEXT    NOT NULL,
    mode           TEXT    NOT NULL,
    address_key    TEXT    NOT NULL,
    address        TEXT    NOT NULL,
    shown          TEXT    NOT NULL,
    contact        TEXT,
    state          TEXT    NOT NULL,
    components     TEXT    NOT NULL,
    source         TEXT    NOT NULL,
    consent        TEXT    NOT NULL,
    failures       BIGINT  NOT NULL,
    trouble        TEXT    NOT NULL,
    asked          BIGINT  NOT NULL,
    asked_at       BIGINT,
    created_at     BIGINT  NOT NULL,
    confirmed_at   BIGINT,
    quarantined_at BIGINT,
    purge_at       BIGINT,
    UNIQUE (page, mode, address_key)
);
CREATE INDEX subscriber_active ON subscriber (page, id) WHERE state = 'ACTIVE';
CREATE INDEX subscriber_list ON subscriber (organization, page, id);
CREATE INDEX subscriber_by_contact ON subscriber (contact, asked_at) WHERE contact IS NOT NULL;
CREATE INDEX subscriber_purge ON subscriber (purge_at) WHERE purge_at IS NOT NULL;

-- One row for each thing that was said on a page, with how far through its subscribers it has come.
CREATE TABLE fan_out (
    organization TEXT    NOT NULL,
    id           TEXT    NOT NULL PRIMARY KEY,
    page         TEXT    NOT NULL,
    subject      TEXT    NOT NULL,
    update_id    TEXT    NOT NULL,
    said_at      BIGINT  NOT NULL,
    touched_at   BIGINT  NOT NULL,
    past         TEXT    NOT NULL,
    done         BOOLEAN NOT NULL,
    body         TEXT    NOT NULL,
    UNIQUE (organization, page, update_id)
);
CREATE INDEX fan_out_open ON fan_out (page, said_at, id) WHERE NOT done;
CREATE INDEX fan_out_latest ON fan_out (organization, page, said_at, id);
CREATE INDEX fan_out_age ON fan_out (said_at);

-- One row for each thing said and each subscriber who is told: written before it leaves, and its receipt after.
CREATE TABLE letter (
    fan_out            TEXT    NOT NULL,
    subscriber         TEXT    NOT NULL,
    kind               TEXT    NOT NULL,
    state              TEXT    NOT NULL,
    queued_at          BIGINT  NOT NULL,
    due_at             BIGINT  NOT NULL,
    lease_until        BIGINT,
    attempt            BIGINT  NOT NULL,
    possible_duplicate BOOLEAN NOT NULL,
    finished_at        BIGINT,
    detail             TEXT    NOT NULL,
    PRIMARY KEY (fan_out, subscriber)
);
CREATE INDEX letter_due ON letter (kind, due_at) WHERE state = 'QUEUED';
CREATE INDEX letter_sending ON letter (kind, lease_until) WHERE state = 'SENDING';
CREATE INDEX letter_by_subscriber ON letter (subscriber, queued_at);
CREATE INDEX letter_age ON letter (queued_at);
