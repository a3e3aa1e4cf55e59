-- A list of checks is filtered, sorted and counted from this alone: the rows have their documents
-- with them, and of ten thousand those would all be read.
CREATE INDEX checks_listed ON checks (organization, name, id, paused, kind, service, sought, host);
