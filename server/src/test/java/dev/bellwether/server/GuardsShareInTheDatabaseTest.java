package dev.bellwether.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bellwether.guard.Controls;
import dev.bellwether.guard.PartBeat;
import dev.bellwether.guard.PartRow;
import dev.bellwether.guard.Quarantine;
import dev.bellwether.store.OnEachStore;
import dev.bellwether.store.Store;
import dev.bellwether.store.TestStore;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/// "Guards before the same nodes share each node's memory by rows of one database."
class GuardsShareInTheDatabaseTest {
    private static final long WHOLE = 1_000;
    private static final long ALL = Long.MAX_VALUE;

    @OnEachStore
    void whatOneGivesUpTheOtherMayHave(TestStore test) {
        StoredParts one = parts(test.store());
        StoredParts other = parts(another(test));
        assertThat(bytes(one.beat(List.of(beat("a", 1, ALL, WHOLE))), "a")).isEqualTo(WHOLE);
        assertThat(bytes(other.beat(List.of(beat("b", 1, ALL, WHOLE))), "b")).isZero();
        assertThat(bytes(one.beat(List.of(beat("a", 2, 600, WHOLE))), "a")).isEqualTo(600);
        assertThat(bytes(other.beat(List.of(beat("b", 2, ALL, WHOLE))), "b")).isEqualTo(400);
        assertThat(bytes(one.beat(List.of(beat("a", 3, 500, WHOLE))), "a")).isEqualTo(500);
        assertThat(bytes(other.beat(List.of(beat("b", 3, ALL, WHOLE))), "b")).isEqualTo(500);
    }

    @OnEachStore
    void whatIsInQuarantineIsKnownToAllBeforeTheNodeAndTheLastWordCounts(TestStore test) {
        var one = new StoredQuarantines(test::store, node -> node);
        Store second = another(test);
        var other = new StoredQuarantines(() -> second, node -> node);
        Instant now = Instant.parse("2026-05-01T08:00:00Z");
        Quarantine all = quarantine(Optional.empty(), now, now.plusSeconds(60));
        Quarantine ofNone = quarantine(Optional.of(""), now.plusSeconds(1), now.plusSeconds(60));
        assertThat(one.exchange(List.of("n", "m"), List.of(all, ofNone)))
                .containsExactly(all, ofNone);
        assertThat(other.exchange(List.of("n"), List.of())).containsExactly(all, ofNone);
        assertThat(other.exchange(List.of("elsewhere"), List.of())).isEmpty();
        Quarantine ended = quarantine(Optional.empty(), now, now.plusSeconds(5));
        assertThat(other.exchange(List.of("n", "m"), List.of(ended)))
                .containsExactly(ended, ofNone);
        assertThat(one.exchange(List.of("m", "n"), List.of())).containsExactly(ended, ofNone);
    }

    private static Quarantine quarantine(Optional<String> feature, Instant since, Instant until) {
        return new Quarantine(
                Controls.By.RELEASE,
                "1.1",
                feature,
                "too heavy",
                since,
                until,
                Quarantine.Who.GUARD,
                true);
    }

    @OnEachStore
    void whatComesLateDoesNothing(TestStore test) {
        StoredParts parts = parts(test.store());
        parts.beat(List.of(beat("a", 5, ALL, WHOLE)));
        assertThat(bytes(parts.beat(List.of(beat("a", 4, 10, 10))), "a")).isEqualTo(WHOLE);
    }

    @OnEachStore
    void aSilentGuardsRowIsTakenDownOnlyAsItWasSeen(TestStore test) {
        StoredParts parts = parts(test.store());
        parts.beat(List.of(beat("a", 7, ALL, WHOLE)));
        assertThat(bytes(parts.beat(List.of(lapsing("b", 1, "a", 6, 0))), "b"))
                .as("it has given a sign of life since")
                .isZero();
        List<PartRow> rows = parts.beat(List.of(lapsing("b", 2, "a", 7, 300)));
        assertThat(bytes(rows, "a")).isEqualTo(300);
        assertThat(bytes(rows, "b")).isEqualTo(700);
        rows = parts.beat(List.of(lapsing("b", 3, "a", 7, 0)));
        assertThat(rows).extracting(PartRow::guard).containsExactly("b");
        assertThat(bytes(rows, "b")).isEqualTo(WHOLE);
    }

    @OnEachStore
    void whoLeavesLeavesWhatStillRuns(TestStore test) {
        StoredParts parts = parts(test.store());
        parts.beat(List.of(beat("a", 1, ALL, WHOLE)));
        parts.leave("a", Map.of("127.0.0.1:8123", 250L));
        List<PartRow> rows = parts.beat(List.of(beat("b", 1, ALL, WHOLE)));
        assertThat(bytes(rows, "a")).isEqualTo(250);
        assertThat(bytes(rows, "b")).isEqualTo(750);
        parts.leave("b", Map.of("127.0.0.1:8123", 0L));
        assertThat(parts.beat(List.of(beat("a", 9, ALL, WHOLE))))
                .extracting(PartRow::guard)
                .containsExactly("a");
    }

    @OnEachStore
    void aNodeOnThisMachineHasOneNameForAll(TestStore test) {
        StoredParts parts = parts(test.store());
        parts.beat(List.of(beat("a", 1, ALL, WHOLE)));
        PartBeat far =
                new PartBeat("db1:8123", "b", "home b", 1, WHOLE, ALL, 500, WHOLE, List.of());
        assertThat(parts(test.store()).beat(List.of(far)))
                .extracting(PartRow::guard)
                .containsExactly("a", "b");
    }

    @OnEachStore
    void theDatabaseItselfRefusesMoreThanTheNodeGives(TestStore test) {
        parts(test.store()).beat(List.of(beat("a", 1, ALL, WHOLE)));
        assertThatThrownBy(() ->
                        test.store()
                                .run(tx ->
                                        tx.sql()
                                                .execute(
                                                        "UPDATE guard_node SET given = 1001 WHERE node = 'db1:8123'")))
                .hasMessageMatching("(?is).*check constraint.*");
    }

    @OnEachStore
    void ofManyAtTheSameTimeNoneGetsWhatAnotherHas(TestStore test) throws Exception {
        List<StoredParts> tables = List.of(parts(test.store()), parts(another(test)));
        var done = new ArrayList<Future<List<PartRow>>>();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int guard = 0; guard < 8; guard++) {
                String name = "g" + guard;
                StoredParts table = tables.get(guard % 2);
                for (int number = 1; number <= 5; number++) {
                    PartBeat beat = beat(name, number, number % 2 == 0 ? 40 : ALL, number * 190L);
                    done.add(threads.submit(() -> table.beat(List.of(beat))));
                }
            }
        }
        for (Future<List<PartRow>> one : done) {
            assertThat(one.get().stream().mapToLong(PartRow::bytes).sum())
                    .isLessThanOrEqualTo(WHOLE);
        }
    }

    private static StoredParts parts(Store store) {
        var parts = new StoredParts("db1");
        parts.open(store);
        return parts;
    }

    private static Store another(TestStore test) {
        return test.store().isShared() ? test.another() : test.store();
    }

    private static PartBeat beat(String guard, long number, long most, long wanted) {
        return new PartBeat(
                "127.0.0.1:8123",
                guard,
                "home " + guard,
                number,
                WHOLE,
                most,
                500,
                wanted,
                List.of());
    }

    private static PartBeat lapsing(String guard, long number, String silent, long at, long left) {
        return new PartBeat(
                "127.0.0.1:8123",
                guard,
                "home " + guard,
                number,
                WHOLE,
                ALL,
                500,
                WHOLE,
                List.of(new PartBeat.Lapsed(silent, at, left)));
    }

    private static long bytes(List<PartRow> rows, String guard) {
        return rows.stream()
                .filter(row -> row.guard().equals(guard))
                .mapToLong(PartRow::bytes)
                .sum();
    }
}
