package dev.bellwether.analytics;

import dev.bellwether.model.CheckId;
import dev.bellwether.model.CheckResults;
import dev.bellwether.model.InvalidInput;
import dev.bellwether.model.Job;
import dev.bellwether.model.OrganizationId;
import dev.bellwether.model.ProbeResult;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The door of the room: takes probe results, keeps them, answers questions about them. Safe for
/// many threads.
///
/// Every question is scoped by organization, bounded in rows and in time.
public final class CheckHistory implements CheckResults, AutoCloseable {
    private static final Duration PATIENCE = Duration.ofMinutes(10);
    private static final Duration LONG_PATIENCE = Duration.ofHours(6);

    private final HistorySettings settings;
    private final InstantSource clock;
    private final Waiting waiting;
    private final Marks marks = new Marks();
    private final HistoryWriter writer;
    private final HistoryKeeper keeper;
    private final DuckThread writing = new DuckThread("history-write");
    private final DuckThread rolling = new DuckThread("history-rollup");
    private final DuckThread reading = new DuckThread("history-read");

    private CheckHistory(HistorySettings settings, InstantSource clock) {
        this.settings = settings;
        this.clock = clock;
        this.waiting = new Waiting(settings.buffer());
        this.writer = new HistoryWriter(settings, waiting, marks);
        this.keeper = new HistoryKeeper(writer, settings, marks);
    }

    /// Never fails: what cannot be opened now is tried again by the job `history-write`, and said
    /// by [#trouble]. A damaged file is put aside and a new one begun.
    public static CheckHistory open(HistorySettings settings, InstantSource clock) {
        var history = new CheckHistory(settings, clock);
        history.flush();
        return history;
    }

    /// `history-write` (batches to DuckDB) and `history-rollup` (roll-ups and retention).
    public List<Job> jobs() {
        return List.of(new WriteJob(this, waiting), new RollupJob(this));
    }

    @Override
    public void add(ProbeResult result) {
        waiting.add(result);
    }

    /// Latency percentiles in `buckets` equal spans of time from `from` to `to`: exact up to two
    /// days and in buckets under an hour, otherwise from roll-ups, whose hours and days count where
    /// they start and whose percentiles are within 1 %.
    ///
    /// @param buckets 1 to 2,000
    /// @throws HistoryUnavailable when it cannot be answered now
    public List<LatencyPoint> latency(
            OrganizationId organization, CheckId check, Instant from, Instant to, int buckets) {
        require(buckets >= 1 && buckets <= 2_000, "buckets", buckets, "1-2000");
        requireSpan(from, to);
        return ask(organization, check, (q, scope) -> q.latency(scope, from, to, buckets));
    }

    /// The median latency in microseconds of many checks in `buckets` equal spans of time, exact,
    /// in one question; `-1` where a bucket has no answer. What waits to be written is not in it.
    ///
    /// @param checks at most 200; each is in the answer
    /// @param from at most two days before `to`
    /// @param buckets 1 to 200
    /// @throws HistoryUnavailable when it cannot be answered now
    public Map<CheckId, List<Long>> medians(
            OrganizationId organization,
            List<CheckId> checks,
            Instant from,
            Instant to,
            int buckets) {
        require(checks.size() <= 200, "checks", checks.size(), "0-200");
        require(buckets >= 1 && buckets <= 200, "buckets", buckets, "1-200");
        requireSpan(from, to);
        require(
                Duration.between(from, to).compareTo(Duration.ofDays(2)) <= 0,
                "to",
                to,
                "at most 2 days after " + from);
        if (checks.isEmpty()) {
            return Map.of();
        }
        Duration limit = settings.queryLimit();
        return reading.call(
                () -> {
                    try (var connection = writer.opened().reader()) {
                        return Medians.of(
                                connection, organization, checks, from, to, buckets, limit);
                    }
                },
                limit.multipliedBy(2));
    }

    /// Counts and latency over a span of time.
    ///
    /// @throws HistoryUnavailable when it cannot be answered now
    public CheckSummary summary(
            OrganizationId organization, CheckId check, Instant from, Instant to) {
        requireSpan(from, to);
        return ask(organization, check, (q, scope) -> q.summary(scope, from, to));
    }

    /// The last `days` UTC days, oldest first, today last. Days before the first result are wholly
    /// unknown. A result speaks for its minute and, while no other comes, for two and a half times
    /// the check's own pace; see [UptimeSql].
    ///
    /// @param days 1 to 800
    /// @throws HistoryUnavailable when it cannot be answered now
    public List<DayUptime> uptimePerDay(OrganizationId organization, CheckId check, int days) {
        require(days >= 1 && days <= 800, "days", days, "1-800");
        return ask(organization, check, (q, scope) -> q.uptimePerDay(scope, days));
    }

    /// The newest raw results, newest first, those that wait to be written included.
    ///
    /// @param limit 1 to 10,000
    /// @throws HistoryUnavailable when it cannot be answered now
    public List<ProbeResult> latest(OrganizationId organization, CheckId check, int limit) {
        require(limit >= 1 && limit <= 10_000, "limit", limit, "1-10000");
        var results =
                new ArrayList<>(
                        waiting.newest(
                                result ->
                                        result.organization().equals(organization)
                                                && result.check().equals(check),
                                limit));
        var written = ask(organization, check, (q, scope) -> q.latest(scope, limit));
        // What was written between the two looks stands in both.
        written.stream().filter(result -> !results.contains(result)).forEach(results::add);
        results.sort(Comparator.comparing(ProbeResult::at).reversed());
        return List.copyOf(results.subList(0, Math.min(limit, results.size())));
    }

    /// The raw results of a time, oldest first, and no more than the newest `most` of them. What
    /// waits to be written is not in it, nor what is older than raw results are kept.
    ///
    /// @param most 1 to 1,000,000
    /// @throws HistoryUnavailable when it cannot be answered now
    public List<ProbeResult> results(
            OrganizationId organization, CheckId check, Instant from, Instant to, int most) {
        require(most >= 1 && most <= 1_000_000, "most", most, "1-1000000");
        requireSpan(from, to);
        return ask(organization, check, (q, scope) -> q.results(scope, from, to, most)).reversed();
    }

    /// Writes a consistent copy to `target`, a file that does not exist, while results go on being
    /// taken.
    ///
    /// @throws HistoryUnavailable when it cannot be written
    public void backup(Path target) {
        flush();
        Copy.to(writer, target);
    }

    /// Writes what waits, now. What cannot be written stays in the buffer.
    public void flush() {
        writing.call(() -> writer.write(clock.instant()), PATIENCE);
    }

    /// Rolls up all that is due and forgets what is past its time.
    void rollUp() {
        rolling.call(
                () -> {
                    keeper.keep(clock.instant());
                    return true;
                },
                LONG_PATIENCE);
    }

    public HistoryHealth health() {
        return writer.health(keeper.trouble());
    }

    /// Why nothing is written, when that is so.
    public Optional<HistoryHealth.Trouble> trouble() {
        return health().trouble();
    }

    /// Writes what waits and closes the file.
    @Override
    public void close() {
        reading.close();
        rolling.close();
        writing.call(
                () -> {
                    writer.write(clock.instant());
                    writer.close();
                    return true;
                },
                PATIENCE);
        writing.close();
    }

    private interface Question<T> {
        T answer(Questions questions, Scope scope) throws SQLException;
    }

    private <T> T ask(OrganizationId organization, CheckId check, Question<T> question) {
        var scope = new Scope(organization, check, settings.queryLimit());
        return reading.call(
                () -> {
                    try (var connection = writer.opened().reader()) {
                        var questions =
                                new Questions(
                                        connection,
                                        settings,
                                        clock.instant(),
                                        marks.hours(),
                                        marks.days());
                        return question.answer(questions, scope);
                    }
                },
                settings.queryLimit().multipliedBy(2));
    }

    private static void requireSpan(Instant from, Instant to) {
        require(
                from.isBefore(to)
                        && Duration.between(from, to).compareTo(Duration.ofDays(1_000)) <= 0,
                "to",
                to,
                "after " + from + " and at most 1000 days later");
    }

    private static void require(boolean holds, String field, Object value, String allowed) {
        if (!holds) {
            throw new InvalidInput(field, "'" + value + "' is not allowed; allowed: " + allowed);
        }
    }
}
