package dev.bellwether.analytics;

/// A place in the event log.
///
/// @param segment the number in the file's name
/// @param at bytes from its start; a frame begins there, or the segment ends
record LogPosition(long segment, long at) {
    static final LogPosition START = new LogPosition(0, 0);

    boolean isBefore(LogPosition other) {
        return segment < other.segment() || (segment == other.segment() && at < other.at());
    }
}
