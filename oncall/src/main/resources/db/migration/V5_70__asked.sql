-- What the sender of an alert wants done with it, kept while maintenance holds its pages back.
CREATE TABLE oncall_asked (
    organization TEXT NOT NULL,
    incident     TEXT NOT NULL,
    body         TEXT NOT NULL,
    PRIMARY KEY (organization, incident)
);
