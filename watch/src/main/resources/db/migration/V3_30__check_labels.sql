-- Labels stand beside the document, as ` #label` each: a release that does not know them writes the
-- document without. NULL where such a release made the row, until a job has filled it in.
ALTER TABLE checks ADD COLUMN labels TEXT;
CREATE INDEX checks_labels_unknown ON checks (id) WHERE labels IS NULL;
CREATE INDEX checks_labelled ON checks (id) WHERE labels <> '';
