package dev.bellwether.analytics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bellwether.model.SiteId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// An event that was acknowledged is there once: sent again, late, out of order, and after the
/// process ended anywhere.
class AnEventCountsOnceTest {
    private static final SiteId SHOP = new SiteId("shop");
    private static final SiteId BLOG = new SiteId("blog");
    private static final Instant NOW = Instant.parse("2026-05-06T13:37:00Z");

    @TempDir Path directory;
    private Instant now = NOW;
    private final InstantSource clock = () -> now;
    private EventStore store;

    private void open() {
        store = EventStore.open(EventSettings.in(directory), clock);
    }

    @AfterEach
    void close() {
        if (store != null) {
            store.close();
            store = null;
        }
    }

    @Test
    void whatIsSentAgainChangesNothing() {
        open();
        store.take(SHOP, List.of(goal("a", "v", 0, 1), goal("b", "v", 0, 2), goal("a", "v", 9, 3)));
        store.take(SHOP, List.of(goal("b", "w", 5, 4)));
        store.take(BLOG, List.of(goal("a", "v", 0, 5)));
        store.apply();
        store.take(SHOP, List.of(goal("a", "v", 0, 1), goal("c", "v", 0, 6)));
        store.apply();
        assertThat(store.latest(SHOP, 10))
                .containsExactlyInAnyOrder(
                        goal("a", "v", 0, 1), goal("b", "v", 0, 2), goal("c", "v", 0, 6));
        assertThat(store.latest(BLOG, 10)).containsExactly(goal("a", "v", 0, 5));
        assertThat(store.health().applied()).isEqualTo(4);
        assertThat(store.health().repeated()).isEqualTo(3);
        assertThat(store.health().waitingBytes()).isZero();
    }

    @Test
    void aVisitorIsForgottenWithWhatStillWaitsAndMayComeAnew() {
        open();
        store.take(SHOP, List.of(goal("a", "v", 0, 1), goal("b", "w", 0, 1)));
        store.apply();
        store.take(SHOP, List.of(goal("c", "v", 0, 1)));
        store.take(BLOG, List.of(goal("d", "v", 0, 1)));
        store.forget(SHOP, "v");
        store.take(SHOP, List.of(goal("e", "v", 0, 1)));
        store.apply();
        assertThat(store.latest(SHOP, 10))
                .extracting(Event::id)
                .containsExactlyInAnyOrder("b", "e");
        assertThat(store.latest(BLOG, 10)).extracting(Event::id).containsExactly("d");
    }

    @Test
    void whatIsOlderThanTheSitesRetentionGoes() {
        open();
        store.take(SHOP, List.of(goal("old", "v", 86_400, 1), goal("new", "w", 0, 1)));
        store.take(BLOG, List.of(goal("old", "v", 86_400, 1)));
        store.apply();
        assertThat(store.retain(SHOP, NOW.minus(Duration.ofHours(1)))).isEqualTo(1);
        assertThat(store.latest(SHOP, 10)).extracting(Event::id).containsExactly("new");
        assertThat(store.latest(BLOG, 10)).hasSize(1);
    }

    /// Random batches with repetitions, ends of the process and deletions, beside a map.
    @Test
    void aYearOfAnythingIsWhatAPlainMapSays() {
        Path root = directory;
        for (long seed = 1; seed <= 2; seed++) {
            var random = new Random(seed);
            var expected = new HashMap<String, Event>();
            directory = root.resolve("seed-" + seed);
            open();
            for (int step = 0; step < 40; step++) {
                int kind = random.nextInt(12);
                if (kind == 0) {
                    close();
                    open();
                } else if (kind == 1) {
                    String gone = "v" + random.nextInt(20);
                    store.forget(SHOP, gone);
                    expected.values().removeIf(event -> event.visitor().equals(gone));
                } else if (kind < 4) {
                    store.apply();
                } else {
                    List<Event> batch = batch(random);
                    store.take(SHOP, batch);
                    batch.forEach(event -> expected.putIfAbsent(event.id(), event));
                }
                now = now.plusSeconds(1);
            }
            store.apply();
            assertThat(store.latest(SHOP, 100_000))
                    .as("seed %s", seed)
                    .containsExactlyInAnyOrderElementsOf(expected.values());
            close();
        }
    }

    private static List<Event> batch(Random random) {
        return IntStream.range(0, random.nextInt(1, 50))
                .mapToObj(i ->
                        goal(
                                "e" + random.nextInt(600),
                                "v" + random.nextInt(20),
                                random.nextInt(900_000),
                                i))
                .toList();
    }

    @Test
    void manyWhoSendAtOnceShareTheDisk() throws Exception {
        open();
        try (var senders = Executors.newVirtualThreadPerTaskExecutor()) {
            var answers = new ArrayList<java.util.concurrent.Future<?>>();
            for (int i = 0; i < 200; i++) {
                int n = i;
                answers.add(
                        senders.submit(() -> store.take(SHOP, List.of(goal("e" + n, "v", 0, n)))));
            }
            for (var answer : answers) {
                answer.get();
            }
        }
        store.apply();
        assertThat(store.latest(SHOP, 1_000)).hasSize(200);
        assertThat(store.health().taken()).isEqualTo(200);
        assertThat(store.health().syncs()).isBetween(1L, 200L);
    }

    /// What a process that was killed while it wrote leaves behind: a frame that stops short, or
    /// bytes that are none.
    @Test
    void aLogThatStopsShortIsReadToItsLastWholeEntry() throws Exception {
        for (Map.Entry<String, byte[]> tail :
                Map.of(
                                "short",
                                new byte[] {0, 0, 0, 99, 1, 2},
                                "wrong",
                                new byte[] {0, 0, 0, 2, 9, 9, 9, 9, 1, 1},
                                "zero",
                                new byte[64])
                        .entrySet()) {
            Path own = directory.resolve(tail.getKey());
            Path copy = directory.resolve(tail.getKey() + "-killed");
            try (var alive = EventStore.open(EventSettings.in(own), clock)) {
                alive.take(SHOP, List.of(goal("a", "v", 0, 1)));
                alive.take(SHOP, List.of(goal("b", "v", 0, 1)));
                copy(own.resolve("log"), copy.resolve("log"));
            }
            append(copy.resolve("log"), tail.getValue());
            for (int start = 0; start < 2; start++) {
                try (var again = EventStore.open(EventSettings.in(copy), clock)) {
                    again.take(SHOP, List.of(goal("c" + start, "v", 0, 1)));
                    again.apply();
                    assertThat(again.latest(SHOP, 9)).as(tail.getKey()).hasSize(3 + start);
                    assertThat(again.health().trouble()).isEmpty();
                }
            }
        }
    }

    private static void copy(Path from, Path to) throws IOException {
        Files.createDirectories(to);
        try (Stream<Path> files = Files.list(from)) {
            for (Path file : files.toList()) {
                Files.copy(file, to.resolve(file.getFileName()));
            }
        }
    }

    private static void append(Path log, byte[] bytes) throws IOException {
        try (Stream<Path> files = Files.list(log)) {
            for (Path file : files.toList()) {
                Files.write(file, bytes, StandardOpenOption.APPEND);
            }
        }
    }

    @Test
    void whatTheDiskRefusesIsNotAcknowledgedAndItGoesOnAfterIt() throws Exception {
        Path blocked = directory.resolve("blocked");
        Files.writeString(blocked, "in the way");
        store = EventStore.open(EventSettings.in(blocked), clock);
        assertThatThrownBy(() -> store.take(SHOP, List.of(goal("a", "v", 0, 1))))
                .isInstanceOf(EventsUnavailable.class);
        assertThat(store.health().trouble()).isPresent();
        Files.delete(blocked);
        store.take(SHOP, List.of(goal("a", "v", 0, 1)));
        now = now.plus(EventWriter.RETRY);
        store.apply();
        assertThat(store.latest(SHOP, 9)).hasSize(1);
        assertThat(store.health().trouble()).isEmpty();
    }

    /// While the tables cannot be written the log takes events, up to a bound.
    @Test
    void whatWaitsForTheTablesIsBounded() throws Exception {
        Files.writeString(directory.resolve("events.duckdb"), "no database");
        store =
                EventStore.open(
                        new EventSettings(directory, 128, 1, 1 << 20, Duration.ofSeconds(5)),
                        clock);
        String large = "{\"a\":\"" + "x".repeat(10_000) + "\"}";
        var row = goal("a", "v", 0, 1);
        var heavy =
                new Event(row.id(), row.visitor(), row.at(), row.kind(), row.name(), "", 1, large);
        store.take(SHOP, IntStream.range(0, 120).mapToObj(_ -> heavy).toList());
        store.apply();
        assertThatThrownBy(() -> store.take(SHOP, List.of(row)))
                .isInstanceOf(EventsUnavailable.class)
                .hasMessageContaining("at most 1048576 may");
        Files.delete(directory.resolve("events.duckdb"));
        now = now.plus(EventWriter.RETRY);
        store.apply();
        assertThat(store.latest(SHOP, 9)).containsExactly(heavy);
    }

    private static Event goal(String id, String visitor, int secondsAgo, double value) {
        return new Event(
                id,
                visitor,
                NOW.minusSeconds(secondsAgo),
                Event.Kind.GOAL,
                "order",
                "",
                value,
                "{\"a\":1}");
    }
}
