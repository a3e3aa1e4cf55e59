package dev.bellwether.analytics;

import dev.bellwether.model.SiteId;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;

/// Open tables of events, which the log is brought into. What writes is called by one thread.
interface EventTarget extends AutoCloseable {
    /// Up to where the log is in them.
    LogPosition position() throws SQLException;

    /// All of it or, after a failure, nothing that counts; what is applied again changes nothing.
    EventApplier.Done apply(List<LogEntry> entries, LogPosition after)
            throws SQLException, IOException;

    /// Deletes what happened in the site before `oldest`.
    ///
    /// @return events deleted
    long retain(SiteId site, long oldest) throws SQLException;

    List<Event> latest(SiteId site, int limit, Duration patience) throws SQLException;

    /// DuckDB's own tables.
    ///
    /// @throws EventsUnavailable when events stand elsewhere
    <T> T ask(EventQuestion<T> question) throws SQLException;

    <T> T view(String feature, EventView.Question<T> question, Duration limit) throws SQLException;

    @Override
    void close() throws SQLException;
}
