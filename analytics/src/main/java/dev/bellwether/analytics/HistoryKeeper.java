package dev.bellwether.analytics;

import java.sql.SQLException;
import java.time.Instant;
import java.util.Optional;
import org.duckdb.DuckDBConnection;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Rolls up and forgets, on a thread and a connection of its own: a day of ten thousand checks
/// takes a minute, and writing must not wait for it. Nothing but this thread touches the roll-ups
/// while the file is open, so there are no conflicts.
final class HistoryKeeper {
    private static final Logger LOG = LoggerFactory.getLogger(HistoryKeeper.class);

    private final HistoryWriter writer;
    private final HistorySettings settings;
    private final Marks marks;
    private volatile HistoryHealth.@Nullable Trouble trouble;

    HistoryKeeper(HistoryWriter writer, HistorySettings settings, Marks marks) {
        this.writer = writer;
        this.settings = settings;
        this.marks = marks;
    }

    /// Does all that is due; what fails is tried again the next time.
    void keep(Instant now) {
        long late = marks.takeLate();
        try (DuckDBConnection connection = writer.opened().reader()) {
            var rollup = new Rollup(connection, settings);
            if (late != Long.MAX_VALUE) {
                rollup.cameLate(late, now);
            }
            while (rollup.step(now)) {
                read(connection);
            }
            read(connection);
            rollup.forget(now);
            trouble = null;
        } catch (SQLException | RuntimeException e) {
            if (late != Long.MAX_VALUE) {
                marks.wrote(late);
            }
            failed(e, now);
        }
    }

    private void read(DuckDBConnection connection) throws SQLException {
        marks.set(Rollup.mark(connection, "hour"), Rollup.mark(connection, "day"));
    }

    private void failed(Exception error, Instant now) {
        HistoryHealth.Trouble before = trouble;
        if (before == null) {
            LOG.warn("The history of checks cannot be rolled up: {}", error.getMessage(), error);
        }
        trouble =
                new HistoryHealth.Trouble(
                        before == null ? now : before.since(),
                        "The history of checks cannot be rolled up: " + error.getMessage());
    }

    Optional<HistoryHealth.Trouble> trouble() {
        return Optional.ofNullable(trouble);
    }
}
