package dev.bellwether.analytics;

import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/// Deletes rows for good, and answers when they are gone. Servers of 2018 know no other way to
/// delete than to write the parts anew, and none to wait for it.
final class ClickHouseMutations {
    private static final Duration LONGEST = Duration.ofMinutes(5);
    private static final long LOOK_NANOS = TimeUnit.MILLISECONDS.toNanos(20);
    private static final String OPEN =
            "(SELECT count() FROM system.mutations WHERE database = currentDatabase() AND table ="
                    + " '"
                    + ClickHouseTarget.EVENT
                    + "' AND is_done = 0)";

    private ClickHouseMutations() {}

    /// @throws SQLException when it is not done in time; it goes on, and may be asked for again
    static void delete(ClickHouse server, String rows) throws SQLException {
        // What was asked for before and is not done is not asked for twice.
        await(server, rows);
        server.execute("ALTER TABLE " + ClickHouseTarget.EVENT + " DELETE WHERE " + rows);
        await(server, rows);
    }

    private static void await(ClickHouse server, String rows) throws SQLException {
        long end = System.nanoTime() + LONGEST.toNanos();
        while (server.number(OPEN) > 0) {
            if (System.nanoTime() > end) {
                throw new SQLException(
                        "ClickHouse has not deleted within "
                                + LONGEST
                                + " where "
                                + rows
                                + "; system.mutations says why");
            }
            LockSupport.parkNanos(LOOK_NANOS);
        }
    }
}
