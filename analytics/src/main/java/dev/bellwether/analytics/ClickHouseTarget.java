package dev.bellwether.analytics;

import dev.bellwether.model.SiteId;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Events in ClickHouse; why they count once is told in docs/decisions/events-clickhouse.md.
final class ClickHouseTarget implements EventTarget {
    static final String EVENT = "bellwether_event";
    private static final Logger LOG = LoggerFactory.getLogger(ClickHouseTarget.class);

    private final ClickHouse server;
    private final ClickHouseUrl url;
    private final Path file;
    private final long memory;
    private volatile ClickHouseBook book;

    private ClickHouseTarget(
            ClickHouse server, ClickHouseUrl url, Path file, long memory, ClickHouseBook book) {
        this.server = server;
        this.url = url;
        this.file = file;
        this.memory = memory;
        this.book = book;
    }

    static ClickHouseTarget open(EventSettings settings, ClickHouseUrl url)
            throws SQLException, IOException {
        Files.createDirectories(settings.directory());
        Path file = settings.directory().resolve("clickhouse.book");
        var server = new ClickHouse(url);
        try {
            server.meet();
            for (String statement : schema()) {
                server.execute(statement);
            }
            ClickHouseBook book = book(server, url, file).settled();
            book.write(file);
            var target =
                    new ClickHouseTarget(server, url, file, settings.memory() * 1_000_000L, book);
            target.sweep();
            return target;
        } catch (SQLException | IOException | RuntimeException e) {
            server.close();
            throw e;
        }
    }

    private static List<String> schema() {
        try (var in = ClickHouseTarget.class.getResourceAsStream("clickhouse-1.sql")) {
            if (in == null) {
                throw new IllegalStateException("clickhouse-1.sql is not in the program");
            }
            return List.of(new String(in.readAllBytes(), StandardCharsets.UTF_8).split(";"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static ClickHouseBook book(ClickHouse server, ClickHouseUrl url, Path file)
            throws SQLException, IOException {
        Set<String> owners = new HashSet<>();
        server.rows(
                "SELECT DISTINCT owner FROM bellwether_owner",
                ClickHouse.Cap.SMALL,
                row -> owners.add(row.text("owner")));
        boolean isKnown = Files.exists(file);
        ClickHouseBook book =
                isKnown
                        ? ClickHouseBook.read(file)
                        : new ClickHouseBook(
                                UUID.randomUUID().toString(), LogPosition.START, 0, 0, List.of());
        if (!owners.isEmpty() && !owners.equals(Set.of(book.owner()))) {
            throw new SQLException(
                    ("the tables at %s are those of another data directory; each needs a database"
                                    + " of its own. If that directory is gone, TRUNCATE TABLE"
                                    + " bellwether_owner hands them over to this one")
                            .formatted(url));
        }
        long newest = server.number("(SELECT max(attempt) FROM " + EVENT + ")");
        if (owners.isEmpty()) {
            server.execute("INSERT INTO bellwether_owner VALUES ('%s')".formatted(book.owner()));
            if (newest > book.started()) {
                LOG.warn("The events that stand at {} are taken over", url);
                return new ClickHouseBook(
                        book.owner(), book.position(), newest, newest, book.abandoned());
            }
        }
        if (newest > book.started()) {
            throw new SQLException(
                    "%s is older than the tables at %s; bring back the newer one, or TRUNCATE TABLE"
                                    .formatted(file, url)
                            + " bellwether_owner to count all that stands in the tables");
        }
        return book;
    }

    @Override
    public LogPosition position() {
        return book.position();
    }

    @Override
    public EventApplier.Done apply(List<LogEntry> entries, LogPosition after)
            throws SQLException, IOException {
        long applied = 0;
        long repeated = 0;
        var together = new ArrayList<LogEntry.Arrived>();
        for (LogEntry entry : entries) {
            switch (entry) {
                case LogEntry.Arrived arrived -> together.add(arrived);
                case LogEntry.Forget forget -> {
                    EventApplier.Done before = insert(together, book.position());
                    applied += before.applied();
                    repeated += before.repeated();
                    together.clear();
                    forget(forget);
                }
            }
        }
        EventApplier.Done rest = insert(together, after);
        return new EventApplier.Done(applied + rest.applied(), repeated + rest.repeated());
    }

    private EventApplier.Done insert(List<LogEntry.Arrived> batches, LogPosition after)
            throws SQLException, IOException {
        var batch = ClickHouseBatch.of(batches);
        if (batch.isEmpty()) {
            keep(book.at(after));
            return new EventApplier.Done(0, batch.repeated());
        }
        keep(book.begun());
        batch.leaveOutKnown(server, book);
        batch.insert(server, book.started());
        keep(book.done().at(after));
        return new EventApplier.Done(batch.size(), batch.repeated());
    }

    private void keep(ClickHouseBook next) throws IOException {
        if (!next.equals(book)) {
            next.write(file);
            book = next;
        }
    }

    private void forget(LogEntry.Forget forget) throws SQLException {
        String who =
                "site = %s AND visitor = %s"
                        .formatted(text(forget.site().value()), text(forget.visitor()));
        if (server.number("(SELECT count() FROM " + EVENT + " WHERE " + who + ")") > 0) {
            ClickHouseMutations.delete(server, who);
        }
    }

    /// Removes the rows of attempts that were given up.
    private void sweep() throws SQLException {
        for (ClickHouseBook.Span span : book.abandoned()) {
            String rows = "attempt BETWEEN " + span.from() + " AND " + span.to();
            if (server.number("(SELECT count() FROM " + EVENT + " WHERE " + rows + ")") > 0) {
                ClickHouseMutations.delete(server, rows);
            }
        }
    }

    /// By whole days: a part that holds a row to be deleted is written anew.
    @Override
    public long retain(SiteId site, long oldest) throws SQLException {
        String rows =
                "site = %s AND happened < %d"
                        .formatted(text(site.value()), Micros.floor(oldest, Micros.DAY));
        long gone =
                server.number(
                        "(SELECT count() FROM %s WHERE %s AND %s)"
                                .formatted(EVENT, rows, book.seen()));
        if (gone > 0) {
            ClickHouseMutations.delete(server, rows);
        }
        sweep();
        return gone;
    }

    @Override
    public List<Event> latest(SiteId site, int limit, Duration patience) throws SQLException {
        List<Event> events = new ArrayList<>();
        String sql =
                """
                SELECT id, visitor, happened, kind, name, variation, value, properties
                FROM %s WHERE site = %s AND %s
                ORDER BY arrived DESC, happened DESC, id DESC LIMIT %d\
                """
                        .formatted(EVENT, text(site.value()), book.seen(), limit);
        server.rows(
                sql,
                new ClickHouse.Cap("events", memory, patience),
                row ->
                        events.add(
                                new Event(
                                        row.text("id"),
                                        row.text("visitor"),
                                        Micros.toInstant(row.whole("happened")),
                                        Event.Kind.values()[(int) row.whole("kind")],
                                        row.text("name"),
                                        row.text("variation"),
                                        row.number("value"),
                                        row.text("properties"))));
        return List.copyOf(events);
    }

    @Override
    public <T> T ask(EventQuestion<T> question) {
        throw new EventsUnavailable(
                "The events stand in ClickHouse (%s); this is answered from DuckDB only"
                        .formatted(url));
    }

    @Override
    public <T> T view(String feature, EventView.Question<T> question, Duration limit)
            throws SQLException {
        return question.ask(
                new ClickHouseView(
                        server, book.seen(), new ClickHouse.Cap(feature, memory, limit)));
    }

    static String text(String value) {
        return "'" + value.replace("\\", "\\\\").replace("'", "\\'") + "'";
    }

    @Override
    public void close() {
        server.close();
    }
}
