package dev.bellwether.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;

/// Brings the tables up to date: one set of migrations for both engines, each room bringing its own
/// under `db/migration`.
final class Migrations {
    private Migrations() {}

    static void run(StoreSettings settings) {
        try {
            if (!settings.isPostgres()) {
                Path parent = settings.sqliteFile().toAbsolutePath().getParent();
                if (parent != null) {
                    Files.createDirectories(parent);
                }
            }
            Flyway.configure()
                    .dataSource(
                            settings.url(),
                            settings.user().orElse(null),
                            settings.password().orElse(null))
                    .locations("classpath:db/migration")
                    .outOfOrder(true)
                    .load()
                    .migrate();
        } catch (FlywayException | IOException e) {
            throw new StoreUnavailable(
                    "The database " + settings + " cannot be brought up to date: " + e.getMessage(),
                    e);
        }
    }
}
