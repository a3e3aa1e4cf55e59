package dev.bellwether.store;

import java.nio.file.Path;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteDataSource;

/// How a SQLite file is opened: write-ahead log, every commit synced to disk, foreign keys kept.
final class Sqlite {
    private static final int BUSY_MILLIS = 5_000;
    private static final int LARGEST_IDLE_LOG = 64 * 1024 * 1024;

    private static final int WRITER_CACHE_KIB = 32 * 1024;

    /// Of 4 KiB each.
    private static final int LOG_PAGES = 4_000;

    private Sqlite() {}

    static SQLiteDataSource source(Path file) {
        SQLiteConfig config = config();
        config.setJournalMode(SQLiteConfig.JournalMode.WAL);
        config.setSynchronous(SQLiteConfig.SynchronousMode.FULL);
        config.setJournalSizeLimit(LARGEST_IDLE_LOG);
        return source(file, config);
    }

    /// For the one connection that writes: it keeps more pages, and empties the log less often, for
    /// pages that are changed often are then copied once.
    static SQLiteDataSource writing(Path file) {
        SQLiteDataSource source = source(file);
        source.getConfig().setCacheSize(-WRITER_CACHE_KIB);
        // What a savepoint copies would go to a file beyond 64 KiB, and is of no use after a crash.
        source.getConfig().setTempStore(SQLiteConfig.TempStore.MEMORY);
        // Ids are made by us: nobody asks for a row's number, and the driver would after each
        // INSERT, by a statement of its own.
        source.getConfig().setGetGeneratedKeys(false);
        source.getConfig().setPragma(SQLiteConfig.Pragma.WAL_AUTOCHECKPOINT, "" + LOG_PAGES);
        return source;
    }

    /// For looking at a file without changing it.
    static SQLiteDataSource readOnly(Path file) {
        SQLiteConfig config = config();
        config.setReadOnly(true);
        return source(file, config);
    }

    private static SQLiteConfig config() {
        var config = new SQLiteConfig();
        config.setTransactionMode(SQLiteConfig.TransactionMode.IMMEDIATE);
        config.enforceForeignKeys(true);
        config.setBusyTimeout(BUSY_MILLIS);
        return config;
    }

    private static SQLiteDataSource source(Path file, SQLiteConfig config) {
        var source = new SQLiteDataSource(config);
        source.setUrl("jdbc:sqlite:" + file);
        return source;
    }
}
