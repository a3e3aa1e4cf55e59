package dev.bellwether.experiment;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bellwether.analytics.ClickHouseUrl;
import dev.bellwether.analytics.EventRegions;
import dev.bellwether.analytics.EventSettings;
import dev.bellwether.analytics.EventStore;
import dev.bellwether.model.SiteId;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// One site of no region, one of a region that is well, one of a region whose server is away.
class ResultsComeFromTheSitesRegionTest {
    private static final Instant NOW = Instant.parse("2026-05-01T00:00:00Z");
    private static final SiteId SHOP = new SiteId("shop");
    private static final SiteId BERLIN = new SiteId("berlin");
    private static final SiteId PARIS = new SiteId("paris");

    @TempDir Path folder;

    @Test
    void andTheTroubleOfOneIsNoOthers() {
        var world = new ResultsWorld(3);
        var plain = new PlainResults(world.campaign, world.events);
        var regions =
                new EventRegions(
                        Map.of(
                                "germany",
                                EventSettings.in(folder.resolve("germany")),
                                "france",
                                EventSettings.in(folder.resolve("france"))
                                        .at(ClickHouseUrl.of("http://127.0.0.1:1/x"), 256)),
                        Map.of(BERLIN, "germany", PARIS, "france"));
        try (var store =
                        EventStore.open(
                                EventSettings.in(folder.resolve("own")), regions, () -> NOW);
                var results = Results.of(store, folder.resolve("states"), () -> NOW)) {
            for (SiteId site : List.of(SHOP, BERLIN, PARIS)) {
                store.take(site, world.events);
                store.of(site).apply();
            }
            for (SiteId site : List.of(SHOP, BERLIN)) {
                ResultsAnswer answer = results.now(site, world.campaign, SliceFilter.ALL);
                ResultsCheck.same(
                        site.value(), ((ResultsAnswer.Told) answer).sums(), plain, SliceFilter.ALL);
                assertThat(Verification.of(store, results, site, world.campaign).isSame()).isTrue();
            }
            assertThat(results.now(PARIS, world.campaign, SliceFilter.ALL))
                    .isInstanceOfSatisfying(
                            ResultsAnswer.CannotSay.class,
                            why -> assertThat(why.why()).contains("is not reached"));
        }
    }
}
