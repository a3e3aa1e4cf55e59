package dev.bellwether.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bellwether.model.Actor;
import dev.bellwether.model.Audited;
import dev.bellwether.model.Fact;
import dev.bellwether.model.IncidentId;
import dev.bellwether.model.Job;
import dev.bellwether.model.OrganizationId;
import dev.bellwether.model.TimelineNoted;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;

/// A reaction that says what concerns it takes each line of that once and none of the others, which
/// cost it nothing.
class LinesOfOthersTest {
    private static final OrganizationId ACME = new OrganizationId("acme");
    private static final Actor TEST = Actor.automation("test", "test");
    private static final Set<Class<? extends Fact>> NOTES = Set.of(TimelineNoted.class);

    @OnEachStore
    void whatConcernsItIsTakenInOrderAndNothingElse(TestStore test) {
        Store store = test.store();
        var taken = new ArrayList<Long>();
        Job reaction = reader(store, taken);
        write(store, other(), note(), other(), other(), note(), other());
        reaction.run(test.clock().instant());
        assertThat(taken).containsExactly(2L, 5L);
        assertThat(store.journal().behind()).isZero();
    }

    @OnEachStore
    void linesOfOthersCostNoTransactionUntilThereAreMany(TestStore test) {
        Store store = test.store();
        Job reaction = reader(store, new ArrayList<>());
        write(store, note());
        reaction.run(test.clock().instant());
        assertThat(cursor(store)).isEqualTo(1);
        for (int i = 1; i < Progress.FAR; i++) {
            write(store, other());
        }
        reaction.run(test.clock().instant());
        assertThat(cursor(store)).isEqualTo(1);
        assertThat(store.journal().behind()).isZero();
        write(store, other());
        reaction.run(test.clock().instant());
        assertThat(cursor(store)).isEqualTo(1 + Progress.FAR);
    }

    @OnEachStore
    void aLineThatCannotBeTakenIsSetAsideBehindLinesOfOthers(TestStore test) {
        Store store = test.store();
        var taken = new ArrayList<Long>();
        Job reaction =
                store.journal()
                        .reaction(
                                "reader",
                                NOTES,
                                (tx, line) -> {
                                    if (line.seq() == 3) {
                                        throw new IllegalStateException("cannot");
                                    }
                                    tx.afterCommit(() -> taken.add(line.seq()));
                                });
        write(store, other(), other(), note(), other(), note());
        reaction.run(test.clock().instant());
        assertThat(taken).containsExactly(5L);
        assertThat(store.setAside(5)).hasSize(1);
    }

    /// What a batch got to counts when it is durable, and not before.
    @OnEachStore
    void aBatchThatWasUndoneIsTakenAgain(TestStore test) {
        Store store = test.store();
        var taken = new ArrayList<Long>();
        var failing = new java.util.concurrent.atomic.AtomicBoolean(true);
        Job reaction =
                store.journal()
                        .reaction(
                                "reader",
                                NOTES,
                                (tx, line) -> {
                                    if (line.seq() == 4 && failing.getAndSet(false)) {
                                        throw new StoreUnavailable(
                                                "gone", new java.sql.SQLException("gone"));
                                    }
                                    tx.afterCommit(() -> taken.add(line.seq()));
                                });
        write(store, other(), note(), other(), note());
        reaction.run(test.clock().instant());
        assertThat(taken).isEmpty();
        reaction.run(test.clock().instant());
        assertThat(taken).containsExactly(2L, 4L);
    }

    /// Processes that end and begin anew, two at a time, with lines coming in between.
    @OnEachStore
    void noLineIsForgottenOrTakenTwiceWhateverComesInBetween(TestStore test) {
        Store store = test.store();
        var random = new Random(20261123);
        var taken = new ArrayList<Long>();
        var due = new ArrayList<Long>();
        Job one = reader(store, taken);
        Job other = reader(store, taken);
        long seq = 0;
        for (int round = 0; round < 60; round++) {
            var facts = new ArrayList<Fact>();
            int many = random.nextInt(random.nextInt(10) == 0 ? 700 : 12);
            for (int i = 0; i < many; i++) {
                seq++;
                boolean isNote = random.nextInt(round % 7 == 0 ? 400 : 5) == 0;
                facts.add(isNote ? note() : other());
                if (isNote) {
                    due.add(seq);
                }
            }
            write(store, facts.toArray(Fact[]::new));
            switch (random.nextInt(4)) {
                case 0 -> one = reader(store, taken);
                case 1 -> other.run(test.clock().instant());
                default -> one.run(test.clock().instant());
            }
        }
        one.run(test.clock().instant());
        assertThat(taken).isEqualTo(due).isNotEmpty();
    }

    private static Job reader(Store store, List<Long> taken) {
        return store.journal()
                .reaction(
                        "reader", NOTES, (tx, line) -> tx.afterCommit(() -> taken.add(line.seq())));
    }

    private static void write(Store store, Fact... facts) {
        store.run(tx -> List.of(facts).forEach(fact -> tx.journal(ACME, fact)));
    }

    private static Fact other() {
        return new Audited(TEST, "tested", "other", "");
    }

    private static Fact note() {
        return new TimelineNoted(new IncidentId("i"), "noted", TEST);
    }

    private static long cursor(Store store) {
        return store.read(sql -> Cursors.at(sql, "reader"));
    }
}
