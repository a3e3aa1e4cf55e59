package dev.bellwether.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

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
        assertThat(leases.acquire("poll", "b", TERM)).isFalse();
        test.clock().move(Duration.ofSeconds(20));
        assertThat(leases.acquire("poll", "b", TERM)).isFalse();
        test.clock().move(Duration.ofSeconds(10));
        assertThat(leases.acquire("poll", "b", TERM)).isTrue();
        assertThat(leases.acquire("poll", "a", TERM)).isFalse();
    }

    /// Two machines whose clocks are hours apart.
    @Test
    void clocksThatDisagreeTakeNothingFromAnybody() {
        try (TestStore test = TestStores.postgres()) {
            var early = new MovableClock(test.clock().instant().minus(Duration.ofHours(5)));
            var late = new MovableClock(test.clock().instant().plus(Duration.ofHours(5)));
            try (var one = Store.open(test.settings(), early);
                    var other = Store.open(test.settings(), late)) {
                assertThat(one.leases().acquire("poll", "one", TERM)).isTrue();
                for (int second = 0; second < 120; second += 10) {
                    assertThat(other.leases().acquire("poll", "other", TERM)).isFalse();
                    early.move(Duration.ofSeconds(10));
                    late.move(Duration.ofSeconds(10));
                    assertThat(one.leases().acquire("poll", "one", TERM)).isTrue();
                }
                assertThat(other.leases().acquire("poll", "other", TERM)).isFalse();
                late.move(Duration.ofSeconds(30));
                assertThat(other.leases().acquire("poll", "other", TERM)).isTrue();
                assertThat(one.leases().acquire("poll", "one", TERM)).isFalse();
            }
        }
    }

    @OnEachStore
    void whoDidNotLookBeginsToWatchAnew(TestStore test) {
        Leases leases = test.store().leases();
        leases.acquire("poll", "a", TERM);
        assertThat(leases.acquire("poll", "b", TERM)).isFalse();
        test.clock().move(Duration.ofHours(1));
        assertThat(leases.acquire("poll", "b", TERM)).as("was away itself").isFalse();
        test.clock().move(TERM);
        assertThat(leases.acquire("poll", "b", TERM)).isTrue();
    }

    @OnEachStore
    void manyAreTakenAndGivenBackTogether(TestStore test) {
        Leases leases = test.store().leases();
        leases.acquire("b", "other", TERM);
        assertThat(leases.acquire(List.of("c", "a", "b"), "me", TERM))
                .containsExactlyInAnyOrder("a", "c");
        leases.release(List.of("a", "b", "c"), "me");
        assertThat(leases.acquire(List.of("a", "b", "c"), "third", TERM))
                .containsExactlyInAnyOrder("a", "c");
        boolean fenced = test.store().write(tx -> Leases.isHeld(tx, "a", "me"));
        assertThat(fenced).isFalse();
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
