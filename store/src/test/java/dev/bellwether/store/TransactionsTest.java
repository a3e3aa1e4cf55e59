package dev.bellwether.store;

import static dev.bellwether.store.SomeFacts.ACME;
import static dev.bellwether.store.SomeFacts.fact;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/// A transaction happens whole or not at all, and what follows it cannot undo it.
class TransactionsTest {
    @OnEachStore
    void whatIsToBeDoneAfterACommitCannotMakeItFail(TestStore test) {
        var done = new ArrayList<String>();
        test.store()
                .run(tx -> {
                    tx.journal(ACME, fact("a"));
                    tx.afterCommit(() -> {
                        throw new IllegalStateException("no");
                    });
                    tx.afterCommit(() -> done.add("second"));
                });
        assertThat(done).containsExactly("second");
        assertThat(test.store().journal().head()).isEqualTo(1);
    }

    @OnEachStore
    void aTransactionInsideATransactionIsRefused(TestStore test) {
        Store store = test.store();
        assertThatThrownBy(() -> store.run(tx -> SomeFacts.write(store, "inner")))
                .isInstanceOf(IllegalStateException.class);
        assertThat(store.journal().head()).isZero();
    }

    @OnEachStore
    void readsInsideTransactionsAndReadsNeverWaitForEachOther(TestStore test) throws Exception {
        Store store = test.store();
        var all = new ArrayList<Future<?>>();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < 60; i++) {
                all.add(threads.submit(() -> store.read(sql -> store.journal().head())));
                all.add(
                        threads.submit(() ->
                                store.run(tx -> {
                                    store.journal().head();
                                    tx.journal(ACME, fact("x"));
                                })));
            }
        }
        for (Future<?> one : all) {
            one.get();
        }
        assertThat(store.journal().head()).isEqualTo(60);
    }

    @OnEachStore
    void timesAreReadAsTheyWereWritten(TestStore test) {
        test.clock().set(Instant.parse("1969-12-31T23:59:59.123456789Z"));
        Instant written =
                test.store()
                        .write(tx -> {
                            tx.sql()
                                    .createUpdate("INSERT INTO lease VALUES ('a', 'b', :at)")
                                    .bind("at", tx.now())
                                    .execute();
                            return tx.now();
                        });
        Instant read =
                test.store()
                        .read(sql ->
                                sql.createQuery("SELECT until FROM lease")
                                        .mapTo(Instant.class)
                                        .one());
        assertThat(read).isEqualTo(written);
        Duration third = Duration.ofNanos(333_333_000);
        assertThat(
                        test.store()
                                .<Duration>read(sql ->
                                        sql.createQuery("SELECT CAST(:d AS BIGINT) FROM lease")
                                                .bind("d", third)
                                                .mapTo(Duration.class)
                                                .one()))
                .isEqualTo(third);
    }

    @OnEachStore
    void whatAStatementFailsWithTellsNoValues(TestStore test) {
        assertThatThrownBy(() ->
                        test.store()
                                .run(tx ->
                                        tx.sql()
                                                .createUpdate(
                                                        "INSERT INTO nowhere VALUES (:secret)")
                                                .bind("secret", "hunter2")
                                                .execute()))
                .hasMessageContaining("nowhere")
                .hasMessageNotContaining("hunter2");
    }
}
