package dev.bellwether.guard;

import java.time.Instant;
import java.util.List;

/// What came of looking at a node.
sealed interface Look {
    /// When the node was asked; what began after cannot stand in the answer.
    Instant asked();

    /// It told what runs.
    ///
    /// @param started when its process began, as far as it can be told, by [SteadyTime]
    /// @param merges bytes that merges have
    /// @param logsComments whether it knows `log_comment`
    record Told(
            Instant asked,
            Instant started,
            String version,
            boolean logsComments,
            List<Running> queries,
            long merges)
            implements Look {
        public Told {
            queries = List.copyOf(queries);
        }

        /// Bytes that all of it has, as the node tracks them.
        long tracked() {
            return merges + queries.stream().mapToLong(Running::bytes).sum();
        }
    }

    /// It lives, and does not tell.
    record Blind(Instant asked, String why) implements Look {}

    /// It does not answer.
    record Silent(Instant asked, String why) implements Look {}

    /// A query that runs there.
    ///
    /// @param bytes that it has now
    /// @param peak bytes that it had at most
    /// @param millis for how long it runs
    /// @param rows that it has read
    /// @param guard whose mark it has; empty for none
    /// @param cap that it was sent with; 0 when the node does not tell
    record Running(
            String id,
            String user,
            long bytes,
            long peak,
            long millis,
            long rows,
            String guard,
            long cap,
            Spill spilled) {}
}
