package dev.bellwether.analytics;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.UnaryOperator;
import org.duckdb.DuckDBConnection;
import org.jspecify.annotations.Nullable;

/// Hands over the rows of all events by threads of this process, each with a connection and a part
/// of the table. A thread of DuckDB's is made known to the virtual machine for every vector that it
/// hands over, and forgotten again, which costs more than all else about the vector; so DuckDB has
/// none while a sweep runs.
///
/// Several connections see the same tables when the log stands at the same place for all: whatever
/// changes events counts on (`log_position.applied`).
final class Sweep implements AutoCloseable {
    /// Rows of a part: some of DuckDB's row groups, so that none is read for two parts.
    static final long PART = 10 * 122_880;

    private static final int TRIES = 5;

    private final Feeds feeds;
    private final List<DuckDBConnection> connections;

    private Sweep(Feeds feeds, List<DuckDBConnection> connections) {
        this.feeds = feeds;
        this.connections = connections;
    }

    /// @param own connection of a session that has asked nothing yet
    static Sweep of(Feeds feeds, DuckDBConnection own) throws SQLException {
        var sweep = new Sweep(feeds, new ArrayList<>(List.of(own)));
        try {
            long threads = number(own, "SELECT current_setting('threads')");
            while (sweep.connections.size() < threads) {
                DuckDBConnection further = own.duplicate();
                sweep.connections.add(further);
                further.setAutoCommit(false);
            }
            for (int i = 0; i < TRIES; i++) {
                if (sweep.isOneMoment()) {
                    return sweep;
                }
            }
            sweep.close();
            return new Sweep(feeds, List.of(own));
        } catch (SQLException e) {
            sweep.close();
            throw e;
        }
    }

    private boolean isOneMoment() throws SQLException {
        boolean isOne = true;
        long first = -1;
        for (DuckDBConnection connection : connections) {
            connection.rollback();
            long applied = number(connection, "SELECT applied FROM log_position");
            first = first < 0 ? applied : first;
            isOne &= applied == first;
        }
        return isOne;
    }

    boolean isParted() {
        return connections.size() > 1;
    }

    /// @param part rows of a part
    /// @param select as [EventSession#feed], of the rows of `event e` for which a condition holds
    void feed(long part, UnaryOperator<String> select, RowSink sink) throws SQLException {
        DuckDBConnection own = connections.getFirst();
        long rows = number(own, "SELECT coalesce(max(rowid) + 1, 0) FROM event");
        if (!isParted() || rows <= part) {
            feeds.feed(own, select.apply("true"), sink);
            return;
        }
        set(own, connections.size());
        try {
            inParts(rows, part, select, sink);
        } finally {
            set(own, 1);
        }
    }

    private void inParts(long rows, long part, UnaryOperator<String> select, RowSink sink)
            throws SQLException {
        var next = new AtomicLong();
        List<FutureTask<Void>> tasks = new ArrayList<>();
        for (DuckDBConnection connection : connections) {
            tasks.add(
                    new FutureTask<>(() -> {
                        for (long from = next.getAndAdd(part);
                                from < rows;
                                from = next.getAndAdd(part)) {
                            feeds.feed(connection, select.apply(of(from, part)), sink);
                        }
                        return null;
                    }));
        }
        for (FutureTask<Void> task : tasks.subList(1, tasks.size())) {
            Thread.ofPlatform().daemon().name("events-sweep").start(task);
        }
        tasks.getFirst().run();
        @Nullable SQLException failed = null;
        for (FutureTask<Void> task : tasks) {
            failed = ended(task, failed);
        }
        if (failed != null) {
            throw failed;
        }
    }

    private static String of(long from, long part) {
        return "e.rowid >= " + from + " AND e.rowid < " + (from + part);
    }

    /// All are waited for, whatever becomes of one: they use what the caller closes.
    private static @Nullable SQLException ended(
            FutureTask<Void> task, @Nullable SQLException before) {
        boolean isInterrupted = false;
        try {
            while (true) {
                try {
                    task.get();
                    return before;
                } catch (InterruptedException e) {
                    isInterrupted = true;
                } catch (ExecutionException e) {
                    return new SQLException(e.getCause());
                }
            }
        } finally {
            if (isInterrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /// On a connection of its own: after a failure the session's answers nothing any more.
    ///
    /// @param external threads that are not DuckDB's
    private static void set(DuckDBConnection connection, int external) throws SQLException {
        try (var own = connection.duplicate();
                var statement = own.createStatement()) {
            statement.execute("SET external_threads = " + external);
        }
    }

    private static long number(DuckDBConnection connection, String question) throws SQLException {
        try (var statement = connection.createStatement();
                var row = statement.executeQuery(question)) {
            return row.next() ? row.getLong(1) : 0;
        }
    }

    /// Leaves the session's own connection open.
    @Override
    public void close() throws SQLException {
        for (DuckDBConnection further : connections.subList(1, connections.size())) {
            further.rollback();
            further.close();
        }
    }
}
