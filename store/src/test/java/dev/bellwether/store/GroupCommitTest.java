package dev.bellwether.store;

import static dev.bellwether.store.SomeFacts.ACME;
import static dev.bellwether.store.SomeFacts.fact;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// SQLite's writers share a commit, and none learns of another's failure but by its own.
class GroupCommitTest {
    private final TestStore test = TestStores.sqlite();
    private final Store store = test.store();
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final CountDownLatch begun = new CountDownLatch(1);
    private final CountDownLatch goOn = new CountDownLatch(1);

    @AfterEach
    void close() {
        goOn.countDown();
        threads.close();
        test.close();
    }

    /// Keeps the writer busy, so that what is written meanwhile makes one group.
    private Future<?> holdWriter() throws InterruptedException {
        Future<?> held =
                threads.submit(() ->
                        store.run(tx -> {
                            begun.countDown();
                            await(goOn);
                        }));
        begun.await();
        return held;
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private Thread waiting(Runnable write) throws InterruptedException {
        Thread thread = Thread.ofPlatform().start(write);
        while (thread.getState() != Thread.State.WAITING) {
            Thread.onSpinWait();
        }
        return thread;
    }

    @Test
    void aNeighbourThatFailsTouchesNobodyElse() throws Exception {
        Future<?> held = holdWriter();
        var writes = new ArrayList<Future<?>>();
        for (int i = 0; i < 100; i++) {
            String name = "w" + i;
            boolean fails = i % 10 == 3;
            writes.add(
                    threads.submit(() ->
                            store.run(tx -> {
                                tx.journal(ACME, fact(name));
                                tx.sql()
                                        .execute(
                                                "INSERT INTO lease VALUES ('"
                                                        + name
                                                        + "', 'x', 1)");
                                if (fails) {
                                    tx.sql().execute("this is no SQL");
                                }
                            })));
        }
        goOn.countDown();
        held.get();
        int failed = 0;
        for (Future<?> write : writes) {
            try {
                write.get();
            } catch (ExecutionException e) {
                assertThat(e.getCause()).isNotInstanceOf(StoreUnavailable.class);
                failed++;
            }
        }
        assertThat(failed).isEqualTo(10);
        assertThat(store.journal().head()).isEqualTo(90);
        assertThat(SomeFacts.count(store, "lease")).isEqualTo(90);
        assertThat(store.health().commits()).isEqualTo(91);
        assertThat(store.health().trouble()).isEmpty();
    }

    @Test
    void whenTheGroupFailsNobodyIsToldOfSuccessAndTheNextGroupGoesOn() throws Exception {
        Future<?> held = holdWriter();
        var writes = new ArrayList<Future<?>>();
        for (int i = 0; i < 20; i++) {
            String name = "w" + i;
            writes.add(threads.submit(() -> SomeFacts.write(store, name)));
        }
        writes.add(threads.submit(() -> store.run(GroupCommitTest::fillTheDisk)));
        goOn.countDown();
        var outcomes = new ArrayList<Throwable>();
        writes.add(held);
        for (Future<?> write : writes) {
            try {
                write.get();
            } catch (ExecutionException e) {
                outcomes.add(e.getCause());
            }
        }
        // Those that the writer took in an earlier group than the one that failed are durable.
        assertThat(outcomes).hasOnlyElementsOfType(StoreUnavailable.class).isNotEmpty();
        assertThat(store.journal().head()).isEqualTo(21 - outcomes.size() + heldCounts(held));
        SomeFacts.write(store, "after");
        assertThat(store.health().trouble()).isEmpty();
    }

    private static long heldCounts(Future<?> held) {
        // The one that held the writer wrote no line, and was counted when it failed with its
        // group.
        return held.state() == Future.State.FAILED ? 1 : 0;
    }

    static void fillTheDisk(Tx tx) {
        long pages = tx.sql().createQuery("PRAGMA page_count").mapTo(Long.class).one();
        tx.sql().execute("PRAGMA max_page_count = " + (pages + 2));
        tx.sql()
                .createUpdate("INSERT INTO lease VALUES ('big', :big, 1)")
                .bind("big", "x".repeat(1_000_000))
                .execute();
    }

    @Test
    void whoIsInterruptedBeforeTheirTurnHasWrittenNothing() throws Exception {
        Future<?> held = holdWriter();
        var outcome = new AtomicReference<Throwable>();
        Thread writer =
                waiting(() -> {
                    try {
                        SomeFacts.write(store, "never");
                    } catch (StoreUnavailable e) {
                        outcome.set(e);
                    }
                });
        writer.interrupt();
        writer.join();
        goOn.countDown();
        held.get();
        assertThat(outcome.get()).isInstanceOf(StoreUnavailable.class);
        SomeFacts.write(store, "after");
        assertThat(store.journal().read(0, 10)).hasSize(1);
    }

    @Test
    void whoIsInterruptedDuringTheirTurnIsToldTheTruth() throws Exception {
        var flag = new AtomicReference<Boolean>();
        Thread writer =
                waiting(() -> {
                    store.run(tx -> {
                        tx.journal(ACME, fact("written"));
                        begun.countDown();
                        await(goOn);
                    });
                    flag.set(Thread.currentThread().isInterrupted());
                });
        begun.await();
        writer.interrupt();
        goOn.countDown();
        writer.join();
        assertThat(flag.get()).isTrue();
        assertThat(store.journal().head()).isEqualTo(1);
    }

    @Test
    void closingWritesWhatWaits() throws Exception {
        Future<?> held = holdWriter();
        var writers = new ArrayList<Thread>();
        for (int i = 0; i < 5; i++) {
            writers.add(waiting(() -> SomeFacts.write(store, "waits")));
        }
        Thread closer = Thread.ofPlatform().start(store::close);
        goOn.countDown();
        closer.join();
        held.get();
        for (Thread writer : writers) {
            writer.join();
        }
        assertThatThrownBy(() -> SomeFacts.write(store, "late"))
                .isInstanceOf(StoreUnavailable.class)
                .hasMessageContaining("closed");
        assertThat(test.reopened().journal().head()).isEqualTo(5);
        assertThat(List.copyOf(writers)).noneMatch(Thread::isAlive);
    }
}
