-- What was accepted and is not decided yet, in the order in which it came. `events` is what was read of
-- it, `payload` what the delivery log keeps.
CREATE TABLE inbound_waiting (
    organization TEXT   NOT NULL,
    integration  TEXT   NOT NULL,
    seq          BIGINT NOT NULL,
    id           TEXT   NOT NULL,
    at           BIGINT NOT NULL,
    bytes        BIGINT NOT NULL,
    protocol     TEXT   NOT NULL,
    events       TEXT   NOT NULL,
    payload      TEXT   NOT NULL,
    PRIMARY KEY (organization, integration, seq)
);

-- The last number given. Its row is locked until commit, so the order of numbers is the order of commits.
CREATE TABLE inbound_waiting_head (
    one BIGINT NOT NULL PRIMARY KEY,
    seq BIGINT NOT NULL
);
INSERT INTO inbound_waiting_head (one, seq) VALUES (1, 0);

-- Whoever holds the row decides: one node at a time, so that what one sender says stays in its order.
CREATE TABLE inbound_waiting_turn (
    one BIGINT NOT NULL PRIMARY KEY
);
INSERT INTO inbound_waiting_turn (one) VALUES (1);
