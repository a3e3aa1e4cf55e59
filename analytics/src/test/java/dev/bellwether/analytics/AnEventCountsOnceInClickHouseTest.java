package dev.bellwether.analytics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.abort;

import dev.bellwether.bed.DebianNode;
import dev.bellwether.bed.Missing;
import dev.bellwether.bed.NodeSettings;
import dev.bellwether.model.SiteId;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Events whose tables are in ClickHouse, on Debian's server, over a line that breaks.
class AnEventCountsOnceInClickHouseTest {
    private static final SiteId SHOP = new SiteId("shop");
    private static final Instant NOON = Instant.parse("2026-06-10T12:00:00Z");

    @TempDir static Path nodes;
    private static DebianNode node;
    private static int databases;

    @TempDir Path folder;
    private String database;
    private BreakingLine line;
    private ClickHouse server;
    private EventStore store;
    private Instant now = NOON;

    @BeforeAll
    static void start() throws IOException {
        try {
            node = DebianNode.start(nodes, NodeSettings.plain());
        } catch (Missing e) {
            if ("true".equals(System.getenv("CI"))) {
                throw new AssertionError(e);
            }
            abort(e.getMessage());
        }
    }

    @AfterAll
    static void stop() {
        if (node != null) {
            node.close();
        }
    }

    @BeforeEach
    void open() throws Exception {
        database = "events" + ++databases;
        line = new BreakingLine(node.address());
        try (var root = new ClickHouse(ClickHouseUrl.of(node.address() + "/default"))) {
            root.execute("CREATE DATABASE " + database);
        }
        server = new ClickHouse(ClickHouseUrl.of(node.address() + "/" + database));
        store = again("own");
    }

    private EventStore again(String directory) {
        return EventStore.open(
                EventSettings.in(folder.resolve(directory))
                        .at(ClickHouseUrl.of(line.address() + "/" + database), 256),
                () -> now);
    }

    @AfterEach
    void close() {
        store.close();
        server.close();
        line.close();
    }

    @Test
    void whenTheAnswerOfAnInsertIsLost() throws Exception {
        line.fault = BreakingLine.Fault.ANSWER_LOST;
        store.take(SHOP, events(0, 50));
        store.apply();
        assertThat(store.health().trouble()).isPresent();
        assertThat(rows()).as("rows that nobody knows of").isEqualTo(50);
        line.fault = BreakingLine.Fault.NONE;
        later();
        assertThat(ids()).containsExactlyInAnyOrderElementsOf(ids(0, 50));
        assertThat(store.health().trouble()).isEmpty();
        assertThat(rows()).as("the first ones are removed").isEqualTo(50);
    }

    @Test
    void whenAnInsertArrivesLongAfterItWasGivenUp() throws Exception {
        store.take(SHOP, events(0, 10));
        store.apply();
        line.fault = BreakingLine.Fault.LATE;
        store.take(SHOP, events(10, 20));
        store.apply();
        later();
        line.fault = BreakingLine.Fault.NONE;
        later();
        store.take(SHOP, events(20, 30));
        store.apply();
        assertThat(line.deliver()).as("attempts that were given up").isGreaterThanOrEqualTo(2);
        assertThat(rows()).isGreaterThanOrEqualTo(50);
        assertThat(ids()).containsExactlyInAnyOrderElementsOf(ids(0, 30));
        store.retain(SHOP, NOON.minus(Duration.ofDays(400)));
        assertThat(rows()).as("removed at the next look at what is too old").isEqualTo(30);
        store.close();
        store = again("own");
        assertThat(ids()).containsExactlyInAnyOrderElementsOf(ids(0, 30));
    }

    @Test
    void whenTheServerRefusesOrIsKilledOrWeAre() throws Exception {
        line.fault = BreakingLine.Fault.REFUSED;
        store.take(SHOP, events(0, 10));
        store.apply();
        assertThat(store.health().trouble()).isPresent();
        line.fault = BreakingLine.Fault.LATE;
        store.close();
        line.fault = BreakingLine.Fault.NONE;
        store = again("own");
        assertThat(ids()).containsExactlyInAnyOrderElementsOf(ids(0, 10));
        line.deliver();
        int before = node.restarts();
        node.kill();
        store.take(SHOP, events(5, 20));
        store.apply();
        while (node.restarts() == before || !answers()) {
            Thread.onSpinWait();
        }
        later();
        assertThat(ids()).containsExactlyInAnyOrderElementsOf(ids(0, 20));
    }

    @Test
    void theFirstOfAnIdCountsWhateverComesLater() {
        Event first = event("a", "anna", NOON, 1);
        store.take(SHOP, List.of(first, event("a", "bert", NOON.minusSeconds(9), 2)));
        store.apply();
        store.take(SHOP, List.of(event("a", "carl", NOON, 3)));
        store.take(new SiteId("other"), List.of(event("a", "carl", NOON, 3)));
        store.apply();
        assertThat(store.latest(SHOP, 10)).containsExactly(first);
        assertThat(store.latest(new SiteId("other"), 10)).hasSize(1);
        assertThat(store.health().repeated()).isEqualTo(2);
    }

    @Test
    void allOfAnEventComesBackAsItWas() {
        Event hard =
                new Event(
                        "tab\tid\\'",
                        "line\nbreak \u2028 日本",
                        NOON.plusNanos(1_000),
                        Event.Kind.GOAL,
                        "o'hara",
                        "",
                        0.1 + 0.2,
                        "{\"plan\":\"te'am\\\\\",\"n\":1.50}");
        Event none = new Event("e", "v", NOON, Event.Kind.EXPOSURE, "c", "b", Double.NaN, "");
        store.take(SHOP, List.of(hard, none));
        store.apply();
        assertThat(store.latest(SHOP, 10)).containsExactly(hard, none);
    }

    @Test
    void aVisitorIsForgottenAndMayComeAnew() throws Exception {
        store.take(SHOP, List.of(event("1", "o'a\\", NOON, 1), event("2", "bert", NOON, 1)));
        store.forget(SHOP, "o'a\\");
        assertThat(ids()).containsExactly("2");
        assertThat(rows()).as("rows in the tables").isEqualTo(1);
        store.take(SHOP, List.of(event("1", "o'a\\", NOON, 5)));
        store.apply();
        assertThat(ids()).containsExactlyInAnyOrder("1", "2");
    }

    @Test
    void aVisitorIsForgottenAlsoWhenTheServerWasAway() {
        store.take(SHOP, List.of(event("1", "anna", NOON, 1)));
        line.close();
        assertThatThrownBy(() -> store.forget(SHOP, "anna"))
                .isInstanceOf(EventsUnavailable.class)
                .hasMessageContaining("will be deleted")
                .hasMessageContaining("is not reached");
        store.close();
        assertThat(ids(0, 1)).hasSize(1);
        store =
                EventStore.open(
                        EventSettings.in(folder.resolve("own"))
                                .at(ClickHouseUrl.of(node.address() + "/" + database), 256),
                        () -> now);
        assertThat(store.latest(SHOP, 10)).isEmpty();
    }

    @Test
    void whatIsTooOldIsDeletedByDays() throws Exception {
        store.take(
                SHOP,
                List.of(
                        event("old", "a", NOON.minus(Duration.ofDays(40)), 1),
                        event("edge", "a", NOON.minus(Duration.ofHours(13)), 1),
                        event("same day", "a", NOON.minus(Duration.ofHours(1)), 1)));
        store.apply();
        assertThat(store.retain(SHOP, NOON)).isEqualTo(2);
        assertThat(store.retain(SHOP, NOON)).isZero();
        assertThat(ids()).containsExactly("same day");
        assertThat(rows()).isEqualTo(1);
    }

    @Test
    void twoDirectoriesDoNotShareTables() {
        store.take(SHOP, events(0, 3));
        store.apply();
        try (var other = again("other")) {
            assertThat(other.health().trouble().orElseThrow().why())
                    .contains("another data directory", "TRUNCATE TABLE bellwether_owner");
        }
    }

    @Test
    void aDirectoryThatWasLostHandsItsTablesOver() throws Exception {
        store.take(SHOP, events(0, 3));
        store.apply();
        server.execute("TRUNCATE TABLE bellwether_owner");
        try (var other = again("other")) {
            assertThat(other.latest(SHOP, 10)).hasSize(3);
            other.take(SHOP, events(2, 5));
            other.apply();
            assertThat(other.latest(SHOP, 10)).hasSize(5);
        }
    }

    @Test
    void whatIsWrongIsNamedWithItsRemedyAndEventsAreTaken() {
        String host = "http://127.0.0.1:" + node.address().getPort();
        assertThat(trouble("one", host.replace("//", "//bert:sesame@") + "/" + database))
                .contains("user or password is wrong")
                .doesNotContain("sesame");
        assertThat(trouble("two", host + "/nowhere")).contains("CREATE DATABASE nowhere");
        assertThat(trouble("three", "http://127.0.0.1:1/x")).contains("is not reached");
    }

    private String trouble(String directory, String url) {
        var settings = EventSettings.in(folder.resolve(directory)).at(ClickHouseUrl.of(url), 256);
        try (var wrong = EventStore.open(settings, () -> now)) {
            wrong.take(SHOP, events(0, 5));
            assertThat(wrong.health().taken()).isEqualTo(5);
            return wrong.health().trouble().orElseThrow().why();
        }
    }

    private boolean answers() {
        try {
            return server.number("1") == 1;
        } catch (SQLException _) {
            return false;
        }
    }

    private void later() {
        now = now.plus(EventWriter.RETRY);
        store.apply();
    }

    private long rows() throws SQLException {
        return server.number("(SELECT count() FROM bellwether_event)");
    }

    private List<String> ids() {
        return store.latest(SHOP, 1_000).stream().map(Event::id).toList();
    }

    private static List<String> ids(int from, int until) {
        return IntStream.range(from, until).mapToObj(Integer::toString).toList();
    }

    private static List<Event> events(int from, int until) {
        return IntStream.range(from, until)
                .mapToObj(i -> event("" + i, "v" + i % 7, NOON.minusSeconds(i), i))
                .toList();
    }

    private static Event event(String id, String visitor, Instant at, double value) {
        return new Event(id, visitor, at, Event.Kind.GOAL, "order", "", value, "");
    }
}
