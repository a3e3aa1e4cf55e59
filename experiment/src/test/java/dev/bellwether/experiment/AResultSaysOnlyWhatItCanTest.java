package dev.bellwether.experiment;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bellwether.experiment.CampaignResults.Comparison;
import dev.bellwether.experiment.CampaignResults.Finding;
import dev.bellwether.experiment.CampaignResults.Question;
import dev.bellwether.experiment.CampaignResults.Said;
import dev.bellwether.experiment.CampaignResults.Verdict;
import dev.bellwether.statistics.Family.Role;
import dev.bellwether.statistics.Scale;
import dev.bellwether.statistics.Side;
import dev.bellwether.statistics.Sums;
import dev.bellwether.statistics.SumsBuilder;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntToDoubleFunction;
import org.junit.jupiter.api.Test;

/// "A metric that divides by zero, an empty variation, one visitor, constant values, infinite or
/// NaN: a plain 'cannot say, because', never a wrong number", and a sentence is no surer than its
/// figures.
class AResultSaysOnlyWhatItCanTest {
    private static final Instant NOON = Instant.parse("2026-05-04T12:00:00Z");
    private static final Metric ORDERS =
            Metric.of(
                    "orders",
                    "orders per visitor",
                    new Measure.Count(Goal.of("order")),
                    Role.PRIMARY);
    private static final Metric RATIO =
            Metric.of(
                    "ratio",
                    "revenue an order",
                    new Measure.Ratio(
                            new Measure.Term(Goal.of("order"), true),
                            new Measure.Term(Goal.of("order"), false)),
                    Role.SECONDARY);

    private CampaignPlan.Kind kind = CampaignPlan.Kind.EXPERIMENT;
    private Instant now = NOON;

    private static Sums sums(int visitors, IntToDoubleFunction value) {
        var sums = new SumsBuilder(1);
        for (int i = 0; i < visitors; i++) {
            sums.add(value.applyAsDouble(i));
        }
        return sums.build();
    }

    private static Sums pairs(int visitors, IntToDoubleFunction top, IntToDoubleFunction bottom) {
        var sums = new SumsBuilder(2);
        for (int i = 0; i < visitors; i++) {
            sums.add(top.applyAsDouble(i), bottom.applyAsDouble(i));
        }
        return sums.build();
    }

    private CampaignResults read(
            Map<String, Long> visitors, List<Metric> metrics, List<List<Sums>> sums) {
        var campaign =
                new Campaign(
                        "c",
                        List.of(new Campaign.Arm("A", 1), new Campaign.Arm("B", 1)),
                        NOON.minus(Duration.ofDays(2)),
                        Optional.empty(),
                        ZoneOffset.UTC,
                        Campaign.Multiple.LEFT_OUT,
                        List.of(),
                        metrics);
        var plan =
                new CampaignPlan(
                        "c",
                        "C",
                        "",
                        kind,
                        campaign.variations(),
                        Optional.empty(),
                        ZoneOffset.UTC,
                        campaign.multiple(),
                        List.of(),
                        List.of(),
                        10_000,
                        Duration.ofDays(1));
        var kept =
                new SiteCampaign(
                        plan, SiteCampaign.State.RUNNING, 1, false, NOON, Optional.empty());
        var edition = new Edition(1, campaign.from(), "started", campaign);
        Map<Tally.Cell, Long> counts = new HashMap<>();
        visitors.forEach((arm, n) -> counts.put(new Tally.Cell(arm, 20_000), n));
        List<Tally.OfMetric> tallied = new ArrayList<>();
        for (int i = 0; i < metrics.size(); i++) {
            Map<Tally.Cell, Sums> cells =
                    Map.of(
                            new Tally.Cell("A", 20_000),
                            sums.get(i).get(0),
                            new Tally.Cell("B", 20_000),
                            sums.get(i).get(1));
            tallied.add(new Tally.Summed(metrics.get(i).key(), cells, Map.of()));
        }
        long all = visitors.values().stream().mapToLong(Long::longValue).sum();
        var tally = new Tally(NOON, Optional.of(NOON), Optional.empty(), all, 0, counts, tallied);
        var freshness = FreshnessReader.read(kept, edition, tally, now);
        return ResultsReader.read(kept, edition, tally, freshness, "");
    }

    private Comparison read(Metric metric, Sums a, Sums b) {
        return read(Map.of("A", a.n(), "B", b.n()), List.of(metric), List.of(List.of(a, b)))
                .metrics()
                .getFirst()
                .comparisons()
                .getFirst();
    }

    @Test
    void whatDataCannotCarry() {
        Sums usual = sums(1_000, i -> i % 5);
        assertThat(
                        List.of(
                                read(ORDERS, usual, Sums.none(1)),
                                read(ORDERS, sums(1, i -> 1), usual),
                                read(ORDERS, sums(500, i -> 2), sums(500, i -> 2)),
                                read(ORDERS, usual, sums(500, i -> Double.NaN)),
                                read(ORDERS, usual, sums(500, i -> Double.POSITIVE_INFINITY)),
                                read(ORDERS, usual, sums(500, i -> i * 1e200)),
                                read(
                                        RATIO,
                                        pairs(500, i -> 0, i -> 0),
                                        pairs(500, i -> i, i -> 1))))
                .allSatisfy(comparison -> {
                    assertThat(comparison.finding()).isEqualTo(Finding.CANNOT_SAY);
                    assertThat(comparison.sentence()).doesNotContain("NaN").doesNotContain("∞");
                })
                .extracting(Comparison::sentence)
                .startsWith(
                        "Cannot say what B does to orders per visitor, because nobody who counts was"
                                + " exposed to B.",
                        "Cannot say what B does to orders per visitor, because one visitor alone was"
                                + " exposed to A; it takes two.",
                        "Cannot say what B does to orders per visitor, because all visitors of both"
                                + " variations have one and the same value, or one that the"
                                + " covariates explain; chance cannot be measured.")
                .endsWith(
                        "Cannot say what B does to revenue an order, because the denominator's"
                                + " values sum to zero.");
    }

    @Test
    void ofNothingThereIsNoShare() {
        Comparison comparison =
                read(ORDERS, sums(2_000, i -> 0), sums(2_000, i -> i % 4 == 0 ? 1 : 0));
        assertThat(((Said) comparison.effect()).scale()).isEqualTo(Scale.ABSOLUTE);
        assertThat(comparison.sentence())
                .matches(
                        "B raises orders per visitor by 0\\.25\\d* \\(0\\.\\d+ to 0\\.\\d+\\); chance.*");
    }

    @Test
    void aSentenceIsNoSurerThanItsFigures() {
        Sums a = sums(2_000, i -> i % 5);
        Comparison none = read(ORDERS, a, sums(2_000, i -> i % 5 + (i % 100 == 0 ? 1 : 0)));
        assertThat(none.finding()).isEqualTo(Finding.OPEN);
        assertThat(none.sentence())
                .startsWith("No effect of B on orders per visitor is shown yet: +0.5 % (−")
                .contains("; chance that it is higher 5");
        Comparison less = read(ORDERS, a, sums(2_000, i -> (i % 5) * 0.8));
        assertThat(less.finding()).isEqualTo(Finding.WORSE);
        assertThat(less.sentence()).startsWith("B lowers orders per visitor by 20.0 % (1");
        kind = CampaignPlan.Kind.PERSONALISATION;
        assertThat(read(ORDERS, a, sums(2_000, i -> (i % 5) * 0.8)).sentence())
                .contains("differs by −20.0 % (−2")
                .endsWith("nobody was dealt by chance, so it may be for any reason.");
    }

    @Test
    void aGuardrailHoldsOnlyWhereItCannotBeWorse() {
        Metric guard = ORDERS.as(Role.GUARDRAIL).worseByAtMost(Side.GREATER, 0.1);
        Sums a = sums(20_000, i -> i % 5);
        assertThat(read(guard, a, sums(20_000, i -> (i % 5) * 0.99)).sentence())
                .startsWith("B does not worsen orders per visitor by more than 10 %: −1");
        assertThat(read(guard, a, sums(20_000, i -> (i % 5) * 0.92)).finding())
                .isEqualTo(Finding.OPEN);
        assertThat(read(guard, a, sums(20_000, i -> (i % 5) * 0.8)).finding())
                .isEqualTo(Finding.WORSE);
        Metric load = ORDERS.as(Role.GUARDRAIL).worseByAtMost(Side.LESS, 0.1);
        assertThat(read(load, a, sums(20_000, i -> (i % 5) * 0.8)).finding())
                .isEqualTo(Finding.HOLDS);
        assertThat(read(load, a, sums(20_000, i -> (i % 5) * 1.3)).finding())
                .isEqualTo(Finding.WORSE);
    }

    @Test
    void curiosityIsCorrectedAndWhatIsDecidedOnDoesNotPayForIt() {
        Sums a = sums(4_000, i -> i % 5);
        Sums b = sums(4_000, i -> i % 5 + (i % 16 == 0 ? 1.7 : 0));
        List<Metric> metrics = new ArrayList<>();
        List<List<Sums>> sums = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            Metric secondary = Metric.of("m" + i, "metric " + i, ORDERS.measure(), Role.SECONDARY);
            metrics.add(i == 0 ? ORDERS : secondary);
            sums.add(List.of(a, i < 2 ? b : a));
        }
        var read = read(Map.of("A", 4_000L, "B", 4_000L), metrics, sums).metrics();
        Said alone = (Said) read.get(0).comparisons().getFirst().effect();
        Said among = (Said) read.get(1).comparisons().getFirst().effect();
        assertThat(alone.adjusted()).isEqualTo(alone.pValue()).isLessThan(0.05);
        assertThat(among.pValue()).isEqualTo(alone.pValue());
        assertThat(among.adjusted()).isGreaterThan(0.05);
        assertThat(read.get(0).comparisons().getFirst().finding()).isEqualTo(Finding.BETTER);
        assertThat(read.get(1).comparisons().getFirst().sentence())
                .contains("Alone it would be one, but it is secondary with others");
    }

    @Test
    void whatMayNotBeBelievedIsSaidFirst() {
        Sums a = sums(1_000, i -> i % 5);
        var uneven =
                read(Map.of("A", 5_000L, "B", 4_300L), List.of(ORDERS), List.of(List.of(a, a)));
        assertThat(verdict(uneven, Question.SAMPLE_RATIO)).isEqualTo(Verdict.FAILS);
        assertThat(uneven.trust().passes()).isFalse();
        var soon = read(Map.of("A", 320L, "B", 180L), List.of(ORDERS), List.of(List.of(a, a)));
        assertThat(verdict(soon, Question.SAMPLE_RATIO)).isEqualTo(Verdict.FAILS);
        var even =
                read(Map.of("A", 500_500L, "B", 499_500L), List.of(ORDERS), List.of(List.of(a, a)));
        assertThat(verdict(even, Question.SAMPLE_RATIO)).isEqualTo(Verdict.PASSES);
        var few = read(Map.of("A", 99L, "B", 100L), List.of(ORDERS), List.of(List.of(a, a)));
        assertThat(verdict(few, Question.ENOUGH_VISITORS)).isEqualTo(Verdict.FAILS);
        assertThat(few.freshness().words())
                .isEqualTo(
                        "As of 2026-05-04 12:00 UTC, just now; the newest event of the site arrived"
                                + " just now.");
        now = NOON.plus(Duration.ofHours(25));
        var old = read(Map.of("A", 1_000L, "B", 1_000L), List.of(ORDERS), List.of(List.of(a, a)));
        assertThat(verdict(old, Question.FRESHNESS)).isEqualTo(Verdict.WARNS);
        assertThat(old.freshness().staleSince()).contains(NOON.plus(Duration.ofHours(24)));
        assertThat(old.freshness().words())
                .startsWith("Stale data. As of 2026-05-04 12:00 UTC, 1 day");
    }

    private static Verdict verdict(CampaignResults results, Question question) {
        return results.trust().checks().stream()
                .filter(check -> check.question() == question)
                .findFirst()
                .orElseThrow()
                .verdict();
    }
}
