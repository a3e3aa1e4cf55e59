package dev.bellwether.analytics;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.SQLException;
import java.time.Duration;

/// A consistent copy of the file while it is in use: one transaction reads, so it sees one state.
/// The copy appears under its name only when it is whole.
final class Copy {
    private static final Duration LONGEST = Duration.ofHours(2);

    private Copy() {}

    static void to(HistoryWriter writer, Path target) {
        if (Files.exists(target)) {
            throw new HistoryUnavailable(
                    "The copy " + target + " is there already", new IOException("file exists"));
        }
        Path part = target.resolveSibling(target.getFileName() + ".part");
        try (var thread = new DuckThread("history-copy")) {
            thread.call(
                    () -> {
                        Files.deleteIfExists(part);
                        copy(writer, part);
                        Files.move(part, target, StandardCopyOption.ATOMIC_MOVE);
                        return true;
                    },
                    LONGEST);
        }
    }

    private static void copy(HistoryWriter writer, Path part) throws SQLException {
        String file = part.toAbsolutePath().toString().replace("'", "''");
        try (var connection = writer.opened().reader();
                var statement = connection.createStatement()) {
            String here;
            try (var row = statement.executeQuery("SELECT current_database()")) {
                row.next();
                here = row.getString(1);
            }
            statement.execute("ATTACH '" + file + "' AS bellwether_copy");
            try {
                statement.execute(
                        "COPY FROM DATABASE \""
                                + here.replace("\"", "\"\"")
                                + "\" TO bellwether_copy");
            } finally {
                statement.execute("DETACH bellwether_copy");
            }
        }
    }
}
