package dev.bellwether.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A database is brought up to date when opened, and one that is newer than the program is left
/// alone.
class MigrationsTest {
    @OnEachStore
    void aDatabaseIsOpenedAgainAsItWas(TestStore test) {
        SomeFacts.write(test.store(), "kept");
        assertThat(test.reopened().journal().head()).isEqualTo(1);
    }

    @OnEachStore
    void aNewerDatabaseIsRefusedAndNotTouched(TestStore test) {
        for (String version : new String[] {"1.99", "9.01"}) {
            Store store = test.reopened();
            store.run(tx ->
                    tx.sql()
                            .createUpdate(
                                    """
                                    INSERT INTO flyway_schema_history (installed_rank, version, description,
                                        type, script, installed_by, execution_time, success)
                                    VALUES (1000, :version, 'from the future', 'SQL', 'V.sql', 'x', 1, TRUE)
                                    """)
                            .bind("version", version)
                            .execute());
            store.close();
            assertThatThrownBy(() -> Store.open(test.settings(), test.clock()))
                    .isInstanceOf(StoreUnavailable.class)
                    .hasMessageContaining("newer than this program")
                    .hasMessageContaining(version + " from the future");
            forget(test);
        }
        assertThat(test.reopened().journal().head()).isZero();
    }

    private static void forget(TestStore test) {
        try (var connection = Tables.of(test.settings()).source(test.settings()).getConnection();
                var statement = connection.createStatement()) {
            statement.execute("DELETE FROM flyway_schema_history WHERE installed_rank = 1000");
        } catch (java.sql.SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void aFileThatIsNoDatabaseIsRefused(@TempDir Path folder) throws Exception {
        Path file = folder.resolve("letter.txt");
        Files.writeString(file, "Dear Ada, ".repeat(1_000));
        assertThatThrownBy(() ->
                        Store.open(
                                StoreSettings.sqlite(file),
                                new MovableClock(java.time.Instant.EPOCH)))
                .isInstanceOf(StoreUnavailable.class)
                .hasMessageContaining("letter.txt");
        assertThat(Files.readString(file)).startsWith("Dear Ada");
    }

    @Test
    void anAddressThatNamesNoDatabaseIsRefused() {
        for (String url :
                new String[] {"jdbc:mysql://x", "jdbc:sqlite::memory:", "jdbc:sqlite:", "x"}) {
            assertThatThrownBy(() ->
                            new StoreSettings(
                                    url, java.util.Optional.empty(), java.util.Optional.empty(), 4))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("'" + url + "'");
        }
    }
}
