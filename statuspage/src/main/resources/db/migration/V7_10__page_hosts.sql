-- The hosts that show a page, each one page only: its domain and its aliases.
CREATE TABLE status_page_host (
    host TEXT NOT NULL PRIMARY KEY,
    page TEXT NOT NULL
);
CREATE INDEX status_page_host_by_page ON status_page_host (page);
INSERT INTO status_page_host (host, page) SELECT domain, id FROM status_page WHERE domain IS NOT NULL;
