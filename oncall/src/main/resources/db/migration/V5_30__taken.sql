-- Who has, as its sender says, what pages nobody before maintenance ends.
CREATE TABLE oncall_taken (
    organization TEXT NOT NULL,
    incident     TEXT NOT NULL,
    body         TEXT NOT NULL,
    PRIMARY KEY (organization, incident)
);
