package dev.bellwether.statistics;

import static dev.bellwether.statistics.Vectors.said;
import static dev.bellwether.statistics.Vectors.same;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

class WhoeverLooksEveryDayIsNotFooledTest {
    @TestFactory
    Stream<DynamicTest> theConfidenceSequenceIsThatOfTheReference() {
        return Vectors.file("sequential_anytime")
                .get("asymptotic_cs")
                .valueStream()
                .map(vector ->
                        DynamicTest.dynamicTest(
                                "n = " + vector.get("n_total"),
                                () -> {
                                    var difference =
                                            new Difference(
                                                    Scale.ABSOLUTE,
                                                    vector.get("effect").asDouble(),
                                                    vector.get("se").asDouble(),
                                                    1000,
                                                    vector.get("n_total").asLong());
                                    double alpha = vector.get("alpha").asDouble();
                                    double tightest = vector.get("N_star").asDouble();
                                    Finding found =
                                            AlwaysValid.sequence(difference, alpha, tightest);
                                    same(AlwaysValid.rho2(alpha, tightest), vector.get("rho2"));
                                    same(found.interval(), vector.get("ci"));
                                    same(Math.exp(found.statistic()), vector.get("e_value"));
                                    same(found.pValue(), vector.get("p_value"));
                                }));
    }

    @TestFactory
    Stream<DynamicTest> theMixtureIsThatOfTheReference() {
        return Vectors.file("sequential_anytime")
                .get("msprt_normal_mixture")
                .valueStream()
                .map(vector ->
                        DynamicTest.dynamicTest(
                                "estimate " + vector.get("estimate"),
                                () -> {
                                    var difference =
                                            new Difference(
                                                    Scale.ABSOLUTE,
                                                    vector.get("estimate").asDouble(),
                                                    Math.sqrt(
                                                            vector.get("var_of_estimate")
                                                                    .asDouble()),
                                                    1000,
                                                    1002);
                                    Finding found =
                                            AlwaysValid.mixture(
                                                    difference,
                                                    0.05,
                                                    Math.sqrt(vector.get("tau2").asDouble()));
                                    same(Math.exp(found.statistic()), vector.get("Lambda"));
                                    same(found.pValue(), vector.get("p_value"));
                                    same(
                                            found.interval().width() / 2,
                                            vector.get("ci95_half_width"));
                                }));
    }

    /// 1,500 campaigns without an effect, 30 looks each, skewed revenue. At 5 % more than 101 false
    /// alarms would be a chance of one in a thousand; the test of the textbook, read daily, rings
    /// several times as often.
    @Test
    void noEffectIsNotCalledOneHoweverOftenOneLooks() {
        var random = new Random(11);
        int sequence = 0;
        int mixture = 0;
        int textbook = 0;
        for (int campaign = 0; campaign < 1500; campaign++) {
            var control = new SumsBuilder(1);
            var treatment = new SumsBuilder(1);
            boolean bySequence = false;
            boolean byMixture = false;
            boolean byTextbook = false;
            for (int day = 0; day < 30; day++) {
                for (int visitor = 0; visitor < 50; visitor++) {
                    control.add(revenue(random));
                    treatment.add(revenue(random));
                }
                Difference difference =
                        said(
                                Difference.between(
                                        said(Level.of(control.build(), new Reading.Mean(0))),
                                        said(Level.of(treatment.build(), new Reading.Mean(0))),
                                        Scale.ABSOLUTE));
                bySequence |= AlwaysValid.sequence(difference, 0.05, 1500).isSignificant(0.05);
                byMixture |= AlwaysValid.mixture(difference, 0.05, 0.1).isSignificant(0.05);
                byTextbook |=
                        FixedHorizon.welch(difference, 0.05, Side.TWO_SIDED).isSignificant(0.05);
            }
            sequence += bySequence ? 1 : 0;
            mixture += byMixture ? 1 : 0;
            textbook += byTextbook ? 1 : 0;
        }
        assertThat(sequence).isLessThanOrEqualTo(101);
        assertThat(mixture).isLessThanOrEqualTo(101);
        assertThat(textbook).isGreaterThan(250);
    }

    @Test
    void theIntervalExcludesNothingExactlyWhenThePValueIsBelowAlpha() {
        var random = new Random(4);
        for (int i = 0; i < 1000; i++) {
            var difference =
                    new Difference(
                            Scale.RELATIVE,
                            random.nextGaussian() * 3,
                            1,
                            100,
                            10 + random.nextInt(100_000));
            for (Finding found :
                    new Finding[] {
                        AlwaysValid.sequence(difference, 0.05, 5000),
                        AlwaysValid.mixture(difference, 0.05, 0.7)
                    }) {
                assertThat(found.isSignificant(0.05)).isEqualTo(!found.interval().contains(0));
            }
        }
    }

    @Test
    void whatIsSetBeforeTheStartIsANumberAboveZero() {
        var difference = new Difference(Scale.ABSOLUTE, 1, 1, 10, 12);
        assertThatThrownBy(() -> AlwaysValid.sequence(difference, 0.05, 0))
                .hasMessageContaining("tightestAt");
        assertThatThrownBy(() -> AlwaysValid.mixture(difference, 0.05, Double.POSITIVE_INFINITY))
                .hasMessageContaining("tau");
    }

    private static double revenue(Random random) {
        return random.nextInt(4) == 0 ? Math.exp(random.nextGaussian()) : 0;
    }
}
