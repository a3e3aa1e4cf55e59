-- Answers to POST requests that carried an idempotency key. Status 0: the work is under way, or its
-- process died before the answer was recorded.
CREATE TABLE api_idempotency (
    organization TEXT   NOT NULL,
    name         TEXT   NOT NULL,
    fingerprint  TEXT   NOT NULL,
    status       BIGINT NOT NULL,
    body         TEXT   NOT NULL,
    made_at      BIGINT NOT NULL,
    PRIMARY KEY (organization, name)
);
CREATE INDEX api_idempotency_by_age ON api_idempotency (made_at);
