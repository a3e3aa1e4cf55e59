package dev.bellwether.statistics;

import static dev.bellwether.statistics.Vectors.because;
import static dev.bellwether.statistics.Vectors.said;
import static dev.bellwether.statistics.Vectors.same;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Random;
import java.util.stream.Stream;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import tools.jackson.databind.JsonNode;

class PlanningTellsWhatItTakesTest {
    private static final Power USUAL = new Power(0.05, 0.8);

    /// statsmodels' root finder stops at about 1e-8.
    @TestFactory
    Stream<DynamicTest> asInTheReference() {
        return Vectors.cases("power_mde")
                .map(vector ->
                        DynamicTest.dynamicTest(
                                vector.get("kind").asString(), () -> check(vector)));
    }

    private static void check(JsonNode vector) {
        var power =
                new Power(vector.path("alpha").asDouble(0.05), vector.path("power").asDouble(0.8));
        switch (vector.get("kind").asString()) {
            case "means" -> {
                double effect = vector.get("effect_size_d").asDouble();
                same(power.visitorsByT(effect), vector.get("n_per_arm_t").asDouble(), 1e-8);
                same(power.visitorsByZ(effect), vector.get("n_per_arm_z").asDouble(), 1e-8);
                same(power.visitorsApproximately(effect), vector.get("z_closed_form"));
            }
            case "proportions" -> {
                double one = vector.get("p1").asDouble();
                double other = vector.get("p2").asDouble();
                for (Power.Shares error : Power.Shares.values()) {
                    String name =
                            switch (error) {
                                case UNPOOLED -> "n_per_arm_unpooled";
                                case POOLED -> "n_per_arm_pooled_null";
                                case ARCSINE -> "n_per_arm_arcsine";
                            };
                    same(said(power.visitorsOfShares(one, other, error)), vector.get(name));
                }
            }
            case "mde" -> {
                double n = vector.get("n_per_arm").asDouble();
                same(power.leastEffectByT(n), vector.get("mde_in_sd_t").asDouble(), 3e-5);
                same(power.leastEffectApproximately(n), vector.get("mde_in_sd_z"));
                same(power.visitorsByZ(power.leastEffectByZ(n)), n, 1e-9);
            }
            default -> throw new AssertionError(vector);
        }
    }

    /// For t tests the reference above rests on scipy's noncentral t, right to some 1e-5; this one
    /// on thirty digits.
    @TestFactory
    Stream<DynamicTest> byTTestsToTheLastDigit() {
        return Vectors.each(
                "power_t",
                vector -> {
                    var power =
                            new Power(
                                    vector.get("alpha").asDouble(), vector.get("power").asDouble());
                    double found =
                            vector.get("effect").isNull()
                                    ? power.leastEffectByT(vector.get("n_per_arm").asDouble())
                                    : power.visitorsByT(vector.get("effect").asDouble());
                    same(found, vector.get("expected").asDouble(), 1e-12);
                });
    }

    @Test
    void whatIsPlannedIsWhatHappens() {
        double effect = 0.5;
        int n = (int) Math.ceil(USUAL.visitorsByT(effect));
        var random = new Random(6);
        int found = 0;
        for (int campaign = 0; campaign < 20_000; campaign++) {
            var control = new SumsBuilder(1);
            var treatment = new SumsBuilder(1);
            for (int i = 0; i < n; i++) {
                control.add(random.nextGaussian());
                treatment.add(random.nextGaussian() + effect);
            }
            found += isFound(control.build(), treatment.build()) ? 1 : 0;
        }
        assertThat(found / 20_000.0).isCloseTo(0.8, Offset.offset(4 * Math.sqrt(0.16 / 20_000)));
    }

    private static boolean isFound(Sums control, Sums treatment) {
        return FixedHorizon.welch(
                        said(
                                Difference.between(
                                        said(Level.of(control, new Reading.Mean(0))),
                                        said(Level.of(treatment, new Reading.Mean(0))),
                                        Scale.ABSOLUTE)),
                        0.05,
                        Side.TWO_SIDED)
                .isSignificant(0.05);
    }

    @Test
    void aLiftIsPlannedInTheWordsOfTheSite() {
        Level control = new Level(10_000, 20, 400);
        double needed = said(USUAL.visitorsForLift(control, 0.05, 1));
        same(needed, USUAL.visitorsByZ(0.05), 1e-12);
        same(said(USUAL.leastLift(control, needed, 1)), 0.05, 1e-9);
        same(said(USUAL.visitorsForLift(control, -0.05, 0.5)), needed / 2, 1e-4);
        assertThat(USUAL.visitorsAlwaysValid(0.05, 2 * needed)).isBetween(1.5 * needed, 4 * needed);
    }

    @Test
    void daysToGoAreWholeDays() {
        assertThat(said(Power.daysToGo(1000, 1000, 0))).isZero();
        assertThat(said(Power.daysToGo(1000, 1, 333))).isEqualTo(3);
        assertThat(said(Power.daysToGo(1001, 1, 333))).isEqualTo(4);
        assertThat(because(Power.daysToGo(1000, 999, 0))).isEqualTo(Because.UNBOUNDED);
        assertThat(because(Power.daysToGo(1e12, 0, 1))).isEqualTo(Because.UNBOUNDED);
        assertThat(because(Power.daysToGo(1000, 999, Double.NaN))).isEqualTo(Because.UNBOUNDED);
    }

    @Test
    void whatCannotBePlannedIsSaid() {
        assertThat(because(USUAL.visitorsForLift(new Level(9, 0, 1), 0.1, 1)))
                .isEqualTo(Because.ZERO_DENOMINATOR);
        assertThat(because(USUAL.visitorsForLift(new Level(9, 1, 1), 0, 1)))
                .isEqualTo(Because.UNBOUNDED);
        assertThat(because(USUAL.visitorsForLift(new Level(9, 1, 0), 0.1, 1)))
                .isEqualTo(Because.NO_VARIANCE);
        assertThat(because(USUAL.leastLift(new Level(9, 0, 1), 100, 1)))
                .isEqualTo(Because.ZERO_DENOMINATOR);
        assertThat(because(USUAL.visitorsOfShares(0.1, 0.1, Power.Shares.POOLED)))
                .isEqualTo(Because.UNBOUNDED);
        assertThat(because(USUAL.visitorsOfShares(0, 0.1, Power.Shares.POOLED)))
                .isEqualTo(Because.IMPOSSIBLE);
        assertThatThrownBy(() -> new Power(0.05, 0.04)).hasMessageContaining("power");
        assertThatThrownBy(() -> new Power(1.05, 0.8)).hasMessageContaining("alpha");
        assertThatThrownBy(() -> USUAL.visitorsByT(0)).hasMessageContaining("effect");
        assertThatThrownBy(() -> USUAL.leastEffectByZ(1)).hasMessageContaining("visitors");
    }
}
