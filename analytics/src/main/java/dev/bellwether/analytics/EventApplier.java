package dev.bellwether.analytics;

import dev.bellwether.model.SiteId;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.duckdb.DuckDBConnection;

/// Brings entries of the log into the tables, in one transaction with the position that says so: a
/// crash repeats all of it or nothing. An event whose id stands in the tables is left out.
final class EventApplier {
    private static final String ONCE =
            """
            DELETE FROM incoming WHERE mark IN (SELECT mark FROM suspect) AND (
                seq NOT IN (SELECT min(seq) FROM incoming
                            WHERE mark IN (SELECT mark FROM suspect) GROUP BY site, id)
                OR (site, id) IN (SELECT (site, id) FROM event
                                  WHERE mark IN (SELECT mark FROM suspect)))
            """;

    private final DuckDBConnection connection;

    EventApplier(DuckDBConnection connection) {
        this.connection = connection;
    }

    /// @param applied events that are new
    /// @param repeated events that were there
    record Done(long applied, long repeated) {}

    LogPosition position() throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT segment, byte FROM log_position")) {
            return row.next() ? new LogPosition(row.getLong(1), row.getLong(2)) : LogPosition.START;
        }
    }

    Done apply(List<LogEntry> entries, LogPosition after) throws SQLException {
        return together(() -> {
            update("UPDATE log_position SET applied = applied + 1");
            Done done = inOrder(entries);
            update("UPDATE log_position SET segment = ?, byte = ?", after.segment(), after.at());
            return done;
        });
    }

    /// Deletes what happened before `oldest`, and visitors who did nothing since.
    ///
    /// @return events deleted
    long retain(SiteId site, long oldest) throws SQLException {
        return together(() -> {
            String sql = "DELETE FROM event WHERE site = ? AND happened < ?";
            long gone = update(sql, site.value(), oldest);
            if (gone > 0) {
                update("UPDATE log_position SET applied = applied + 1");
                update("DELETE FROM retained WHERE site = ?", site.value());
                update(
                        "INSERT INTO retained SELECT ?, ?, applied FROM log_position",
                        site.value(),
                        oldest);
                update(
                        """
                        DELETE FROM visitor WHERE site = ? AND number NOT IN (
                            SELECT visitor FROM event WHERE site = ?)
                        """,
                        site.value(),
                        site.value());
            }
            return gone;
        });
    }

    private interface Work<T> {
        T run() throws SQLException;
    }

    /// In one transaction.
    private <T> T together(Work<T> work) throws SQLException {
        connection.setAutoCommit(false);
        try {
            T done = work.run();
            connection.commit();
            return done;
        } catch (SQLException | RuntimeException e) {
            rollback(e);
            throw e;
        } finally {
            connection.setAutoCommit(true);
        }
    }

    private Done inOrder(List<LogEntry> entries) throws SQLException {
        long applied = 0;
        long repeated = 0;
        var together = new ArrayList<LogEntry.Arrived>();
        for (LogEntry entry : entries) {
            switch (entry) {
                case LogEntry.Arrived arrived -> together.add(arrived);
                case LogEntry.Forget forget -> {
                    Done before = insert(together);
                    applied += before.applied();
                    repeated += before.repeated();
                    together.clear();
                    forget(forget);
                }
            }
        }
        Done rest = insert(together);
        return new Done(applied + rest.applied(), repeated + rest.repeated());
    }

    private void forget(LogEntry.Forget forget) throws SQLException {
        String site = forget.site().value();
        update(
                """
                INSERT INTO forgotten SELECT site, number, (SELECT applied FROM log_position)
                FROM visitor WHERE site = ? AND name = ?
                """,
                site,
                forget.visitor());
        update(
                """
                DELETE FROM event WHERE site = ? AND visitor IN (
                    SELECT number FROM visitor WHERE site = ? AND name = ?)
                """,
                site,
                site,
                forget.visitor());
        update("DELETE FROM visitor WHERE site = ? AND name = ?", site, forget.visitor());
    }

    private Done insert(List<LogEntry.Arrived> batches) throws SQLException {
        if (batches.isEmpty()) {
            return new Done(0, 0);
        }
        update("DELETE FROM incoming");
        long came = append(batches);
        long repeated = leaveOutRepeated();
        update(
                """
                INSERT INTO visitor SELECT site, visitor, nextval('visitor_number') FROM (
                    SELECT DISTINCT i.site, i.visitor FROM incoming i
                    ANTI JOIN visitor v ON v.site = i.site AND v.name = i.visitor)
                """);
        update(
                """
                INSERT INTO event
                SELECT i.site, i.id, i.mark, v.number, i.happened, i.arrived, i.kind, i.name,
                    i.variation, i.value, i.properties, (SELECT applied FROM log_position)
                FROM incoming i JOIN visitor v ON v.site = i.site AND v.name = i.visitor
                ORDER BY i.site, i.happened // 86400000000, v.number, i.happened
                """);
        update("DELETE FROM incoming");
        return new Done(came - repeated, repeated);
    }

    /// Nearly always nothing is suspect, and the ids are not read at all.
    private long leaveOutRepeated() throws SQLException {
        update("DELETE FROM suspect");
        long suspect =
                update(
                        """
                        INSERT INTO suspect
                        SELECT mark FROM incoming GROUP BY mark HAVING count(*) > 1
                        UNION
                        SELECT mark FROM event WHERE mark IN (SELECT mark FROM incoming)
                        """);
        return suspect == 0 ? 0 : update(ONCE);
    }

    private long append(List<LogEntry.Arrived> batches) throws SQLException {
        long seq = 0;
        try (var rows = connection.createAppender("temp", "main", "incoming")) {
            for (LogEntry.Arrived batch : batches) {
                String site = batch.site().value();
                long arrived = Micros.of(batch.arrived());
                for (Event event : batch.events()) {
                    rows.beginRow()
                            .append(seq++)
                            .append(site)
                            .append(event.id())
                            .append(EventMark.of(batch.site(), event.id()))
                            .append(event.visitor())
                            .append(Micros.of(event.at()))
                            .append(arrived)
                            .append((byte) event.kind().ordinal())
                            .append(event.name())
                            .append(event.variation());
                    if (Double.isNaN(event.value())) {
                        rows.appendNull();
                    } else {
                        rows.append(event.value());
                    }
                    rows.append(event.properties()).endRow();
                }
            }
        }
        return seq;
    }

    private long update(String sql, Object... parameters) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            for (int i = 0; i < parameters.length; i++) {
                statement.setObject(i + 1, parameters[i]);
            }
            return statement.executeUpdate();
        }
    }

    private void rollback(Exception cause) {
        try {
            connection.rollback();
        } catch (SQLException e) {
            cause.addSuppressed(e);
        }
    }
}
