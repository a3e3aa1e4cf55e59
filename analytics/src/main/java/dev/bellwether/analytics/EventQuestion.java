package dev.bellwether.analytics;

import java.sql.SQLException;

/// What is asked of the tables of events; runs on a thread for native calls.
@FunctionalInterface
public interface EventQuestion<T> {
    T ask(EventSession session) throws SQLException;
}
