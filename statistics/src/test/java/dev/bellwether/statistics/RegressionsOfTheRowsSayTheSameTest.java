package dev.bellwether.statistics;

import static dev.bellwether.statistics.Vectors.because;
import static dev.bellwether.statistics.Vectors.said;
import static dev.bellwether.statistics.Vectors.same;
import static org.assertj.core.api.Assertions.assertThat;

import dev.bellwether.statistics.PostStratification.Stratum;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/// What sums say without the rows is what regressions say with them: covariates, strata, clusters,
/// windows, interactions, slices, novelty.
class RegressionsOfTheRowsSayTheSameTest {
    private static final JsonNode FILE = Vectors.file("regressions");
    private static final Reading VALUE = new Reading.Mean(0);

    @Test
    void ofSeveralCovariates() {
        JsonNode vector = FILE.get("covariates");
        Sums control = sums(vector.get("control"));
        Sums treatment = sums(vector.get("treatment"));
        List<Reading> before =
                List.of(new Reading.Mean(1), new Reading.Mean(2), new Reading.Mean(3));
        var adjusted = said(Cuped.difference(control, treatment, VALUE, before, Scale.ABSOLUTE));
        for (int i = 0; i < 3; i++) {
            same(adjusted.thetas().get(i), vector.get("theta").get(i));
        }
        same(adjusted.difference(), vector.get("adjusted"));
        assertThat(adjusted.varianceLeft()).isLessThan(0.5);

        Difference plain = difference(control, treatment);
        Finding guardrail =
                FixedHorizon.notWorse(
                        plain, vector.get("guardrail_margin").asDouble(), 0.05, Side.GREATER);
        same(guardrail.pValue(), vector.at("/guardrail/p_greater"));
    }

    /// A covariate given twice, or scaled, explains no more than once.
    @Test
    void ofCovariatesThatFollowFromEachOther() {
        JsonNode vector = FILE.get("covariates");
        Sums control = doubled(vector.get("control"));
        Sums treatment = doubled(vector.get("treatment"));
        List<Reading> before =
                List.of(
                        new Reading.Mean(1),
                        new Reading.Mean(2),
                        new Reading.Mean(3),
                        new Reading.Mean(4));
        var adjusted = said(Cuped.difference(control, treatment, VALUE, before, Scale.ABSOLUTE));
        assertThat(adjusted.difference().estimate())
                .isCloseTo(vector.at("/adjusted/estimate").asDouble(), Offset.offset(1e-9));
        same(adjusted.difference().standardError(), vector.at("/adjusted/se"));
    }

    @Test
    void ofStrata() {
        JsonNode vector = FILE.get("strata");
        List<Stratum> strata = List.copyOf(strata(vector.get("rows"), 3).values());
        Difference absolute =
                said(PostStratification.difference(strata, VALUE, List.of(), Scale.ABSOLUTE));
        same(absolute.estimate(), vector.get("estimate"));
        same(absolute.standardError(), vector.get("se"));
        Difference relative =
                said(PostStratification.difference(strata, VALUE, List.of(), Scale.RELATIVE));
        same(relative.estimate(), vector.get("lift"));
        same(relative.standardError(), vector.get("lift_se"));
    }

    @Test
    void ofStrataThatAreTooSmallToStandAlone() {
        List<Stratum> strata = new ArrayList<>(strata(FILE.at("/strata/rows"), 3).values());
        Stratum lonely = new Stratum(row(4), Sums.none(1));
        Stratum missing = new Stratum(Sums.none(1), row(5));
        strata.add(lonely);
        strata.add(missing);
        Difference difference =
                said(PostStratification.difference(strata, VALUE, List.of(), Scale.ABSOLUTE));
        assertThat(difference.units()).isEqualTo(302);
        assertThat(
                        because(
                                PostStratification.difference(
                                        List.of(lonely, missing),
                                        VALUE,
                                        List.of(),
                                        Scale.ABSOLUTE)))
                .isEqualTo(Because.TOO_FEW);
        assertThat(
                        because(
                                PostStratification.difference(
                                        List.of(), VALUE, List.of(), Scale.ABSOLUTE)))
                .isEqualTo(Because.NO_VISITORS);
    }

    @Test
    void ofClusters() {
        JsonNode vector = FILE.get("clusters");
        Map<Integer, double[]> totals = new TreeMap<>();
        Map<Integer, Integer> arms = new TreeMap<>();
        for (JsonNode row : vector.get("rows")) {
            int cluster = row.get(0).asInt();
            arms.put(cluster, row.get(1).asInt());
            double[] total = totals.computeIfAbsent(cluster, _ -> new double[2]);
            total[0] += row.get(2).asDouble();
            total[1]++;
        }
        SumsBuilder[] sums = {new SumsBuilder(2), new SumsBuilder(2)};
        totals.forEach((cluster, total) -> sums[arms.get(cluster)].add(total));
        Level control = said(Level.ofClusters(sums[0].build()));
        Level treatment = said(Level.ofClusters(sums[1].build()));
        same(control.value(), vector.at("/levels/0"));
        same(control.standardError(), vector.at("/se/0"));
        same(treatment.value(), vector.at("/levels/1"));
        same(treatment.standardError(), vector.at("/se/1"));
        same(
                said(Difference.between(control, treatment, Scale.ABSOLUTE)).standardError(),
                vector.get("difference_se"));
    }

    @Test
    void ofWindowsThatSwitch() {
        JsonNode vector = FILE.get("windows");
        List<Switchback.Window> windows =
                vector.get("rows")
                        .valueStream()
                        .map(row ->
                                new Switchback.Window(
                                        row.get(0).asInt() == 1,
                                        row.get(1).asDouble(),
                                        row.get(2).asDouble()))
                        .toList();
        for (JsonNode expected : vector.get("cases")) {
            Difference found =
                    said(
                            Switchback.difference(
                                    windows,
                                    expected.get("burn_in").asInt(),
                                    expected.get("lags").asInt()));
            same(found.estimate(), expected.get("estimate"));
            same(found.standardError(), expected.get("se"));
        }
        assertThat(because(Switchback.difference(windows, 3, 1))).isEqualTo(Because.TOO_FEW);
        assertThat(because(Switchback.difference(windows.subList(0, 4), 0, 1)))
                .isEqualTo(Because.TOO_FEW);
        var empty =
                List.of(
                        new Switchback.Window(true, 0, 0),
                        new Switchback.Window(true, 0, 0),
                        new Switchback.Window(false, 1, 1),
                        new Switchback.Window(false, 2, 1));
        assertThat(because(Switchback.difference(empty, 0, 1))).isEqualTo(Because.ZERO_DENOMINATOR);
        var same =
                List.of(
                        new Switchback.Window(true, 3, 1),
                        new Switchback.Window(true, 3, 1),
                        new Switchback.Window(false, 2, 1),
                        new Switchback.Window(false, 2, 1));
        assertThat(because(Switchback.difference(same, 0, 1))).isEqualTo(Because.NO_VARIANCE);
    }

    @Test
    void ofTwoCampaignsThatMeet() {
        JsonNode vector = FILE.get("interaction");
        Map<Integer, Stratum> byOther = strata(vector.get("rows"), 2);
        Difference without = difference(byOther.get(0).control(), byOther.get(0).treatment());
        Difference with = difference(byOther.get(1).control(), byOther.get(1).treatment());
        Difference interaction = with.minus(without);
        same(interaction.estimate(), vector.get("estimate"));
        same(interaction.standardError(), vector.get("se"));
        assertThat(interaction.units()).isEqualTo(200);
        assertThat(interaction.degreesOfFreedom()).isBetween(20.0, 198.0);
    }

    @Test
    void ofSlicesThatDiffer() {
        JsonNode vector = FILE.get("slices");
        List<Difference> slices = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            slices.add(
                    new Difference(
                            Scale.RELATIVE,
                            vector.get("effects").get(i).asDouble(),
                            vector.get("errors").get(i).asDouble(),
                            100,
                            102));
        }
        var found = said(Slices.of(slices));
        same(found.common(), vector.get("common"));
        same(found.commonError(), vector.get("common_se"));
        same(found.q(), vector.get("q"));
        same(found.pValue(), vector.get("p"));
        same(found.spread(), vector.get("tau"));
        same(found.unexplained(), vector.get("i2"));
        for (int i = 0; i < 5; i++) {
            same(found.shrunk().get(i), vector.get("shrunk").get(i));
        }
        assertThat(because(Slices.of(slices.subList(0, 1)))).isEqualTo(Because.TOO_FEW);
        var alike = said(Slices.of(List.of(slices.get(0), slices.get(0), slices.get(0))));
        assertThat(alike.shrunk()).allSatisfy(effect -> Vectors.same(effect, 0.1, 1e-12));
        assertThat(alike.unexplained()).isZero();
    }

    @Test
    void ofAnEffectThatFades() {
        JsonNode vector = FILE.get("novelty");
        Difference slope =
                said(Novelty.slope(sums(vector.get("control")), sums(vector.get("treatment"))));
        same(slope, vector.get("slope"));
        assertThat(because(Novelty.slope(row(1), row(2)))).isEqualTo(Because.TOO_FEW);
    }

    private static void same(Difference difference, JsonNode welch) {
        Vectors.same(difference.estimate(), welch.get("estimate").asDouble(), 1e-9);
        Vectors.same(difference.standardError(), welch.get("se").asDouble(), 1e-9);
        Vectors.same(difference.degreesOfFreedom(), welch.get("dof").asDouble(), 1e-9);
        Vectors.same(
                FixedHorizon.welch(difference, 0.05, Side.TWO_SIDED).pValue(),
                welch.get("p").asDouble(),
                1e-9);
    }

    private static void same(double actual, JsonNode expected) {
        Vectors.same(actual, expected);
    }

    private static Difference difference(Sums control, Sums treatment) {
        return said(
                Difference.between(
                        said(Level.of(control, VALUE)),
                        said(Level.of(treatment, VALUE)),
                        Scale.ABSOLUTE));
    }

    /// Rows of (arm and stratum, value): with three columns the first is the stratum and the second
    /// the arm, or for two campaigns the arm first.
    private static Map<Integer, Stratum> strata(JsonNode rows, int kind) {
        int stratumAt = kind == 3 ? 0 : 1;
        Map<Integer, SumsBuilder[]> builders = new TreeMap<>();
        for (JsonNode row : rows) {
            builders
                    .computeIfAbsent(
                            row.get(stratumAt).asInt(),
                            _ -> new SumsBuilder[] {new SumsBuilder(1), new SumsBuilder(1)})[
                    row.get(1 - stratumAt).asInt()]
                    .add(row.get(2).asDouble());
        }
        Map<Integer, Stratum> strata = new TreeMap<>();
        builders.forEach(
                (key, arms) -> strata.put(key, new Stratum(arms[0].build(), arms[1].build())));
        return strata;
    }

    private static Sums sums(JsonNode rows) {
        var builder = new SumsBuilder(rows.get(0).size());
        rows.forEach(row -> builder.add(SampleRatioMismatchIsFoundTest.doubles(row)));
        return builder.build();
    }

    private static Sums doubled(JsonNode rows) {
        var builder = new SumsBuilder(5);
        for (JsonNode row : rows) {
            double[] values =
                    java.util.Arrays.copyOf(SampleRatioMismatchIsFoundTest.doubles(row), 5);
            values[4] = 3 * values[1] - values[2] + 7;
            builder.add(values);
        }
        return builder.build();
    }

    private static Sums row(double value) {
        return new SumsBuilder(1).add(value).build();
    }
}
