package dev.bellwether.experiment;

import dev.bellwether.analytics.Event;
import dev.bellwether.analytics.EventSession;
import dev.bellwether.model.SiteId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;

/// All events of visitors who have an exposure of a campaign, as they stand in the tables.
final class RawEvents {
    private RawEvents() {}

    /// At most one more than [Verification#MOST_EVENTS].
    static List<Event> of(EventSession session, SiteId site, Campaign campaign)
            throws SQLException {
        List<Event> events = new ArrayList<>();
        try (var statement =
                session.connection()
                        .prepareStatement(
                                """
                                SELECT e.id, v.name AS visitor, e.happened, e.kind, e.name, e.variation,
                                    e.value, e.properties
                                FROM event e JOIN visitor v ON v.number = e.visitor
                                WHERE e.site = ? AND e.visitor IN (
                                    SELECT visitor FROM event
                                    WHERE site = ? AND kind = 0 AND name = ?)
                                LIMIT ?
                                """)) {
            statement.setString(1, site.value());
            statement.setString(2, site.value());
            statement.setString(3, campaign.key());
            statement.setInt(4, Verification.MOST_EVENTS + 1);
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    events.add(event(row));
                }
            }
        }
        return events;
    }

    private static Event event(ResultSet row) throws SQLException {
        double value = row.getDouble("value");
        boolean hasNone = row.wasNull();
        return new Event(
                row.getString("id"),
                row.getString("visitor"),
                Instant.EPOCH.plus(row.getLong("happened"), ChronoUnit.MICROS),
                row.getInt("kind") == 0 ? Event.Kind.EXPOSURE : Event.Kind.GOAL,
                row.getString("name"),
                row.getString("variation"),
                hasNone ? Double.NaN : value,
                row.getString("properties"));
    }
}
