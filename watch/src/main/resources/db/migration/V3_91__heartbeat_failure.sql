-- What a job said of itself when it reported that it failed, and when. It counts as long as it is the last
-- that was heard: while failed_at = last_beat. So a beat that an older release writes ends it too.
ALTER TABLE heartbeat ADD COLUMN failed_at BIGINT;
ALTER TABLE heartbeat ADD COLUMN failure TEXT;
