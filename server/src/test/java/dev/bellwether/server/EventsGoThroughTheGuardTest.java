package dev.bellwether.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bellwether.analytics.ClickHouseUrl;
import dev.bellwether.analytics.Event;
import dev.bellwether.analytics.EventSettings;
import dev.bellwether.analytics.EventStore;
import dev.bellwether.bed.DebianNode;
import dev.bellwether.experiment.Campaign;
import dev.bellwether.experiment.Goal;
import dev.bellwether.experiment.Measure;
import dev.bellwether.experiment.Metric;
import dev.bellwether.experiment.Results;
import dev.bellwether.experiment.ResultsAnswer;
import dev.bellwether.experiment.SliceFilter;
import dev.bellwether.model.SiteId;
import dev.bellwether.statistics.Family;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// "ClickHouse by URL, through the guard when it runs": events are brought in, asked about and
/// deleted through it, and what asks is named.
class EventsGoThroughTheGuardTest {
    private static final SiteId SHOP = new SiteId("shop");
    private static final Instant NOON = Instant.parse("2026-06-10T12:00:00Z");

    @TempDir Path directory;

    @Test
    void inAskedAboutAndDeleted() throws Exception {
        try (DebianNode node = RealNode.start(directory.resolve("node"));
                var booted =
                        new Booted(directory.resolve("serve"), RealNode.guarded(node, Map.of()))) {
            var guard =
                    ClickHouseUrl.of(
                            "http://127.0.0.1:"
                                    + booted.assembly.guardPort().orElseThrow()
                                    + "/default");
            var settings = EventSettings.in(directory.resolve("events")).at(guard, 256);
            try (var store = EventStore.open(settings, () -> NOON);
                    var results = Results.of(store, directory.resolve("states"), () -> NOON)) {
                store.take(SHOP, events());
                store.apply();
                assertThat(store.health().trouble()).isEmpty();
                assertThat(visitors(results)).containsExactly(500L, 500L);
                store.forget(SHOP, "u0");
                assertThat(visitors(results)).containsExactly(499L, 500L);
            }
        }
    }

    private static List<Long> visitors(Results results) {
        return ((ResultsAnswer.Told) results.now(SHOP, campaign(), SliceFilter.ALL))
                .sums()
                .visitors();
    }

    private static Campaign campaign() {
        return new Campaign(
                "blue",
                List.of(new Campaign.Arm("a", 1), new Campaign.Arm("b", 1)),
                NOON.minus(Duration.ofDays(3)),
                Optional.empty(),
                ZoneOffset.UTC,
                Campaign.Multiple.LEFT_OUT,
                List.of(),
                List.of(
                        Metric.of(
                                "orders",
                                "orders",
                                new Measure.Count(Goal.of("order")),
                                Family.Role.PRIMARY)));
    }

    private static List<Event> events() {
        List<Event> events = new ArrayList<>();
        for (int i = 0; i < 1_000; i++) {
            events.add(
                    new Event(
                            "e" + i,
                            "u" + i,
                            NOON.minusSeconds(60),
                            Event.Kind.EXPOSURE,
                            "blue",
                            i % 2 == 0 ? "a" : "b",
                            Double.NaN,
                            ""));
        }
        return events;
    }
}
