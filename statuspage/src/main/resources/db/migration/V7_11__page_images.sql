-- Logos that were uploaded, by the digest of their bytes: written once, never changed.
CREATE TABLE page_image (
    organization TEXT NOT NULL,
    name         TEXT NOT NULL,
    type         TEXT NOT NULL,
    base64       TEXT NOT NULL,
    PRIMARY KEY (organization, name)
);
