package dev.bellwether.store;

import dev.bellwether.model.Conflict;
import java.sql.SQLException;
import org.jdbi.v3.core.JdbiException;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;

/// What must be there once only (a slug, an address, a token) and is there already. Rooms look
/// before they write and say it in words of their own; this is for two who look at the same moment.
final class Taken {
    /// SQLSTATE of PostgreSQL: `unique_violation`.
    private static final String UNIQUE = "23505";

    private Taken() {}

    static boolean is(Throwable error) {
        Throwable at = error;
        for (int depth = 0; depth < 20 && at != null; depth++) {
            if (at instanceof SQLiteException sqlite) {
                SQLiteErrorCode code = sqlite.getResultCode();
                return code == SQLiteErrorCode.SQLITE_CONSTRAINT_UNIQUE
                        || code == SQLiteErrorCode.SQLITE_CONSTRAINT_PRIMARYKEY;
            }
            if (at instanceof SQLException sql && UNIQUE.equals(sql.getSQLState())) {
                return true;
            }
            at = at.getCause();
        }
        return false;
    }

    /// @return the failure as whoever asked for the write should hear it
    static RuntimeException explained(JdbiException error) {
        if (!is(error)) {
            return error;
        }
        var conflict =
                new Conflict(
                        "Somebody else has just taken a name, address or id of it: look again, and"
                                + " choose another");
        conflict.initCause(error);
        return conflict;
    }
}
