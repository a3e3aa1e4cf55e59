-- How many checks stand how is counted from this alone; the rows have their documents with them.
CREATE INDEX check_state_listed ON check_state (check_id, standing);
