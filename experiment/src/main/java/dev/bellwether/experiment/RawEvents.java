package dev.bellwether.experiment;

import dev.bellwether.analytics.Event;
import dev.bellwether.analytics.EventView;
import dev.bellwether.model.SiteId;
import java.sql.SQLException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;

/// All events of visitors who have an exposure of a campaign, as they stand in the tables.
final class RawEvents {
    private RawEvents() {}

    /// At most one more than [Verification#MOST_EVENTS].
    static List<Event> of(EventView view, SiteId site, Campaign campaign) throws SQLException {
        Dialect dialect = Dialect.of(view.engine());
        boolean isNumbered = view.engine() == EventView.Engine.DUCKDB;
        String ours = "site = " + dialect.text(site.value()) + " AND " + view.seen();
        String sql =
                """
                SELECT e.id AS id, %1$s AS who, e.happened AS happened, e.kind AS kind,
                    e.name AS name, e.variation AS variation, e.value AS value,
                    e.properties AS properties
                FROM %2$s e%3$s
                WHERE e.%4$s AND e.visitor IN (
                    SELECT visitor FROM %2$s WHERE %4$s AND kind = 0 AND name = %5$s)
                LIMIT %6$d\
                """
                        .formatted(
                                isNumbered ? "v.name" : "e.visitor",
                                view.table(),
                                isNumbered ? " JOIN visitor v ON v.number = e.visitor" : "",
                                ours,
                                dialect.text(campaign.key()),
                                Verification.MOST_EVENTS + 1);
        List<Event> events = new ArrayList<>();
        view.each(sql, row -> events.add(event(row)));
        return events;
    }

    private static Event event(EventView.Row row) throws SQLException {
        return new Event(
                row.text("id"),
                row.text("who"),
                Instant.EPOCH.plus(row.whole("happened"), ChronoUnit.MICROS),
                row.whole("kind") == 0 ? Event.Kind.EXPOSURE : Event.Kind.GOAL,
                row.text("name"),
                row.text("variation"),
                row.number("value"),
                row.text("properties"));
    }
}
