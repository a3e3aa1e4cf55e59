package dev.bellwether.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bellwether.model.Job;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// Two nodes with two connections each, and more reactions than that. Whatever they are busy with,
/// a node says that it lives and keeps its leases: or else others take its work from it.
class ANodeGivesSignsOfLifeWhateverItIsAtTest {
    private static final int REACTIONS = 4;

    private final TestStore test = TestStores.postgres();
    private final List<Store> opened = new ArrayList<>();
    private final CountDownLatch end = new CountDownLatch(1);
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

    @AfterEach
    void close() {
        end.countDown();
        threads.close();
        opened.forEach(Store::close);
        test.close();
    }

    private Store node() {
        StoreSettings at = test.settings();
        Store node =
                Store.open(new StoreSettings(at.url(), at.user(), at.password(), 2), test.clock());
        opened.add(node);
        return node;
    }

    @Test
    void aNodeThatStartsWhileAnotherReactsForTheFirstTimeWaitsForNobody() throws Exception {
        Store one = node();
        Store other = node();
        SomeFacts.write(one, "first");
        List<Future<?>> busy = busy(one, 2);
        var passes = new ArrayList<Future<?>>();
        for (Job reaction : reactions(other, line -> {}).subList(0, 2)) {
            passes.add(threads.submit(() -> reaction.run(test.clock().instant())));
        }
        for (Future<?> pass : passes) {
            pass.get(60, TimeUnit.SECONDS);
        }
        assertThat(busy).as("the first node is still at it").noneMatch(Future::isDone);
        lives(other);
    }

    @Test
    void aNodeWhoseConnectionsAreAllInUseLivesOn() throws Exception {
        Store one = node();
        SomeFacts.write(one, "first");
        busy(one, 2);
        lives(one);
    }

    @Test
    void aReadOpensNoTransaction() {
        Store one = node();
        assertThatThrownBy(() -> one.read(sql -> one.write(tx -> true)))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("A read cannot open a transaction");
    }

    private void lives(Store node) {
        node.nodes().run(test.clock().instant());
        assertThat(node.nodes().alive()).contains(node.nodes().me());
        assertThat(node.leases().acquire("watch/00", node.nodes().me(), Nodes.TERM)).isTrue();
        node.leases().release("watch/00", node.nodes().me());
    }

    /// When it returns, so many reactions of the node are in the middle of a line, until the end.
    private List<Future<?>> busy(Store node, int many) throws InterruptedException {
        var running = new ArrayList<Future<?>>();
        var inside = new CountDownLatch(many);
        for (Job reaction :
                reactions(
                                node,
                                line -> {
                                    inside.countDown();
                                    await(end);
                                })
                        .subList(0, many)) {
            running.add(threads.submit(() -> reaction.run(test.clock().instant())));
        }
        assertThat(inside.await(60, TimeUnit.SECONDS)).isTrue();
        return running;
    }

    private interface Taking {
        void take(Line line);
    }

    private static List<Job> reactions(Store node, Taking taking) {
        var jobs = new ArrayList<Job>();
        for (int i = 0; i < REACTIONS; i++) {
            jobs.add(node.journal().reaction("r" + i, Set.of(), (tx, line) -> taking.take(line)));
        }
        return jobs;
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
