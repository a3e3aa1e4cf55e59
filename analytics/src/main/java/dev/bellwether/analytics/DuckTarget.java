package dev.bellwether.analytics;

import dev.bellwether.model.SiteId;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;

/// Events in a DuckDB file of our own.
record DuckTarget(Duck duck) implements EventTarget {
    @Override
    public LogPosition position() throws SQLException {
        return new EventApplier(duck.writer()).position();
    }

    @Override
    public EventApplier.Done apply(List<LogEntry> entries, LogPosition after) throws SQLException {
        return new EventApplier(duck.writer()).apply(entries, after);
    }

    @Override
    public long retain(SiteId site, long oldest) throws SQLException {
        return new EventApplier(duck.writer()).retain(site, oldest);
    }

    @Override
    public List<Event> latest(SiteId site, int limit, Duration patience) throws SQLException {
        try (var connection = duck.reader()) {
            return EventQuestions.latest(connection, site, limit, patience);
        }
    }

    @Override
    public <T> T ask(EventQuestion<T> question) throws SQLException {
        try (var session = duck.session()) {
            return question.ask(session);
        }
    }

    @Override
    public <T> T view(String feature, EventView.Question<T> question, Duration limit)
            throws SQLException {
        try (var session = duck.session()) {
            return question.ask(session);
        }
    }

    @Override
    public void close() throws SQLException {
        duck.close();
    }
}
