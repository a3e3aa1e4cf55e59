-- `address` of a channel whose addresses are secret is what may be shown; the whole of it is sealed here.
ALTER TABLE contact_method ADD COLUMN sealed TEXT;
ALTER TABLE contact_method ADD COLUMN label TEXT;

-- Quiet hours, as HH:MM on the clock of the zone; NULL: none.
ALTER TABLE person ADD COLUMN quiet_zone TEXT;
ALTER TABLE person ADD COLUMN quiet_from TEXT;
ALTER TABLE person ADD COLUMN quiet_to TEXT;

CREATE TABLE notification_rule (
    id            TEXT   NOT NULL PRIMARY KEY,
    person        TEXT   NOT NULL REFERENCES person (id) ON DELETE CASCADE,
    contact       TEXT   NOT NULL REFERENCES contact_method (id) ON DELETE CASCADE,
    urgency       TEXT   NOT NULL,
    after_seconds BIGINT NOT NULL
);
CREATE INDEX notification_rule_by_person ON notification_rule (person);
CREATE INDEX notification_rule_by_contact ON notification_rule (contact);
