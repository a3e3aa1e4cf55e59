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
        return new TestStore("SQLite", () -> StoreSettings.sqlite(newFile()));
    }

    public static TestStore postgres() {
        return new TestStore("PostgreSQL", TestStores::newDatabase);
    }

    private static Path newFile() {
        try {
            return Files.createTempDirectory("bellwether-test").resolve("test.db");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static StoreSettings newDatabase() {
        String name = "t" + Ids.next();
        try (var connection = Postgres.RUNNING.getPostgresDatabase().getConnection();
                var statement = connection.createStatement()) {
            statement.execute("CREATE DATABASE " + name);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
        return StoreSettings.postgres(
                Postgres.RUNNING.getJdbcUrl("postgres", name), "postgres", "postgres");
    }

    private static final class Postgres {
        static final EmbeddedPostgres RUNNING = start();

        private static EmbeddedPostgres start() {
            try {
                return EmbeddedPostgres.builder()
                        .setPort(Ports.free())
                        .setServerConfig("max_connections", "200")
                        // It is thrown away: no test turns the power off.
                        .setServerConfig("fsync", "off")
                        .setServerConfig("full_page_writes", "off")
                        .start();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
