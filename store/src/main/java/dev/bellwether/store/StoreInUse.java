package dev.bellwether.store;

import java.nio.file.Path;
import java.sql.SQLException;

/// The file of the database is another running process's own.
public final class StoreInUse extends StoreUnavailable {
    private static final long serialVersionUID = 1;

    StoreInUse(Path database) {
        super(
                "The database "
                        + database.toAbsolutePath().normalize()
                        + " is in use by another process",
                new SQLException("locked"));
    }
}
