package dev.bellwether.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bellwether.model.Conflict;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/// Two who want the same name at the same moment: one has it, the other is told so, and neither is
/// told that the server failed.
class TakenAtTheSameMomentTest {
    private static void table(TestStore test) {
        test.store().run(tx -> tx.sql().execute("CREATE TABLE thing (name TEXT PRIMARY KEY)"));
    }

    private static int take(Tx tx) {
        return tx.sql().execute("INSERT INTO thing (name) VALUES ('status')");
    }

    private static void lookAndTake(Tx tx, CountDownLatch looked) {
        boolean there =
                tx.sql().createQuery("SELECT count(*) FROM thing").mapTo(Integer.class).one() > 0;
        looked.countDown();
        if (there) {
            throw new Conflict("The name 'status' is taken");
        }
        take(tx);
    }

    @Test
    void whoLookedTooEarlyLooksAgainAndSaysItInItsOwnWords() throws Exception {
        try (TestStore test = TestStores.postgres();
                var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            table(test);
            var looked = new CountDownLatch(1);
            var taken = new CountDownLatch(1);
            Future<Boolean> first =
                    threads.submit(() ->
                            test.store()
                                    .write(tx -> {
                                        take(tx);
                                        taken.countDown();
                                        await(looked);
                                        return true;
                                    }));
            await(taken);
            var looks = new AtomicInteger();
            assertThatThrownBy(() ->
                            test.store()
                                    .run(tx -> {
                                        looks.incrementAndGet();
                                        lookAndTake(tx, looked);
                                    }))
                    .isInstanceOf(Conflict.class)
                    .hasMessage("The name 'status' is taken");
            assertThat(looks).hasValue(2);
            assertThat(first.get()).isTrue();
        }
    }

    @OnEachStore
    void whoDoesNotLookIsToldAllTheSame(TestStore test) {
        table(test);
        test.store().run(TakenAtTheSameMomentTest::take);
        assertThatThrownBy(() -> test.store().run(TakenAtTheSameMomentTest::take))
                .isInstanceOf(Conflict.class)
                .hasMessageContaining("look again");
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
