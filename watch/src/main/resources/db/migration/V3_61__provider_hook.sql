-- Addresses at which a provider may tell that its page changed: one for each organization that
-- asked for one. The secret part is kept as a digest.
CREATE TABLE provider_hook (
    organization TEXT   NOT NULL,
    provider     TEXT   NOT NULL,
    token        TEXT   NOT NULL,
    made_at      BIGINT NOT NULL,
    pushed_at    BIGINT,
    PRIMARY KEY (organization, provider)
);
CREATE UNIQUE INDEX provider_hook_by_token ON provider_hook (token);
CREATE INDEX provider_hook_by_push ON provider_hook (pushed_at);
