package dev.bellwether.analytics;

import dev.bellwether.model.CheckId;
import dev.bellwether.model.CheckResults;
import dev.bellwether.model.Job;
import dev.bellwether.model.OrganizationId;
import dev.bellwether.model.ProbeResult;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/// The door of the room: takes probe results, keeps them, answers questions about them. Safe for
/// many threads.
///
/// Every question is scoped by organization, bounded in rows and in time.
public final class CheckHistory implements CheckResults, AutoCloseable {
    private CheckHistory() {}

    /// Never fails: what cannot be opened now is tried again by the job `history-write`, and said
    /// by [#trouble]. A damaged file is put aside and a new one begun.
    public static CheckHistory open(HistorySettings settings, InstantSource clock) {
        throw new UnsupportedOperationException();
    }

    /// `history-write` (batches to DuckDB) and `history-rollup` (roll-ups and retention).
    public List<Job> jobs() {
        throw new UnsupportedOperationException();
    }

    @Override
    public void add(ProbeResult result) {
        throw new UnsupportedOperationException();
    }

    /// Latency percentiles in `buckets` equal spans of time from `from` to `to`.
    ///
    /// @param buckets 1 to 2,000
    /// @throws HistoryUnavailable when it cannot be answered now
    public List<LatencyPoint> latency(
            OrganizationId organization, CheckId check, Instant from, Instant to, int buckets) {
        throw new UnsupportedOperationException();
    }

    /// Counts and latency over a span of time.
    ///
    /// @throws HistoryUnavailable when it cannot be answered now
    public CheckSummary summary(
            OrganizationId organization, CheckId check, Instant from, Instant to) {
        throw new UnsupportedOperationException();
    }

    /// The last `days` UTC days, oldest first, today last. Days before the first result are wholly
    /// unknown.
    ///
    /// @param days 1 to 800
    /// @throws HistoryUnavailable when it cannot be answered now
    public List<DayUptime> uptimePerDay(OrganizationId organization, CheckId check, int days) {
        throw new UnsupportedOperationException();
    }

    /// The newest raw results, newest first, those that wait to be written included.
    ///
    /// @param limit 1 to 10,000
    /// @throws HistoryUnavailable when it cannot be answered now
    public List<ProbeResult> latest(OrganizationId organization, CheckId check, int limit) {
        throw new UnsupportedOperationException();
    }

    /// Writes a consistent copy to `target`, a file that does not exist, while results go on being
    /// taken.
    ///
    /// @throws HistoryUnavailable when it cannot be written
    public void backup(Path target) {
        throw new UnsupportedOperationException();
    }

    /// Writes what waits, now.
    public void flush() {
        throw new UnsupportedOperationException();
    }

    public HistoryHealth health() {
        throw new UnsupportedOperationException();
    }

    /// Why nothing is written, when that is so.
    public Optional<HistoryHealth.Trouble> trouble() {
        return health().trouble();
    }

    /// Writes what waits and closes the file.
    @Override
    public void close() {
        throw new UnsupportedOperationException();
    }
}
