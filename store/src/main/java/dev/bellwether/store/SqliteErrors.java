package dev.bellwether.store;

import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;

/// Which SQLite errors mean that the database is not to be had, rather than that a statement is
/// wrong.
final class SqliteErrors {
    private SqliteErrors() {}

    static boolean isUnavailable(Throwable error) {
        for (Throwable at = error; at != null; at = at.getCause()) {
            if (at instanceof SQLiteException sqlite) {
                return isUnavailable(sqlite.getResultCode());
            }
            if (at instanceof java.sql.SQLTransientConnectionException) {
                return true;
            }
        }
        return false;
    }

    private static boolean isUnavailable(SQLiteErrorCode code) {
        // Extended codes carry the primary one in their low byte.
        int primary = code.code & 0xff;
        return primary == SQLiteErrorCode.SQLITE_BUSY.code
                || primary == SQLiteErrorCode.SQLITE_LOCKED.code
                || primary == SQLiteErrorCode.SQLITE_FULL.code
                || primary == SQLiteErrorCode.SQLITE_IOERR.code
                || primary == SQLiteErrorCode.SQLITE_CANTOPEN.code
                || primary == SQLiteErrorCode.SQLITE_READONLY.code
                || primary == SQLiteErrorCode.SQLITE_CORRUPT.code
                || primary == SQLiteErrorCode.SQLITE_NOTADB.code;
    }
}
