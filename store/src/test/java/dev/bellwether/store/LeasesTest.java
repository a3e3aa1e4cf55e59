package dev.bellwether.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/// A lease has one holder at a time, and passes on when it runs out or is given back.
class LeasesTest {
    private static final Duration TERM = Duration.ofSeconds(30);

    @OnEachStore
    void anotherTakesOverWhenItRanOut(TestStore test) {
        Leases leases = test.store().leases();
        assertThat(leases.acquire("poll", "a", TERM)).isTrue();
        assertThat(leases.acquire("poll", "b", TERM)).isFalse();
        assertThat(leases.acquire("other", "b", TERM)).isTrue();
        test.clock().move(Duration.ofSeconds(20));
        assertThat(leases.acquire("poll", "a", TERM)).as("prolonged").isTrue();
        test.clock().move(Duration.ofSeconds(20));
        assertThat(leases.acquire("poll", "b", TERM)).isFalse();
        test.clock().move(Duration.ofSeconds(10));
        assertThat(leases.acquire("poll", "b", TERM)).isTrue();
        assertThat(leases.acquire("poll", "a", TERM)).isFalse();
    }

    @OnEachStore
    void anotherTakesOverWhenItIsGivenBack(TestStore test) {
        Leases leases = test.store().leases();
        leases.acquire("poll", "a", TERM);
        leases.release("poll", "b");
        assertThat(leases.acquire("poll", "b", TERM)).isFalse();
        leases.release("poll", "a");
        assertThat(leases.acquire("poll", "b", TERM)).isTrue();
    }

    @OnEachStore
    void ofManyWhoWantItAtOnceOneGetsIt(TestStore test) throws Exception {
        var wanted = new ArrayList<Future<Boolean>>();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < 20; i++) {
                String holder = "h" + i;
                wanted.add(
                        threads.submit(() -> test.store().leases().acquire("one", holder, TERM)));
            }
        }
        int got = 0;
        for (var one : wanted) {
            got += one.get() ? 1 : 0;
        }
        assertThat(got).isEqualTo(1);
    }
}
