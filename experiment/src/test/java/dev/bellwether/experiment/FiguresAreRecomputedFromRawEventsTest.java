package dev.bellwether.experiment;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bellwether.analytics.Event;
import dev.bellwether.analytics.EventSettings;
import dev.bellwether.analytics.EventStore;
import dev.bellwether.experiment.Verification.Place;
import dev.bellwether.experiment.Verification.Report;
import dev.bellwether.model.SiteId;
import dev.bellwether.statistics.Family;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What is served is what the raw events say, and where it is not, the number is named.
class FiguresAreRecomputedFromRawEventsTest {
    private static final Instant NOW = Instant.parse("2026-05-01T00:00:00Z");

    @TempDir Path folder;

    @Test
    void inRandomWorlds() {
        try (var store = EventStore.open(EventSettings.in(folder), () -> NOW);
                var results = Results.of(store, folder.resolve("states"), () -> NOW)) {
            int compared = 0;
            for (int seed = 0; seed < 15; seed++) {
                var world = new ResultsWorld(seed);
                var site = new SiteId("site-" + seed);
                store.take(site, world.events);
                store.apply();
                Report told = Verification.of(store, results, site, world.campaign);
                assertThat(told.lines()).as("seed " + seed).isEmpty();
                assertThat(told.isSame()).isTrue();
                assertThat(told.largest()).isLessThan(Verification.TOLERANCE);
                compared += told.compared();
            }
            assertThat(compared).isGreaterThan(500);
        }
    }

    @Test
    void andPValuesAreThoseOfDealingTheVisitorsAnew() {
        Campaign campaign = shop();
        try (var store = EventStore.open(EventSettings.in(folder), () -> NOW);
                var results = Results.of(store, folder.resolve("states"), () -> NOW)) {
            var site = new SiteId("shop");
            store.take(site, orders());
            store.apply();
            Report told = Verification.of(store, results, site, campaign);
            assertThat(told.isSame()).isTrue();
            assertThat(told.visitors()).isEqualTo(800);
            assertThat(told.dealt())
                    .extracting(Dealing.Dealt::metric)
                    .containsExactly("buyers", "revenue", "basket");
            assertThat(told.dealt())
                    .allSatisfy(dealt ->
                            assertThat(dealt.byDealing())
                                    .isCloseTo(
                                            dealt.byFormula(),
                                            Offset.offset(4 * dealt.error() + 0.01)));
        }
    }

    @Test
    void aNumberThatIsNotTheSameIsNamed() {
        Campaign campaign = shop();
        List<Event> events = orders();
        try (var store = EventStore.open(EventSettings.in(folder), () -> NOW);
                var results = Results.of(store, folder.resolve("states"), () -> NOW)) {
            var site = new SiteId("shop");
            store.take(site, events);
            store.apply();
            var engine = ServedSums.of(results, site, campaign);
            Place place = engine.sums(campaign.metrics().get(1)).keySet().iterator().next();
            Report told =
                    Verification.of(
                            campaign,
                            events,
                            metric -> {
                                Map<Place, double[]> sums = new HashMap<>(engine.sums(metric));
                                if (metric.key().equals("revenue")) {
                                    double[] wrong = sums.getOrDefault(place, new double[3]);
                                    wrong[1] *= 1 + 2e-9;
                                }
                                return sums;
                            });
            assertThat(told.isSame()).isFalse();
            assertThat(told.lines()).hasSize(1);
            Verification.Line line = told.lines().getFirst();
            assertThat(line.metric()).isEqualTo("revenue");
            assertThat(line.number()).isEqualTo("Σ0");
            assertThat(line.variation()).isEqualTo(place.variation());
            assertThat(line.day()).isEqualTo(place.day());
            assertThat(told.largest()).isCloseTo(2e-9, Offset.offset(1e-12));
        }
    }

    private static Campaign shop() {
        Goal order = Goal.of("order");
        return new Campaign(
                "blue",
                List.of(new Campaign.Arm("a", 1), new Campaign.Arm("b", 1)),
                NOW.minus(Duration.ofDays(5)),
                Optional.empty(),
                ZoneOffset.UTC,
                Campaign.Multiple.LEFT_OUT,
                List.of(),
                List.of(
                        Metric.of(
                                "buyers",
                                "buyers",
                                new Measure.Conversion(order),
                                Family.Role.PRIMARY),
                        Metric.of(
                                "revenue",
                                "revenue",
                                new Measure.Total(order),
                                Family.Role.SECONDARY),
                        Metric.of(
                                "basket",
                                "revenue per order",
                                new Measure.Ratio(
                                        new Measure.Term(order, true),
                                        new Measure.Term(order, false)),
                                Family.Role.SECONDARY)));
    }

    /// Those who see b order a little more often.
    private static List<Event> orders() {
        var random = new Random(8);
        List<Event> events = new ArrayList<>();
        for (int i = 0; i < 800; i++) {
            String variation = random.nextBoolean() ? "a" : "b";
            Instant came = NOW.minusSeconds(1 + random.nextInt(4 * 86_400));
            events.add(
                    new Event(
                            "x" + i,
                            "v" + i,
                            came,
                            Event.Kind.EXPOSURE,
                            "blue",
                            variation,
                            Double.NaN,
                            ""));
            for (int n = 0; n < 3; n++) {
                if (random.nextInt(100) < (variation.equals("a") ? 25 : 30)) {
                    double value = Math.round(1000 * -Math.log(random.nextDouble())) / 100.0;
                    events.add(
                            new Event(
                                    "o" + i + "-" + n,
                                    "v" + i,
                                    came.plusMillis(n),
                                    Event.Kind.GOAL,
                                    "order",
                                    "",
                                    value,
                                    ""));
                }
            }
        }
        return events;
    }
}
