package dev.bellwether.notify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.sun.net.httpserver.HttpServer;
import dev.bellwether.model.DeliveryChanged;
import dev.bellwether.model.Job;
import dev.bellwether.store.MovableClock;
import dev.bellwether.store.Nodes;
import dev.bellwether.store.OnEachStore;
import dev.bellwether.store.Store;
import dev.bellwether.store.TestStore;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/// Two nodes on one database whose clocks are a minute apart: what one has under way is not sent by
/// the other while it lives, and is when it died.
class NodesWhoseClocksDifferTest {
    private final List<String> got = new CopyOnWriteArrayList<>();
    private final CountDownLatch arrived = new CountDownLatch(1);
    private final CountDownLatch answer = new CountDownLatch(1);
    private HttpServer receiver;

    /// Answers the first request when it is told to.
    @BeforeEach
    void start() throws Exception {
        receiver = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
        receiver.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        receiver.createContext(
                "/hook",
                exchange -> {
                    byte[] body = exchange.getRequestBody().readAllBytes();
                    got.add(new String(body, StandardCharsets.UTF_8));
                    if (got.size() == 1) {
                        arrived.countDown();
                        await(answer);
                    }
                    exchange.sendResponseHeaders(204, -1);
                    exchange.close();
                });
        receiver.start();
    }

    @AfterEach
    void stop() {
        answer.countDown();
        receiver.stop(0);
    }

    @OnEachStore
    void whatOneHasUnderWayIsLeftToIt(TestStore test) throws Exception {
        try (var nodes = new TwoNodes(test)) {
            nodes.oneSends();
            nodes.beat(true);
            nodes.otherWorks();
            assertThat(got).as("a minute ahead is not a minute later").hasSize(1);
            answer.countDown();
            nodes.one.close();
            assertThat(nodes.facts())
                    .extracting(DeliveryChanged::state)
                    .containsExactly(DeliveryChanged.State.QUEUED, DeliveryChanged.State.DELIVERED);
            assertThat(nodes.facts().getLast().possibleDuplicate()).isFalse();
        }
    }

    @OnEachStore
    void whatADeadOneHadIsTheOthersWithinTheTermAndSaysThatItMayBeASecondCopy(TestStore test)
            throws Exception {
        try (var nodes = new TwoNodes(test)) {
            nodes.oneSends();
            nodes.beat(true);
            for (int second = 0; second <= Nodes.TERM.toSeconds(); second++) {
                nodes.ahead.move(Duration.ofSeconds(1));
                nodes.beat(false);
            }
            nodes.otherWorks();
            assertThat(got).hasSize(2);
            assertThat(got.getLast()).contains("\"possible_duplicate\":true");
        }
    }

    private final class TwoNodes implements AutoCloseable {
        private final TestStore test;
        private final MovableClock ahead;
        private final Store otherStore;
        private final Notify one;
        private final Notify other;

        private TwoNodes(TestStore test) {
            assumeTrue(test.store().isShared(), "several nodes share a PostgreSQL only");
            this.test = test;
            this.ahead = new MovableClock(test.clock().instant().plus(Duration.ofMinutes(1)));
            this.otherStore = Store.open(test.settings(), ahead);
            Executor beside = work -> Thread.ofVirtual().start(work);
            this.one = Sent.room(test.store(), test.clock(), 1, beside);
            this.other = Sent.room(otherStore, ahead, 1, Runnable::run);
        }

        private void oneSends() throws InterruptedException {
            String url = "http://127.0.0.1:" + receiver.getAddress().getPort() + "/hook";
            test.store().run(tx -> tx.journal(Sent.ACME, Sent.due("d1", Sent.webhook(url))));
            for (Job job : one.jobs()) {
                job.run(test.clock().instant());
            }
            arrived.await();
        }

        private void beat(boolean both) {
            if (both) {
                test.store().nodes().run(test.clock().instant());
            }
            otherStore.nodes().run(ahead.instant());
        }

        private void otherWorks() {
            for (int round = 0; round < 3; round++) {
                other.jobs().forEach(job -> job.run(ahead.instant()));
            }
        }

        private List<DeliveryChanged> facts() {
            return otherStore.journal().read(0, 100).stream()
                    .filter(line -> line.fact() instanceof DeliveryChanged)
                    .map(line -> (DeliveryChanged) line.fact())
                    .toList();
        }

        @Override
        public void close() {
            answer.countDown();
            one.close();
            other.close();
            otherStore.close();
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
