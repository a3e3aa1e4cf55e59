package dev.bellwether.guard;

/// What became of a form of query that was run.
public sealed interface Measured {
    /// Bytes of memory that it needed at its highest, somewhere between two bounds; they are the
    /// same where the node told.
    ///
    /// @param from it ran out of so many, or was seen with them
    /// @param to it ran with so many; [Long#MAX_VALUE] when it ran out of all that it was given
    /// @param rows that it read; 0 when nobody saw
    record Needed(long from, long to, long rows) implements Measured {
        /// As a baseline has it.
        public long bytes() {
            return to == Long.MAX_VALUE ? from : to;
        }
    }

    /// It was not run to its end.
    ///
    /// @param why the node's words, or why there are none
    record Failed(String why) implements Measured {}
}
