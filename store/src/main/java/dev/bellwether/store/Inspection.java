package dev.bellwether.store;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.sql.DataSource;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.JdbiException;

/// A look at a database from outside, whether a program runs on it or not. Changes nothing: no
/// migration, no lock.
///
/// @param setAside the newest lines that some reader could not take
/// @param nodes those of the last hour, when nothing is pending; whether they live cannot be seen
///   by one look, so none is said to
/// @param pending migrations that the next start will apply, such as `3.02 places`
public record Inspection(
        StoreReport report,
        List<StoreReport.SetAside> setAside,
        List<String> pending,
        List<Node> nodes) {
    private static final int SOME = 20;

    public Inspection {
        setAside = List.copyOf(setAside);
        pending = List.copyOf(pending);
        nodes = List.copyOf(nodes);
    }

    /// @throws StoreUnavailable when there is none, it does not answer, is not ours, or is newer
    ///   than this program
    public static Inspection of(StoreSettings settings) {
        DataSource source =
                settings.isPostgres()
                        ? Postgres.serving(settings)
                        : Sqlite.readOnly(existing(settings.sqliteFile()));
        try (Handle handle = Mapping.on(Jdbi.create(source)).open()) {
            Migrations.refuseNewer(source, settings.toString());
            String engine = Tables.of(settings).version(handle.getConnection());
            List<String> pending = Migrations.pending(source);
            return new Inspection(
                    Reports.of(handle, engine, bytes(handle, settings)),
                    Reports.setAside(handle, SOME),
                    pending,
                    pending.isEmpty() ? Nodes.seen(handle) : List.of());
        } catch (JdbiException | java.sql.SQLException e) {
            throw new StoreUnavailable(
                    "The database " + settings + " cannot be looked at: " + StoreHealth.why(e), e);
        }
    }

    private static Path existing(Path file) {
        if (!Files.exists(file)) {
            throw new StoreUnavailable(
                    "There is no database " + file, new java.io.FileNotFoundException());
        }
        return file;
    }

    private static long bytes(Handle handle, StoreSettings settings) {
        return handle.createQuery(
                        settings.isPostgres()
                                ? "SELECT pg_database_size(current_database())"
                                : "SELECT page_count * page_size FROM pragma_page_count, pragma_page_size")
                .mapTo(Long.class)
                .one();
    }
}
