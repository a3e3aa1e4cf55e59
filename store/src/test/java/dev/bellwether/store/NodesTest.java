package dev.bellwether.store;

import static dev.bellwether.store.SomeFacts.ACME;
import static dev.bellwether.store.SomeFacts.fact;
import static org.assertj.core.api.Assertions.assertThat;

import dev.bellwether.model.Job;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// Several nodes on one PostgreSQL see one journal, in one order, and share its work.
class NodesTest {
    private static final int WRITERS = 16;
    private static final int WRITES = 20;
    private static final long LINES = WRITERS * WRITES * 2L;

    private final TestStore test = TestStores.postgres();
    private final Store one = test.store();
    private final Store other = test.another();

    @AfterEach
    void close() {
        test.close();
    }

    @Test
    void aReaderIsWokenByAnotherNodesCommit() throws Exception {
        // The first wake-up comes when the other node has begun to listen.
        var listening = new CountDownLatch(1);
        var woken = new CountDownLatch(2);
        other.journal()
                .onLines(() -> {
                    listening.countDown();
                    woken.countDown();
                });
        while (!listening.await(50, TimeUnit.MILLISECONDS)) {
            SomeFacts.write(one, "are you there");
        }
        SomeFacts.write(one, "news");
        assertThat(woken.await(60, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void aFollowerNeverMissesALineWhateverTheOrderOfCommits() throws Exception {
        var seen = new ArrayList<Long>();
        Job follower = other.journal().follower("f", 0, line -> seen.add(line.seq()));
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<?>> writers = writeFromBothNodes(threads);
            untilNoMore(writers, follower, seen::size);
            refuseFailed(writers);
        }
        assertThat(seen).containsExactlyElementsOf(upTo(LINES));
    }

    @Test
    void twoNodesReactToEachLineOnceBetweenThem() throws Exception {
        one.run(tx -> tx.sql().execute("CREATE TABLE seen (seq BIGINT NOT NULL, node TEXT)"));
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<?>> writers = writeFromBothNodes(threads);
            var readers = new ArrayList<Future<?>>();
            for (Store node : List.of(one, other)) {
                readers.add(threads.submit(() -> reactUntilDone(node, writers)));
            }
            refuseFailed(writers);
            refuseFailed(readers);
        }
        List<Long> reacted =
                one.read(sql ->
                        sql.createQuery("SELECT seq FROM seen ORDER BY seq")
                                .mapTo(Long.class)
                                .list());
        assertThat(reacted).containsExactlyElementsOf(upTo(LINES));
    }

    @Test
    void aNodeIsMissedWhenItGivesNoSignOfLifeAndNotBecauseOfItsClock() {
        var slow = new MovableClock(test.clock().instant().minus(java.time.Duration.ofMinutes(9)));
        try (Store third = Store.open(test.settings(), slow)) {
            third.nodes().introduce(new Nodes.NodeName("third", "1.2", "http://third", "k"));
            List<Nodes> all = List.of(one.nodes(), other.nodes(), third.nodes());
            beat(all);
            beat(all);
            assertThat(one.nodes().alive()).hasSize(3).contains(third.nodes().me());
            third.leases().acquire("some", third.nodes().me(), Nodes.TERM);
            assertThat(one.nodes().list())
                    .filteredOn(node -> node.name().equals("third"))
                    .singleElement()
                    .satisfies(node -> assertThat(node.isAlive()).isTrue())
                    .satisfies(node -> assertThat(node.leases()).containsExactly("some"))
                    .satisfies(node -> assertThat(node.version()).isEqualTo("1.2"));
            for (int second = 0; second < 7; second++) {
                test.clock().move(java.time.Duration.ofSeconds(1));
                beat(List.of(one.nodes(), other.nodes()));
            }
            assertThat(one.nodes().alive()).hasSize(2).doesNotContain(third.nodes().me());
            third.nodes().leave();
            assertThat(one.nodes().list()).hasSize(2);
            assertThat(one.report().leases()).isEmpty();
        }
    }

    @Test
    void aNodeWithAnotherKeyIsTold() {
        assertThat(one.nodes().introduce(new Nodes.NodeName("one", "1", "", "key-1"))).isEmpty();
        beat(List.of(one.nodes()));
        assertThat(other.nodes().introduce(new Nodes.NodeName("other", "1", "", "key-2")))
                .contains("one");
        assertThat(other.nodes().introduce(new Nodes.NodeName("other", "1", "", "key-1")))
                .isEmpty();
        test.clock().move(java.time.Duration.ofMinutes(2));
        assertThat(other.nodes().introduce(new Nodes.NodeName("other", "1", "", "key-2")))
                .as("that one is gone")
                .isEmpty();
    }

    private void beat(List<Nodes> nodes) {
        nodes.forEach(node -> node.run(test.clock().instant()));
    }

    private void reactUntilDone(Store node, List<Future<?>> writers) {
        Job reaction =
                node.journal()
                        .reaction(
                                "r",
                                (tx, line) ->
                                        tx.sql()
                                                .createUpdate("INSERT INTO seen VALUES (:seq, 'n')")
                                                .bind("seq", line.seq())
                                                .execute());
        untilNoMore(writers, reaction, () -> SomeFacts.count(node, "seen"));
    }

    /// Ends also when lines are missing, for a writer failed or one was passed over.
    private void untilNoMore(List<Future<?>> writers, Job job, LongSupplier seen) {
        boolean more = true;
        while (more) {
            boolean written = writers.stream().allMatch(Future::isDone);
            long before = seen.getAsLong();
            job.run(test.clock().instant());
            more = !written || seen.getAsLong() > before;
        }
    }

    private static void refuseFailed(List<Future<?>> work) throws Exception {
        for (Future<?> one : work) {
            one.get();
        }
    }

    private List<Future<?>> writeFromBothNodes(ExecutorService threads) {
        var writers = new ArrayList<Future<?>>();
        for (int writer = 0; writer < WRITERS; writer++) {
            Store node = writer % 2 == 0 ? one : other;
            String name = "w" + writer;
            writers.add(
                    threads.submit(() -> {
                        for (int i = 0; i < WRITES; i++) {
                            node.run(tx -> {
                                tx.journal(ACME, fact(name));
                                tx.sql().execute("SELECT pg_sleep(random() / 200)");
                                tx.journal(ACME, fact(name));
                            });
                        }
                    }));
        }
        return writers;
    }

    private static List<Long> upTo(long last) {
        return LongStream.rangeClosed(1, last).boxed().toList();
    }
}
