CREATE TABLE IF NOT EXISTS bellwether_event (
    attempt UInt64,
    site String,
    id String,
    mark Int64,
    visitor String,
    happened Int64,
    arrived Int64,
    kind UInt8,
    name String,
    variation String,
    value Nullable(Float64),
    properties String,
    property_names Array(String),
    property_texts Array(String),
    property_numbers Array(Float64)
) ENGINE = MergeTree PARTITION BY intDiv(happened, 2592000000000) ORDER BY (site, visitor, happened);
CREATE TABLE IF NOT EXISTS bellwether_incoming (
    attempt UInt64,
    mark Int64
) ENGINE = MergeTree ORDER BY (attempt, mark);
CREATE TABLE IF NOT EXISTS bellwether_owner (
    owner String
) ENGINE = MergeTree ORDER BY owner
