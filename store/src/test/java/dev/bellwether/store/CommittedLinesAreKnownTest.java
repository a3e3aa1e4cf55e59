package dev.bellwether.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bellwether.model.Audited;
import java.util.List;
import java.util.Random;

/// What this process committed lately, its readers have without asking SQLite; and it is what they
/// would have been answered.
class CommittedLinesAreKnownTest {
    private static final int LIVES = 400;

    @OnEachStore
    void onSqliteNobodyAsksForThem(TestStore test) {
        Store store = test.store();
        SomeFacts.write(store, "a");
        store.run(tx ->
                tx.sql().execute("UPDATE journal SET body = replace(body, '\"a\"', '\"other\"')"));
        assertThat(store.journal().read(0, 10))
                .map(line -> ((Audited) line.fact()).subject())
                .containsExactly(store.isShared() ? "other" : "a");
    }

    @OnEachStore
    void theyAreThoseThatStandThere(TestStore test) {
        Store store = test.store();
        var random = new Random(11);
        for (int i = 0; i < LIVES; i++) {
            write(store, random, "s" + i);
            long after = random.nextInt(i + 3);
            int limit = 1 + random.nextInt(20);
            List<Line> stand =
                    store.read(sql ->
                            sql.createQuery(
                                            "SELECT * FROM journal WHERE seq > :after ORDER BY seq LIMIT :limit")
                                    .bind("after", after)
                                    .bind("limit", limit)
                                    .map(Journal.LINE)
                                    .list());
            assertThat(store.journal().read(after, limit)).isEqualTo(stand);
        }
    }

    /// Some lines, none, or some that are undone.
    private static void write(Store store, Random random, String subject) {
        int lines = random.nextInt(4);
        boolean fails = random.nextInt(5) == 0;
        try {
            store.run(tx -> {
                for (int i = 0; i < lines; i++) {
                    tx.journal(SomeFacts.ACME, SomeFacts.fact(subject + "." + i));
                }
                if (fails) {
                    // Read while its own lines are not there yet, and will never be.
                    assertThat(store.journal().meet(tx.sql(), 0, 1, _ -> true)).hasSizeLessThan(2);
                    throw new IllegalStateException("undone");
                }
            });
        } catch (IllegalStateException e) {
            assertThat(fails).isTrue();
        }
    }
}
