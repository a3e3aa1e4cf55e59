package dev.bellwether.analytics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bellwether.model.Job;
import dev.bellwether.model.SiteId;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A site whose events stand in Germany, one in France, and one of no region.
class ARegionsTroubleIsItsOwnTest {
    private static final SiteId BERLIN = new SiteId("berlin");
    private static final SiteId PARIS = new SiteId("paris");
    private static final SiteId SHOP = new SiteId("shop");
    private static final Instant NOON = Instant.parse("2026-06-10T12:00:00Z");

    @TempDir Path folder;

    @Test
    void aRegionWhoseServerIsAwayTakesEventsAndOthersDoNotNotice() {
        EventSettings away =
                EventSettings.in(folder.resolve("germany"))
                        .at(ClickHouseUrl.of("http://127.0.0.1:1/events"), 256);
        try (var store = open(away)) {
            for (SiteId site : List.of(SHOP, BERLIN, PARIS)) {
                store.take(site, List.of(event("1", NOON.minus(Duration.ofDays(20)))));
                store.take(site, List.of(event("2", NOON)));
            }
            List<Job> jobs =
                    store.jobs(now -> {
                        Instant oldest = now.minus(Duration.ofDays(10));
                        return Map.of(SHOP, oldest, BERLIN, oldest, PARIS, oldest);
                    });
            assertThat(jobs.stream().map(Job::name))
                    .containsExactlyInAnyOrder(
                            "events-apply",
                            "events-retention",
                            "events-apply-germany",
                            "events-retention-germany",
                            "events-apply-france",
                            "events-retention-france");
            for (Job job : jobs) {
                if (job.name().equals("events-retention-germany")) {
                    assertThatThrownBy(() -> job.run(NOON)).isInstanceOf(EventsUnavailable.class);
                } else {
                    job.run(NOON);
                }
            }
            assertThat(store.latest(SHOP, 9)).extracting(Event::id).containsExactly("2");
            assertThat(store.latest(PARIS, 9)).extracting(Event::id).containsExactly("2");
            assertThatThrownBy(() -> store.latest(BERLIN, 9)).isInstanceOf(EventsUnavailable.class);
            store.forget(PARIS, "anna");
            assertThat(store.latest(PARIS, 9)).isEmpty();
            assertThat(store.health().trouble()).isEmpty();
            assertThat(store.regions().get("france").health().trouble()).isEmpty();
            EventHealth germany = store.regions().get("germany").health();
            assertThat(germany.taken()).isEqualTo(2);
            assertThat(germany.waitingBytes()).isPositive();
            assertThat(germany.trouble().orElseThrow().why()).contains("is not reached");
        }
    }

    @Test
    void eventsStandInTheirRegionAndNowhereElse() throws Exception {
        try (var store = open(EventSettings.in(folder.resolve("germany")))) {
            store.take(BERLIN, List.of(event("only in germany", NOON)));
            store.regions().get("germany").apply();
            assertThat(store.latest(BERLIN, 9)).hasSize(1);
            assertThat(store.of(BERLIN)).isSameAs(store.regions().get("germany"));
            assertThat(store.of(SHOP)).isSameAs(store);
        }
        assertThat(Files.size(folder.resolve("germany/events.duckdb"))).isPositive();
        try (var own = EventStore.open(EventSettings.in(folder.resolve("own")), () -> NOON)) {
            assertThat(own.latest(BERLIN, 9)).isEmpty();
        }
    }

    @Test
    void aSiteOfNoRegionThatIsThereIsAMistake() {
        assertThatThrownBy(() -> new EventRegions(Map.of(), Map.of(SHOP, "spain")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("'shop'")
                .hasMessageContaining("'spain'");
    }

    private EventStore open(EventSettings germany) {
        return EventStore.open(
                EventSettings.in(folder.resolve("own")),
                new EventRegions(
                        Map.of(
                                "germany",
                                germany,
                                "france",
                                EventSettings.in(folder.resolve("france"))),
                        Map.of(BERLIN, "germany", PARIS, "france")),
                () -> NOON);
    }

    private static Event event(String id, Instant at) {
        return new Event(id, "anna", at, Event.Kind.GOAL, "order", "", 1, "");
    }
}
