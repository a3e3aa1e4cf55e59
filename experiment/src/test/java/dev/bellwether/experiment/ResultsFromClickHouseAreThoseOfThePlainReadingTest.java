package dev.bellwether.experiment;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bellwether.analytics.EventSettings;
import dev.bellwether.analytics.EventStore;
import dev.bellwether.model.SiteId;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// The worlds of [ResultsAreThoseOfThePlainReadingTest] in ClickHouse, on Debian's server and on
/// the current engine: the same figures, exactly. The current engine, which plans each query for
/// long, has fewer of them. `-Dresults.clickhouse.worlds=500` for more of both.
class ResultsFromClickHouseAreThoseOfThePlainReadingTest {
    private static final int BATCHES = 2;
    private static final Instant NOW = Instant.parse("2026-05-01T00:00:00Z");

    @TempDir Path folder;

    @ParameterizedTest
    @EnumSource
    void afterEachBatch(RealNodes kind) throws Exception {
        int many =
                Integer.getInteger("results.clickhouse.worlds", kind == RealNodes.DEBIAN ? 24 : 6);
        List<ResultsWorld> worlds = new ArrayList<>();
        for (int seed = 0; seed < many; seed++) {
            worlds.add(new ResultsWorld(seed));
        }
        long[] met = new long[2];
        try (var node = kind.start(folder.resolve("node"));
                var store =
                        EventStore.open(
                                EventSettings.in(folder.resolve("events")).at(node.url(), 512),
                                () -> NOW);
                var results = Results.of(store, folder.resolve("states"), () -> NOW)) {
            for (int batch = 1; batch <= BATCHES; batch++) {
                for (int seed = 0; seed < many; seed++) {
                    var events = worlds.get(seed).events;
                    int from = events.size() * (batch - 1) / BATCHES;
                    store.take(site(seed), events.subList(from, events.size() * batch / BATCHES));
                }
                store.apply();
                assertThat(store.health().trouble()).isEmpty();
                for (int seed = 0; seed < many; seed++) {
                    if (batch == BATCHES || seed % 4 == 0) {
                        ResultsWorld world = worlds.get(seed);
                        int known = world.events.size() * batch / BATCHES;
                        var plain =
                                new PlainResults(world.campaign, world.events.subList(0, known));
                        check(results, seed, world, plain);
                        if (seed % 4 == 1) {
                            inParts(store, seed, world.campaign, plain);
                        }
                        met[0] += plain.rows(List.of()).size();
                        met[1] += plain.multiple();
                    }
                }
            }
        }
        assertThat(met[0]).as("visitors who count").isGreaterThan(many * 2L);
        assertThat(met[1]).as("visitors of several variations").isGreaterThan(many / 4);
    }

    private static void check(Results results, int seed, ResultsWorld world, PlainResults plain) {
        String told = "seed " + seed + ", " + world.campaign.zone();
        var random = new Random(seed);
        for (SliceFilter filter : List.of(SliceFilter.ALL, world.filter(random, 2))) {
            ResultsAnswer answer = results.now(site(seed), world.campaign, filter);
            assertThat(answer).as(told).isInstanceOf(ResultsAnswer.Told.class);
            CampaignSums sums = ((ResultsAnswer.Told) answer).sums();
            assertThat(sums.stale()).as(told).isEmpty();
            ResultsCheck.same(told, sums, plain, filter);
        }
    }

    /// As when a question needs more memory than it may have.
    private static void inParts(EventStore store, int seed, Campaign campaign, PlainResults plain) {
        CampaignSums sums =
                store.view(
                        "test",
                        view ->
                                new SqlQuestion(view, site(seed), campaign, SliceFilter.ALL, 5)
                                        .answer(NOW),
                        Duration.ofMinutes(1));
        ResultsCheck.same("seed " + seed + " in parts", sums, plain, SliceFilter.ALL);
    }

    private static SiteId site(int seed) {
        return new SiteId("site-" + seed);
    }
}
