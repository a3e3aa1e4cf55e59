-- Who is on call when. `schedule` has the newest version of each; `schedule_version` all of them, each
-- from the instant on at which it took effect, so that an edit never changes what was.
CREATE TABLE schedule (
    organization TEXT NOT NULL,
    id           TEXT NOT NULL,
    name         TEXT NOT NULL,
    body         TEXT NOT NULL,
    PRIMARY KEY (organization, id)
);

CREATE TABLE schedule_version (
    organization TEXT   NOT NULL,
    schedule     TEXT   NOT NULL,
    from_at      BIGINT NOT NULL,
    body         TEXT   NOT NULL,
    PRIMARY KEY (organization, schedule, from_at)
);

CREATE TABLE schedule_override (
    organization TEXT   NOT NULL,
    id           TEXT   NOT NULL,
    schedule     TEXT   NOT NULL,
    start_at     BIGINT NOT NULL,
    end_at       BIGINT NOT NULL,
    body         TEXT   NOT NULL,
    PRIMARY KEY (organization, id)
);
CREATE INDEX schedule_override_time ON schedule_override (organization, schedule, end_at);

-- Swaps that were asked for. `open_until` is when one that nobody answered runs out.
CREATE TABLE schedule_swap (
    organization TEXT   NOT NULL,
    id           TEXT   NOT NULL,
    schedule     TEXT   NOT NULL,
    asked_at     BIGINT NOT NULL,
    open_until   BIGINT,
    from_person  TEXT   NOT NULL,
    to_person    TEXT   NOT NULL,
    body         TEXT   NOT NULL,
    PRIMARY KEY (organization, id)
);
CREATE INDEX schedule_swap_of ON schedule_swap (organization, schedule, asked_at);
CREATE INDEX schedule_swap_open ON schedule_swap (open_until) WHERE open_until IS NOT NULL;

-- Calendars that programs fetch. Only the hash of each address's token is kept.
CREATE TABLE calendar_feed (
    organization TEXT NOT NULL,
    id           TEXT NOT NULL,
    token_hash   TEXT NOT NULL,
    made_for     TEXT NOT NULL,
    body         TEXT NOT NULL,
    PRIMARY KEY (organization, id)
);
CREATE UNIQUE INDEX calendar_feed_token ON calendar_feed (token_hash);
CREATE INDEX calendar_feed_of ON calendar_feed (organization, made_for);
