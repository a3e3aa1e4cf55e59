package dev.bellwether.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/// The figures stay true for as long as the process lives.
class MetricsTest {
    @Test
    void aCounterIsStillCountedWhenTheCollectorHasRun() {
        try (var metrics = new Metrics()) {
            var count = new AtomicLong(1);
            metrics.counter("bellwether.some", "Some", count::get);
            System.gc();
            count.set(7);
            assertThat(metrics.scrape("text/plain")).contains("bellwether_some_total 7.0");
        }
    }

    @Test
    void aFigureThatCannotBeHadLeavesTheOthers() {
        try (var metrics = new Metrics()) {
            metrics.gauge(
                    "bellwether.gone",
                    "Gone",
                    () -> {
                        throw new IllegalStateException("gone");
                    });
            metrics.gauge("bellwether.there", "There", () -> 3);
            assertThat(metrics.scrape("text/plain"))
                    .contains("bellwether_gone NaN")
                    .contains("bellwether_there 3.0");
        }
    }
}
