package dev.bellwether.guard;

import java.time.Duration;
import java.time.Instant;

/// A query that was sent to a node and whose answer has not ended. Safe for several threads.
final class Flight {
    private final String id;
    private final Statement statement;
    private final Origin origin;
    private final String user;
    private final Credentials credentials;
    private final String node;
    private final long expected;
    private final long cap;
    private final boolean isReserved;
    private final Instant since;
    private long peak;
    private long rows;
    private int looks;
    private Spill spilled = Spill.UNKNOWN;

    /// @param expected rows that it was expected to read; 0 when nobody could tell
    /// @param cap bytes; 0 for one that passes as it came
    /// @param isReserved whether the ledger has it
    Flight(
            String id,
            Statement statement,
            Origin origin,
            String user,
            Credentials credentials,
            String node,
            long expected,
            long cap,
            boolean isReserved,
            Instant since) {
        this.id = id;
        this.statement = statement;
        this.origin = origin;
        this.user = user;
        this.credentials = credentials;
        this.node = node;
        this.expected = expected;
        this.cap = cap;
        this.isReserved = isReserved;
        this.since = since;
    }

    String id() {
        return id;
    }

    Statement statement() {
        return statement;
    }

    Origin origin() {
        return origin;
    }

    Instant since() {
        return since;
    }

    String user() {
        return user;
    }

    Credentials credentials() {
        return credentials;
    }

    String node() {
        return node;
    }

    /// Rows that it was expected to read before it ran; 0 when nobody could tell.
    long expected() {
        return expected;
    }

    long cap() {
        return cap;
    }

    boolean isReserved() {
        return isReserved;
    }

    /// For people.
    GuardStatus.RunningQuery status(Forecasts forecasts, Instant now) {
        return new GuardStatus.RunningQuery(
                id,
                statement instanceof Statement.Read(_, Fingerprint form, _) ? form.id() : "",
                user,
                origin.feature(),
                origin.release(),
                node,
                statement instanceof Statement.Read(_, Fingerprint form, _)
                        ? forecasts.last(form.hash())
                        : 0,
                cap,
                peak(),
                Duration.between(since, now).toMillis());
    }

    /// It was seen on the node.
    synchronized void seen(Look.Running running) {
        peak = Math.max(peak, running.peak());
        rows = Math.max(rows, running.rows());
        spilled = spilled.and(running.spilled());
        looks++;
    }

    /// The most that it was seen with; 0 when it was not seen. What came after the last look is not
    /// in it.
    synchronized long peak() {
        return peak;
    }

    /// Rows that it was last seen to have read; 0 when it was not seen.
    synchronized long rows() {
        return rows;
    }

    /// Whether it was seen to go to disk.
    synchronized Spill spilled() {
        return spilled;
    }

    synchronized int looks() {
        return looks;
    }
}
