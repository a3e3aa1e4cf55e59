package dev.bellwether.store;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;

/// Whether a SQLite file is whole and ours.
final class SqliteCheck {
    private SqliteCheck() {}

    /// The number of its last journal line.
    ///
    /// @throws BackupRefused when it is damaged or no database of Bellwether
    static long head(Path file) {
        try (Connection connection = Sqlite.readOnly(file).getConnection()) {
            String check = one(connection, "PRAGMA quick_check(1)");
            if (!check.equals("ok")) {
                throw new BackupRefused(file + " is damaged: " + check);
            }
            if (one(connection, "SELECT count(*) FROM sqlite_master WHERE name = 'journal_head'")
                    .equals("0")) {
                throw new BackupRefused(file + " is no database of Bellwether");
            }
            return Long.parseLong(one(connection, "SELECT seq FROM journal_head"));
        } catch (SQLException e) {
            throw new BackupRefused(file + " is damaged: " + e.getMessage(), e);
        }
    }

    private static String one(Connection connection, String sql) throws SQLException {
        try (var statement = connection.createStatement();
                var rows = statement.executeQuery(sql)) {
            return rows.next() ? rows.getString(1) : "";
        }
    }
}
