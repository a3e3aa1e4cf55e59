package dev.bellwether.analytics;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bellwether.model.SiteId;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A file that the first version wrote is brought to today's tables, once, with all that is in it;
/// one of a version to come is refused and left as it is.
class AnOlderFileOfEventsIsGoneOnWithTest {
    private static final SiteId SHOP = new SiteId("shop");
    private static final Instant NOW = Instant.parse("2026-05-06T13:37:00Z");

    @TempDir Path directory;

    @Test
    void itsEventsAreThereAndNewOnesAreToldFromThem() throws Exception {
        try (var file = file()) {
            run(file, "BEGIN; " + firstVersion() + "COMMIT;");
            run(file, "INSERT INTO visitor VALUES ('shop', 'v', nextval('visitor_number'))");
            run(
                    file,
                    "INSERT INTO event VALUES ('shop', 'old', %d, 1, %d, %d, 1, 'order', '', 7, '')"
                            .formatted(EventMark.of(SHOP, "old"), Micros.of(NOW), Micros.of(NOW)));
        }
        for (int opened = 0; opened < 2; opened++) {
            try (var store = EventStore.open(EventSettings.in(directory), () -> NOW)) {
                store.take(SHOP, List.of(goal("old"), goal("new" + opened)));
                store.apply();
                assertThat(store.health().trouble()).isEmpty();
                assertThat(store.latest(SHOP, 10)).hasSize(opened + 2);
                store.forget(SHOP, "nobody");
            }
        }
        try (var file = file()) {
            assertThat(number(file, "SELECT max(version) FROM schema_version")).isEqualTo(2);
            assertThat(number(file, "SELECT applied FROM event WHERE id = 'old'")).isZero();
            assertThat(number(file, "SELECT count(*) FROM event WHERE id <> 'old' AND applied > 0"))
                    .isEqualTo(2);
            assertThat(
                            number(
                                    file,
                                    "SELECT count(*) FROM event, log_position l WHERE"
                                            + " event.applied > l.applied"))
                    .isZero();
        }
    }

    @Test
    void whoIsForgottenAndWhatIsTooOldIsNoted() throws Exception {
        try (var store = EventStore.open(EventSettings.in(directory), () -> NOW)) {
            store.take(SHOP, List.of(goal("a")));
            store.apply();
            store.forget(SHOP, "v");
            store.take(SHOP, List.of(goal("b")));
            store.apply();
            assertThat(store.retain(SHOP, NOW.plus(Duration.ofDays(1)))).isEqualTo(1);
            assertThat(store.retain(SHOP, NOW.plus(Duration.ofDays(1)))).isZero();
        }
        try (var file = file()) {
            assertThat(number(file, "SELECT count(*) FROM forgotten WHERE visitor = 1"))
                    .isEqualTo(1);
            assertThat(
                            number(
                                    file,
                                    "SELECT count(*) FROM retained r, log_position l WHERE"
                                            + " r.applied = l.applied"))
                    .isEqualTo(1);
            assertThat(number(file, "SELECT count(*) FROM visitor")).isZero();
        }
    }

    @Test
    void oneOfAVersionToComeIsRefused() throws Exception {
        EventStore.open(EventSettings.in(directory), () -> NOW).close();
        try (var file = file()) {
            run(file, "UPDATE schema_version SET version = 99");
        }
        try (var store = EventStore.open(EventSettings.in(directory), () -> NOW)) {
            assertThat(store.health().trouble())
                    .hasValueSatisfying(trouble ->
                            assertThat(trouble.why()).contains("99").contains("knows 2"));
        }
    }

    private static Event goal(String id) {
        return new Event(id, "v", NOW, Event.Kind.GOAL, "order", "", 1, "");
    }

    private Connection file() throws SQLException {
        return DriverManager.getConnection("jdbc:duckdb:" + directory.resolve("events.duckdb"));
    }

    private static String firstVersion() throws IOException {
        try (var in = EventTables.class.getResourceAsStream("events-1.sql")) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private static void run(Connection file, String sql) throws SQLException {
        try (var statement = file.createStatement()) {
            statement.execute(sql);
        }
    }

    private static long number(Connection file, String sql) throws SQLException {
        try (var statement = file.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            row.next();
            return row.getLong(1);
        }
    }
}
