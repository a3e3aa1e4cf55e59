package dev.bellwether.analytics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A sweep over all events hands each over once, by its own threads; what is written meanwhile is
/// not in it, and after it, also after one that failed, DuckDB has its threads again.
class AllEventsAreHandedOverOnceTest {
    private static final int EVENTS = 500_000;
    private static final long PART = 122_880;
    private static final UnaryOperator<String> EVERY =
            part -> "SELECT visitor AS tag, happened, value FROM event e WHERE " + part;

    @TempDir Path folder;
    private Duck duck;

    @BeforeEach
    void fill() throws Exception {
        duck = EventTables.open(EventSettings.in(folder));
        write(0, EVENTS);
        run("DELETE FROM event WHERE visitor % 1000 = 7");
    }

    @AfterEach
    void close() throws SQLException {
        duck.close();
    }

    private void write(int from, int until) throws SQLException {
        run(
                """
                INSERT INTO event SELECT 'shop', 'e' || i, i, i, i, i, 1, 'order', '', 1, '', 0
                FROM range(%d, %d) r(i)\
                """
                        .formatted(from, until));
        run("UPDATE log_position SET applied = applied + 1");
    }

    private void run(String sql) throws SQLException {
        try (var statement = duck.writer().createStatement()) {
            statement.execute(sql);
        }
    }

    @Test
    void eachOnceAndNoneThatIsWrittenMeanwhile() throws SQLException {
        var times = new AtomicIntegerArray(2 * EVENTS);
        Set<String> threads = ConcurrentHashMap.newKeySet();
        try (var connection = duck.reader()) {
            connection.setAutoCommit(false);
            try (var sweep = Sweep.of(new Feeds(), connection)) {
                assertThat(sweep.isParted()).isTrue();
            }
        }
        try (var session = duck.session()) {
            session.readyForAll();
            write(EVENTS, 2 * EVENTS);
            session.feedAll(
                    PART,
                    EVERY,
                    (rows, tags, _, _) -> {
                        threads.add(Thread.currentThread().getName());
                        for (int i = 0; i < rows; i++) {
                            times.incrementAndGet((int) tags.getLong(i));
                        }
                    });
        }
        for (int i = 0; i < 2 * EVENTS; i++) {
            assertThat(times.get(i)).isEqualTo(i < EVENTS && i % 1000 != 7 ? 1 : 0);
        }
        assertThat(Set.of(Thread.currentThread().getName(), "events-sweep")).containsAll(threads);
        assertThat(external()).isEqualTo(1);
    }

    @Test
    void aFailureIsToldAndDuckDbHasItsThreadsAgain() throws SQLException {
        try (var session = duck.session()) {
            session.readyForAll();
            assertThatThrownBy(() ->
                            session.feedAll(
                                    PART,
                                    EVERY,
                                    (_, tags, _, _) -> {
                                        if (tags.getLong(0) > EVENTS / 2) {
                                            throw new IllegalStateException("no room");
                                        }
                                    }))
                    .isInstanceOf(SQLException.class)
                    .hasMessageContaining("no room");
        }
        assertThat(external()).isEqualTo(1);
    }

    private long external() throws SQLException {
        try (var statement = duck.writer().createStatement();
                var row = statement.executeQuery("SELECT current_setting('external_threads')")) {
            row.next();
            return row.getLong(1);
        }
    }
}
