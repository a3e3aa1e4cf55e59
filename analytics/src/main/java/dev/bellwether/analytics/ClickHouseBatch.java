package dev.bellwether.analytics;

import dev.bellwether.model.SiteId;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Events on their way into ClickHouse, each id of a site once: the first that came.
final class ClickHouseBatch {
    /// Bytes of rows that are sent at once.
    private static final int PIECE = 8 << 20;

    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private final Map<Key, Row> rows = new LinkedHashMap<>();
    private long repeated;

    private record Key(String site, String id) {}

    private record Row(long arrived, long mark, Event event) {}

    private ClickHouseBatch() {}

    static ClickHouseBatch of(List<LogEntry.Arrived> batches) {
        var made = new ClickHouseBatch();
        for (LogEntry.Arrived batch : batches) {
            made.add(batch.site(), Micros.of(batch.arrived()), batch.events());
        }
        return made;
    }

    private void add(SiteId site, long arrived, List<Event> events) {
        for (Event event : events) {
            var row = new Row(arrived, EventMark.of(site, event.id()), event);
            if (rows.putIfAbsent(new Key(site.value(), event.id()), row) != null) {
                repeated++;
            }
        }
    }

    boolean isEmpty() {
        return rows.isEmpty();
    }

    long size() {
        return rows.size();
    }

    /// Events whose id came before.
    long repeated() {
        return repeated;
    }

    /// Two ids may share a mark, so what the marks find is compared by its ids. The marks go into a
    /// table of their own: an `IN` of a hundred thousand numbers is no query for every server.
    void leaveOutKnown(ClickHouse server, ClickHouseBook book) throws SQLException {
        server.execute("TRUNCATE TABLE bellwether_incoming");
        var marks = new RowBinary();
        rows.values().forEach(row -> marks.whole(book.started()).whole(row.mark()));
        server.insert("bellwether_incoming", marks.bytes(), marks.size(), PATIENCE);
        Set<Key> known = new HashSet<>();
        server.rows(
                """
                SELECT site, id FROM bellwether_event WHERE %s AND mark IN (
                    SELECT mark FROM bellwether_incoming WHERE attempt = %d)\
                """
                        .formatted(book.seen(), book.started()),
                new ClickHouse.Cap("events", 0, PATIENCE),
                row -> known.add(new Key(row.text("site"), row.text("id"))));
        for (Key key : known) {
            if (rows.remove(key) != null) {
                repeated++;
            }
        }
    }

    void insert(ClickHouse server, long attempt) throws SQLException {
        var piece = new RowBinary();
        for (Map.Entry<Key, Row> entry : rows.entrySet()) {
            add(piece, attempt, entry.getKey().site(), entry.getValue());
            if (piece.size() >= PIECE) {
                server.insert(ClickHouseTarget.EVENT, piece.bytes(), piece.size(), PATIENCE);
                piece.clear();
            }
        }
        if (piece.size() > 0) {
            server.insert(ClickHouseTarget.EVENT, piece.bytes(), piece.size(), PATIENCE);
        }
    }

    private static void add(RowBinary piece, long attempt, String site, Row row) {
        Event event = row.event();
        FlatProperties flat = FlatProperties.of(event.properties());
        piece.whole(attempt)
                .text(site)
                .text(event.id())
                .whole(row.mark())
                .text(event.visitor())
                .whole(Micros.of(event.at()))
                .whole(row.arrived())
                .bits(event.kind().ordinal())
                .text(event.name())
                .text(event.variation())
                .nullable(event.value())
                .text(event.properties())
                .texts(flat.names())
                .texts(flat.texts())
                .numbers(flat.numbers());
    }
}
