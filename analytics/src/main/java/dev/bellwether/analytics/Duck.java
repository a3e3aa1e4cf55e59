package dev.bellwether.analytics;

import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Properties;
import org.duckdb.DuckDBConnection;

/// One opened DuckDB file. Its writer's connection belongs to the writing thread; every question
/// and every roll-up gets a connection of its own.
final class Duck implements AutoCloseable {
    private final DuckDBConnection writer;

    private final Feeds feeds = new Feeds();

    private Duck(DuckDBConnection writer) {
        this.writer = writer;
    }

    static Duck open(HistorySettings settings) throws SQLException {
        return open(settings.file(), settings.memory(), settings.threads());
    }

    /// @param memory in megabytes
    static Duck open(Path file, int memory, int threads) throws SQLException {
        var options = new Properties();
        options.setProperty("memory_limit", memory + "MB");
        options.setProperty("threads", Integer.toString(threads));
        options.setProperty("preserve_insertion_order", "false");
        // Nothing is fetched from the network, whatever a statement names.
        options.setProperty("autoinstall_known_extensions", "false");
        options.setProperty("autoload_known_extensions", "false");
        return new Duck(connect(file, options));
    }

    private static DuckDBConnection connect(Path file, Properties options) throws SQLException {
        return DriverManager.getConnection("jdbc:duckdb:" + file.toAbsolutePath(), options)
                .unwrap(DuckDBConnection.class);
    }

    DuckDBConnection writer() {
        return writer;
    }

    /// A further connection to the same file; to be closed by the caller.
    DuckDBConnection reader() throws SQLException {
        return writer.duplicate();
    }

    /// Makes [EventSession#feed] possible; once, before the first session.
    void makeFeeds() throws SQLException {
        feeds.make(writer);
    }

    /// A connection for one question, in a transaction of its own; to be closed by the caller.
    EventSession session() throws SQLException {
        return EventSession.on(reader(), feeds);
    }

    @Override
    public void close() throws SQLException {
        writer.close();
    }
}
