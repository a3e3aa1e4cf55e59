package dev.bellwether.store;

import java.time.Duration;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;

/// Prints commits a second (the tests' PostgreSQL does not sync, so its figures say only what the
/// rest costs); not run with the tests, for its name does not end in `Test`: `./mvnw -pl store -am
/// test -Dtest=GroupCommitSpeed`.
class GroupCommitSpeed {
    private static final Duration EACH = Duration.ofSeconds(3);

    @Test
    void commitsASecond() {
        System.out.println("| database | writers | commits a second |");
        System.out.println("|---|---|---|");
        for (TestStore test : TestStores.all().toList()) {
            try (test) {
                measure(test, 1);
                for (int writers : new int[] {1, 16, 64}) {
                    System.out.printf("| %s | %d | %,d |%n", test, writers, measure(test, writers));
                }
            }
        }
    }

    private static long measure(TestStore test, int writers) {
        Store store = test.store();
        long before = store.health().commits();
        long start = System.nanoTime();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < writers; i++) {
                threads.execute(() -> {
                    while (System.nanoTime() - start < EACH.toNanos()) {
                        SomeFacts.write(store, "x".repeat(200));
                    }
                });
            }
        }
        double seconds = (System.nanoTime() - start) / 1e9;
        return Math.round((store.health().commits() - before) / seconds);
    }
}
