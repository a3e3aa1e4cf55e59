package dev.bellwether.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;

/// A copy of a SQLite database that may be in use: `VACUUM INTO` reads one state and writes a fresh
/// file of it.
final class SqliteBackup {
    private SqliteBackup() {}

    static Backups.Written write(Path database, Path target) {
        Drafts.refuseExisting(target);
        if (!Files.exists(database)) {
            throw new BackupRefused("There is no database " + database);
        }
        Path draft = Drafts.beside(target);
        try {
            Drafts.makeRoom(target);
            copy(database, draft);
            long head = SqliteCheck.head(draft);
            Drafts.putInPlace(draft, target);
            return new Backups.Written(target, Files.size(target), head);
        } catch (IOException e) {
            throw new BackupRefused(target + " cannot be written: " + e, e);
        }
    }

    private static void copy(Path database, Path draft) {
        try (Connection connection = Sqlite.source(database).getConnection();
                var statement = connection.prepareStatement("VACUUM INTO ?")) {
            statement.setString(1, draft.toString());
            statement.execute();
        } catch (SQLException e) {
            throw new StoreUnavailable(
                    "The database " + database + " cannot be copied: " + e.getMessage(), e);
        }
    }
}
