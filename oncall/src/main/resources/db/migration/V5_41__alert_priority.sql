-- Open alerts are listed worst first, a page at a time: P1 is 1. What a version before this one
-- writes stands among the P3 until it is saved next.
ALTER TABLE alert ADD COLUMN priority INTEGER NOT NULL DEFAULT 3;
UPDATE alert SET priority = CASE
    WHEN body LIKE '%"priority":"P1"%' THEN 1
    WHEN body LIKE '%"priority":"P2"%' THEN 2
    WHEN body LIKE '%"priority":"P4"%' THEN 4
    WHEN body LIKE '%"priority":"P5"%' THEN 5
    ELSE 3 END
WHERE open;
CREATE INDEX alert_worst ON alert (organization, priority, triggered_at DESC, id DESC) WHERE open;
