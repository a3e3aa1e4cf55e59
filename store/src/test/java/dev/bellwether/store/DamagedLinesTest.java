package dev.bellwether.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bellwether.model.UnknownFact;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// One bad line keeps nobody from the next, and is not lost sight of.
class DamagedLinesTest {
    @OnEachStore
    void aLineThatCannotBeReadIsSetAsideAndShown(TestStore test) {
        Store store = test.store();
        for (String subject : List.of("a", "b", "c")) {
            SomeFacts.write(store, subject);
        }
        store.run(
                tx -> tx.sql().execute("UPDATE journal SET body = '{\"actor\": 7' WHERE seq = 2"));
        var seen = new ArrayList<Long>();
        store.journal()
                .reaction("reader", (tx, line) -> tx.afterCommit(() -> seen.add(line.seq())))
                .run(test.clock().instant());
        assertThat(seen).containsExactly(1L, 3L);
        assertThat(store.setAside(10))
                .singleElement()
                .satisfies(aside -> {
                    assertThat(aside.reader()).isEqualTo("reader");
                    assertThat(aside.seq()).isEqualTo(2);
                });
        assertThat(store.journal().read(1, 1).getFirst().fact()).isInstanceOf(UnknownFact.class);
    }

    @OnEachStore
    void aLineOfANewerVersionIsPassedOverAndKept(TestStore test) {
        Store store = test.store();
        SomeFacts.write(store, "a");
        store.run(tx -> tx.sql().execute("UPDATE journal SET kind = 'FromTheFuture'"));
        var facts = new ArrayList<Object>();
        store.journal()
                .reaction("reader", (tx, line) -> facts.add(line.fact()))
                .run(test.clock().instant());
        assertThat(facts).singleElement().isInstanceOf(UnknownFact.class);
        assertThat(store.setAside(10)).isEmpty();
    }

    @OnEachStore
    void aReactionThatFailsNowAndThenLosesNothing(TestStore test) {
        Store store = test.store();
        for (int i = 0; i < 250; i++) {
            SomeFacts.write(store, "s" + i);
        }
        var random = new java.util.Random(7);
        var reaction =
                store.journal()
                        .reaction(
                                "reader",
                                (tx, line) -> {
                                    if (line.seq() % 50 == 0 && random.nextInt(3) == 0) {
                                        throw new IllegalStateException("now and then");
                                    }
                                    tx.sql()
                                            .createUpdate(
                                                    "INSERT INTO lease VALUES (:name, 'x', :seq)")
                                            .bind("name", "line" + line.seq())
                                            .bind("seq", line.seq())
                                            .execute();
                                });
        reaction.run(test.clock().instant());
        long aside = store.report().setAside();
        assertThat(SomeFacts.count(store, "lease") + aside).isEqualTo(250);
        assertThat(store.report().cursors())
                .singleElement()
                .satisfies(cursor -> assertThat(cursor.lag()).isZero());
    }

    @OnEachStore
    void aFollowerGoesOnAfterALineItCannotTake(TestStore test) {
        Store store = test.store();
        for (String subject : List.of("a", "b", "c")) {
            SomeFacts.write(store, subject);
        }
        var seen = new ArrayList<Long>();
        var follower =
                store.journal()
                        .follower(
                                "f",
                                0,
                                line -> {
                                    if (line.seq() == 2) {
                                        throw new IllegalStateException("cannot");
                                    }
                                    seen.add(line.seq());
                                });
        follower.run(test.clock().instant());
        assertThat(seen).containsExactly(1L, 3L);
    }

    @OnEachStore
    void aDatabaseInUseCanBeLookedAtFromOutside(TestStore test) {
        SomeFacts.write(test.store(), "a");
        test.store()
                .journal()
                .reaction(
                        "reader",
                        (tx, line) -> {
                            throw new IllegalStateException("cannot");
                        })
                .run(test.clock().instant());
        var inspection = Inspection.of(test.settings());
        assertThat(inspection.report().journalHead()).isEqualTo(1);
        assertThat(inspection.report().cursors()).isEqualTo(test.store().report().cursors());
        assertThat(inspection.setAside()).isEqualTo(test.store().setAside(5)).hasSize(1);
        assertThat(inspection.pending()).isEmpty();
    }

    @OnEachStore
    void theReportTellsHowFarEachReaderIs(TestStore test) {
        Store store = test.store();
        SomeFacts.write(store, "a");
        store.journal().reaction("quick", (tx, line) -> {}).run(test.clock().instant());
        SomeFacts.write(store, "b");
        store.leases().acquire("poll", "node-1", Duration.ofMinutes(1));
        StoreReport report = store.report();
        assertThat(report.journalHead()).isEqualTo(2);
        assertThat(report.cursors()).containsExactly(new StoreReport.Cursor("quick", 1, 1));
        assertThat(report.bytes()).isPositive();
        assertThat(report.engine()).containsPattern("(SQLite 3|PostgreSQL 1)");
        assertThat(report.leases())
                .containsExactly(
                        new StoreReport.Lease(
                                "poll",
                                "node-1",
                                test.clock().instant().plus(Duration.ofMinutes(1))));
    }
}
