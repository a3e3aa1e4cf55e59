-- What is held apart at all guards before a node. `feature` is NULL in no row: '*' is for any, and
-- '=NAME' for one, whose name may be empty.
CREATE TABLE guard_quarantine (
    node    TEXT   NOT NULL,
    kind    TEXT   NOT NULL,
    value   TEXT   NOT NULL,
    feature TEXT   NOT NULL,
    why     TEXT   NOT NULL,
    since   BIGINT NOT NULL,
    until   BIGINT NOT NULL,
    put_by  TEXT   NOT NULL,
    PRIMARY KEY (node, kind, value, feature)
);
