-- When a storm's page is told again if others have joined since it was; NULL when nothing is to be told.
ALTER TABLE alert_group ADD COLUMN tell_at BIGINT;
CREATE INDEX alert_group_tell ON alert_group (tell_at) WHERE tell_at IS NOT NULL;
