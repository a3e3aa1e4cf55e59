package dev.bellwether.store;

import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.MigrationInfo;

/// Brings the tables up to date: one set of migrations for both engines, each room bringing its own
/// under `db/migration`. Versions are `room.number`, and rooms move on their own, so they are
/// applied out of order.
final class Migrations {
    private Migrations() {}

    /// @throws StoreUnavailable when the database does not answer, or is newer than this program
    static void run(DataSource source, StoreSettings settings) {
        try {
            Flyway flyway = flyway(source);
            refuseNewer(flyway, settings.toString());
            flyway.migrate();
        } catch (FlywayException e) {
            throw new StoreUnavailable(
                    "The database "
                            + settings
                            + " cannot be brought up to date: "
                            + StoreHealth.why(e),
                    e);
        }
    }

    /// The versions that the database has, such as `1.01`, in order.
    static List<String> applied(DataSource source) {
        return Arrays.stream(flyway(source).info().applied())
                .map(MigrationInfo::getVersion)
                .filter(Objects::nonNull)
                .map(Object::toString)
                .sorted()
                .toList();
    }

    /// What [#run] would apply, such as `3.02 places`.
    static List<String> pending(DataSource source) {
        return Arrays.stream(flyway(source).info().pending())
                .map(info -> info.getVersion() + " " + info.getDescription())
                .toList();
    }

    /// Without changing anything.
    static void refuseNewer(DataSource source, String name) {
        refuseNewer(flyway(source), name);
    }

    private static void refuseNewer(Flyway flyway, String name) {
        List<String> unknown =
                Arrays.stream(flyway.info().applied())
                        .filter(info -> !info.getState().isResolved())
                        .map(info -> info.getVersion() + " " + info.getDescription())
                        .toList();
        if (!unknown.isEmpty()) {
            throw new StoreUnavailable(
                    "The database "
                            + name
                            + " is newer than this program: it has the migrations "
                            + unknown
                            + ", which this program does not know. Start the newer program, or"
                            + " restore a backup made before the upgrade",
                    new IllegalStateException("newer database"));
        }
    }

    private static Flyway flyway(DataSource source) {
        return Flyway.configure()
                .dataSource(source)
                .locations("classpath:db/migration")
                .outOfOrder(true)
                .load();
    }
}
