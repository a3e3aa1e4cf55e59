package dev.bellwether.analytics;

import dev.bellwether.model.SiteId;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// Questions about single events.
final class EventQuestions {
    private static final Event.Kind[] KINDS = Event.Kind.values();

    private EventQuestions() {}

    static List<Event> latest(Connection connection, SiteId site, int limit, Duration patience)
            throws SQLException {
        try (var statement =
                connection.prepareStatement(
                        """
                        SELECT e.id, v.name AS visitor, e.happened, e.kind, e.name, e.variation,
                            e.value, e.properties
                        FROM event e JOIN visitor v ON v.number = e.visitor
                        WHERE e.site = ? ORDER BY e.arrived DESC, e.happened DESC, e.id DESC LIMIT ?
                        """)) {
            statement.setQueryTimeout((int) patience.toSeconds());
            statement.setString(1, site.value());
            statement.setInt(2, limit);
            try (ResultSet row = statement.executeQuery()) {
                var events = new ArrayList<Event>();
                while (row.next()) {
                    events.add(event(row));
                }
                return List.copyOf(events);
            }
        }
    }

    private static Event event(ResultSet row) throws SQLException {
        double value = row.getDouble("value");
        boolean hasNone = row.wasNull();
        return new Event(
                row.getString("id"),
                row.getString("visitor"),
                Micros.toInstant(row.getLong("happened")),
                KINDS[row.getByte("kind")],
                row.getString("name"),
                row.getString("variation"),
                hasNone ? Double.NaN : value,
                row.getString("properties"));
    }
}
