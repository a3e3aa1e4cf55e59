package dev.bellwether.store;

import java.sql.SQLException;
import java.util.Set;
import org.jdbi.v3.core.ConnectionException;

/// Which PostgreSQL errors mean that the database is not to be had, and which that a transaction
/// should be tried again.
final class PostgresErrors {
    /// Classes of SQLSTATE: connection (08), authorization (28), out of resources (53), operator's
    /// intervention (57), the server's system (58).
    private static final Set<String> UNAVAILABLE_CLASSES = Set.of("08", "28", "53", "57", "58");

    private static final Set<String> AWAY_CLASSES = Set.of("08", "53", "57");

    /// A read-only server, an idle transaction cut off, no such database, a lock not to be had.
    private static final Set<String> UNAVAILABLE = Set.of("25006", "25P03", "3D000", "55P03");

    private PostgresErrors() {}

    static boolean isUnavailable(Throwable error) {
        String state = sqlState(error);
        return error instanceof ConnectionException
                || UNAVAILABLE.contains(state)
                || (state.length() == 5 && UNAVAILABLE_CLASSES.contains(state.substring(0, 2)));
    }

    /// The server cannot be reached (08), has no room (53) or is starting or stopping (57).
    static boolean isAway(Throwable error) {
        String state = sqlState(error);
        return state.length() == 5 && AWAY_CLASSES.contains(state.substring(0, 2));
    }

    /// Serialization failures, deadlocks, and what another transaction took between our look and
    /// our write: tried again, the look finds it.
    static boolean isConflict(Throwable error) {
        return sqlState(error).startsWith("40") || Taken.is(error);
    }

    private static String sqlState(Throwable error) {
        Throwable at = error;
        for (int depth = 0; depth < 20 && at != null; depth++) {
            if (at instanceof SQLException sql && sql.getSQLState() != null) {
                return sql.getSQLState();
            }
            at = at.getCause();
        }
        return "";
    }
}
