package dev.bellwether.experiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bellwether.model.InvalidInput;
import dev.bellwether.statistics.Family;
import dev.bellwether.statistics.Side;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// A campaign whose results cannot be made is refused with all that is wrong, each at its path.
class AWrongCampaignIsToldAtOnceTest {
    private static final Instant FROM = Instant.parse("2026-03-01T00:00:00Z");
    private static final Goal ORDER = Goal.of("order");

    @Test
    void everyProblemAtOnce() {
        var retention =
                Metric.of("again", "again", new Measure.Retention(ORDER, 3, 3), Family.Role.PRIMARY)
                        .within(Duration.ofDays(1));
        var capped =
                Metric.of("share", "share", new Measure.Conversion(ORDER), Family.Role.PRIMARY)
                        .cappedAt(new Metric.Cap.At(0));
        var quantile =
                Metric.of("p90", "p90", new Measure.Quantile(ORDER, 1.5), Family.Role.SECONDARY)
                        .adjustedBy(Metric.Covariate.SAME);
        var filtered =
                Metric.of(
                                "again",
                                "large orders",
                                new Measure.Count(
                                        new Goal(
                                                "order",
                                                List.of(
                                                        new Goal.Filter(
                                                                "value",
                                                                Goal.Test.AT_LEAST,
                                                                "many")))),
                                Family.Role.GUARDRAIL)
                        .within(Duration.ofNanos(1))
                        .worseByAtMost(Side.TWO_SIDED, -1);
        var campaign =
                new Campaign(
                        "blue",
                        List.of(new Campaign.Arm("a", 0), new Campaign.Arm("a", Double.NaN)),
                        FROM,
                        Optional.of(FROM),
                        ZoneId.of("UTC"),
                        Campaign.Multiple.LEFT_OUT,
                        List.of("pl\"an"),
                        List.of(retention, capped, quantile, filtered));
        assertThatThrownBy(campaign::checked)
                .isInstanceOfSatisfying(
                        InvalidInput.class,
                        wrong ->
                                assertThat(wrong.problems())
                                        .extracting(InvalidInput.Problem::field)
                                        .containsExactly(
                                                "until",
                                                "variations[1].name",
                                                "variations[1].weight",
                                                "variations",
                                                "slices",
                                                "metrics.again.measure",
                                                "metrics.again.window",
                                                "metrics.share.cap",
                                                "metrics.share.cap",
                                                "metrics.p90.measure.level",
                                                "metrics.p90.covariates[0].measure.level",
                                                "metrics.p90.covariates[0]",
                                                "metrics.again",
                                                "metrics.again.measure.filters",
                                                "metrics.again.window",
                                                "metrics.again.better",
                                                "metrics.again.margin"));
    }

    @Test
    void aCampaignThatIsWellIsTaken() {
        var campaign =
                new Campaign(
                        "blue",
                        List.of(new Campaign.Arm("a", 1), new Campaign.Arm("b", 1)),
                        FROM,
                        Optional.empty(),
                        ZoneId.of("Europe/Berlin"),
                        Campaign.Multiple.LEFT_OUT,
                        List.of("plan"),
                        List.of(
                                Metric.of(
                                                "revenue",
                                                "revenue per visitor",
                                                new Measure.Total(ORDER),
                                                Family.Role.PRIMARY)
                                        .within(Duration.ofDays(7))
                                        .cappedAt(new Metric.Cap.Percentile(0.999))
                                        .adjustedBy(Metric.Covariate.SAME)));
        assertThat(campaign.checked()).isSameAs(campaign);
    }
}
