package dev.bellwether.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.Optional;
import java.util.Random;
import java.util.TreeSet;
import org.jdbi.v3.core.Handle;

/// What is due next is what stands in the table at that moment, and on SQLite it is read only when
/// the table was written.
class AClockThatIsWokenKnowsWhatIsDueTest {
    private int reads;

    private Optional<Instant> next(Handle sql) {
        reads++;
        return sql.createQuery("SELECT at FROM chore ORDER BY at LIMIT 1")
                .map((rs, _) -> Micros.toInstant(rs.getLong(1)))
                .findOne();
    }

    private static Store with(TestStore test) {
        Store store = test.store();
        store.run(tx -> {
            tx.sql().execute("CREATE TABLE room (id INTEGER NOT NULL PRIMARY KEY)");
            tx.sql()
                    .execute(
                            """
                            CREATE TABLE chore (at BIGINT NOT NULL,
                                room INTEGER NOT NULL REFERENCES room (id) ON DELETE CASCADE)
                            """);
            tx.sql().execute("INSERT INTO room (id) VALUES (1)");
        });
        return test.reopened();
    }

    private static void add(Tx tx, int at) {
        tx.sql()
                .createUpdate("INSERT INTO chore (at, room) VALUES (:at, 1)")
                .bind("at", at)
                .execute();
    }

    private static Optional<Instant> at(TreeSet<Integer> chores) {
        return chores.isEmpty()
                ? Optional.empty()
                : Optional.of(Micros.toInstant(chores.getFirst()));
    }

    /// 300 seeded transactions, some of which fail and some of which write elsewhere.
    @OnEachStore
    void itIsWhatAReadWouldFind(TestStore test) {
        Store store = with(test);
        NextDue due = NextDue.of(store, this::next, "chore");
        var random = new Random(27);
        var chores = new TreeSet<Integer>();
        for (int round = 0; round < 300; round++) {
            int at = 1 + random.nextInt(1_000);
            switch (random.nextInt(5)) {
                case 0, 1 -> {
                    store.run(tx -> add(tx, at));
                    chores.add(at);
                }
                case 2 -> {
                    store.run(tx ->
                            tx.sql()
                                    .execute(
                                            "DELETE FROM chore WHERE at <= (SELECT min(at) FROM chore)"));
                    chores.pollFirst();
                }
                case 3 ->
                        assertThatThrownBy(() ->
                                        store.run(tx -> {
                                            add(tx, 0);
                                            throw new IllegalArgumentException("not this time");
                                        }))
                                .isInstanceOf(IllegalArgumentException.class);
                default -> store.run(tx -> tx.sql().execute("UPDATE room SET id = id"));
            }
            assertThat(due.get()).isEqualTo(at(chores));
        }
    }

    @OnEachStore
    void whatARemovalTakesWithItIsNotDueAnyMore(TestStore test) {
        Store store = with(test);
        NextDue due = NextDue.of(store, this::next, "chore");
        store.run(tx -> add(tx, 5));
        assertThat(due.get()).isPresent();
        store.run(tx -> tx.sql().execute("DELETE FROM room WHERE id = 1"));
        assertThat(due.get()).isEmpty();
    }

    @OnEachStore
    void inATransactionItSeesWhatThatHasWrittenAndForgetsWhatItUndid(TestStore test) {
        Store store = with(test);
        NextDue due = NextDue.of(store, this::next, "chore");
        assertThatThrownBy(() ->
                        store.together(() -> {
                            store.run(tx -> add(tx, 5));
                            assertThat(due.get()).contains(Micros.toInstant(5));
                            throw new IllegalArgumentException("not this time");
                        }))
                .isInstanceOf(IllegalArgumentException.class);
        assertThat(due.get()).isEmpty();
    }

    @OnEachStore
    void commitsThatAreNotAboutItCostNoReadWhereNobodyElseCanWrite(TestStore test) {
        Store store = with(test);
        NextDue due = NextDue.of(store, this::next, "chore");
        store.run(tx -> add(tx, 5));
        reads = 0;
        for (int i = 0; i < 10; i++) {
            store.run(tx -> tx.sql().execute("UPDATE room SET id = id WHERE id = 7"));
            assertThat(due.get()).contains(Micros.toInstant(5));
        }
        // A change of a room may have taken its chores with it.
        assertThat(reads).isEqualTo(10);
        reads = 0;
        for (int i = 0; i < 10; i++) {
            store.run(tx -> tx.journal(SomeFacts.ACME, SomeFacts.fact("x")));
            assertThat(due.get()).contains(Micros.toInstant(5));
        }
        assertThat(reads).isEqualTo(store.isShared() ? 10 : 0);
    }
}
