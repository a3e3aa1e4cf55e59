package dev.bellwether.store;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.stream.Stream;

/// The stores that every store test runs on: SQLite in a new file, and a new database of a
/// PostgreSQL that is started once.
public final class TestStores {
    private TestStores() {}

    /// For `@OnEachStore`.
    public static Stream<TestStore> all() {
        return Stream.of(sqlite(), postgres());
    }

    public static TestStore sqlite() {
        return new TestStore(
                "SQLite",
                () -> StoreSettings.sqlite(newFile()),
                () -> StoreSettings.sqlite(SqliteTemplate.copied()));
    }

    public static TestStore postgres() {
        return new TestStore(
                "PostgreSQL",
                () -> Server.RUNNING.database("template1"),
                () -> Server.RUNNING.database(PostgresTemplate.NAME));
    }

    private static Path newFile() {
        try {
            return Files.createTempDirectory("bellwether-test").resolve("test.db");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// A file that was migrated once: a copy of it is there in a moment.
    private static final class SqliteTemplate {
        static final Path FILE = made();

        private static Path made() {
            try {
                Path file = newFile();
                Drafts.makePrivate(file);
                Migrations.run(Sqlite.source(file), StoreSettings.sqlite(file));
                return file;
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        static Path copied() {
            try {
                return Files.copy(FILE, newFile());
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    /// The same in PostgreSQL.
    private static final class PostgresTemplate {
        static final String NAME = made();

        private static String made() {
            StoreSettings settings = Server.RUNNING.database("template1");
            Migrations.run(Postgres.source(settings), settings);
            return settings.url().replaceAll(".*/([^?]*).*", "$1");
        }
    }

    private record Server(EmbeddedPostgres postgres) {
        static final Server RUNNING = start();

        private static Server start() {
            try {
                return new Server(
                        EmbeddedPostgres.builder()
                                .setPort(Ports.free())
                                .setServerConfig("max_connections", "200")
                                // It is thrown away: no test turns the power off.
                                .setServerConfig("fsync", "off")
                                .setServerConfig("full_page_writes", "off")
                                // It would go round hundreds of databases that live for a second.
                                .setServerConfig("autovacuum", "off")
                                .start());
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        /// A new database as `template` is.
        StoreSettings database(String template) {
            String name = "t" + Ids.next();
            try (var connection = postgres.getPostgresDatabase().getConnection();
                    var statement = connection.createStatement()) {
                statement.execute(
                        "CREATE DATABASE %s TEMPLATE %s STRATEGY file_copy"
                                .formatted(name, template));
            } catch (SQLException e) {
                throw new IllegalStateException(e);
            }
            return StoreSettings.postgres(
                    postgres.getJdbcUrl("postgres", name), "postgres", "postgres");
        }
    }
}
