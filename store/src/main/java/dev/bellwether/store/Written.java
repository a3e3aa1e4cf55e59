package dev.bellwether.store;

/// A line as a transaction wrote it.
///
/// @param body the fact as it stands in the database
record Written(Line line, String kind, String body) {
    long seq() {
        return line.seq();
    }
}
