-- Keys by which providers know this instance (web push), sealed.
CREATE TABLE channel_key (
    name   TEXT NOT NULL PRIMARY KEY,
    sealed TEXT NOT NULL
);

-- Messages that are with a provider until its receipt comes; their `due_at` is how long it is awaited.
CREATE INDEX delivery_sent ON delivery (due_at) WHERE state = 'SENT';

-- What was sent to an address: what its answer is about.
CREATE INDEX delivery_by_target ON delivery (channel, target, queued_at);

-- When an address was last written to on a channel that must not write too often.
CREATE TABLE channel_pace (
    channel   TEXT   NOT NULL,
    target    TEXT   NOT NULL,
    last_at   BIGINT NOT NULL,
    before_at BIGINT NOT NULL,
    PRIMARY KEY (channel, target)
);
