package dev.bellwether.statistics;

import static dev.bellwether.statistics.Vectors.because;
import static dev.bellwether.statistics.Vectors.said;
import static org.assertj.core.api.Assertions.assertThat;

import dev.bellwether.statistics.PostStratification.Stratum;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.Supplier;
import java.util.function.ToDoubleFunction;
import java.util.stream.LongStream;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// The formulas, recomputed by something that shares nothing with them.
class DealingTheVisitorsAnewSaysTheSameTest {
    private static final int ROUNDS = 4000;

    static LongStream seeds() {
        return LongStream.range(0, 12);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void asWelchsTest(long seed) {
        var random = new Random(seed);
        double[] control = random.doubles(150).map(u -> -Math.log(u)).toArray();
        double effect = 0.05 * (seed % 6);
        double[] treatment = random.doubles(170).map(u -> -Math.log(u) + effect).toArray();
        double byFormula =
                FixedHorizon.welch(difference(control, treatment), 0.05, Side.TWO_SIDED).pValue();
        double byDealing = said(Permutation.pValue(control, treatment, ROUNDS, seed));
        // Four Monte Carlo errors, and what the normal approximation of skewed values may miss.
        double within = 4 * Math.sqrt(byFormula * (1 - byFormula) / ROUNDS) + 0.01;
        assertThat(byDealing).isCloseTo(byFormula, Offset.offset(within));
        assertThat(said(Permutation.pValue(control, treatment, ROUNDS, seed))).isEqualTo(byDealing);
    }

    @Test
    void unlessThereIsNothingToDeal() {
        assertThat(because(Permutation.pValue(new double[0], new double[] {1, 2}, 10, 1)))
                .isEqualTo(Because.NO_VISITORS);
        assertThat(because(Permutation.pValue(new double[] {1, 1}, new double[] {1, 1}, 10, 1)))
                .isEqualTo(Because.NO_VARIANCE);
        double[] none = {0, 0, 0};
        assertThat(said(Permutation.pValue(none, new double[] {0, 0, 1}, 10, 1))).isEqualTo(1);
    }

    /// The standard errors of lifts, ratios and CUPED are how much the estimates do differ from
    /// draw to draw.
    @Test
    void andStandardErrorsAreHowMuchEstimatesVary() {
        varies(worlds ->
                said(
                        Difference.between(
                                level(worlds[0], new Reading.Mean(0)),
                                level(worlds[1], new Reading.Mean(0)),
                                Scale.RELATIVE)));
        varies(worlds ->
                said(
                        Difference.between(
                                level(worlds[0], new Reading.Ratio(0, 1)),
                                level(worlds[1], new Reading.Ratio(0, 1)),
                                Scale.RELATIVE)));
        varies(worlds ->
                said(Cuped.difference(
                                worlds[0],
                                worlds[1],
                                new Reading.Mean(0),
                                List.of(new Reading.Mean(2)),
                                Scale.RELATIVE))
                        .difference());
        varies(worlds ->
                said(Cuped.difference(
                                worlds[0],
                                worlds[1],
                                new Reading.Ratio(0, 1),
                                List.of(new Reading.Mean(2)),
                                Scale.RELATIVE))
                        .difference());
    }

    /// Visitors fall into strata by chance, so that the strata's shares vary too.
    @Test
    void andSoAreThoseOfStrata() {
        for (Scale scale : Scale.values()) {
            var random = new Random(17);
            varies(() -> {
                SumsBuilder[][] strata = new SumsBuilder[3][2];
                for (SumsBuilder[] arms : strata) {
                    arms[0] = new SumsBuilder(1);
                    arms[1] = new SumsBuilder(1);
                }
                for (int i = 0; i < 500; i++) {
                    int stratum = random.nextInt(10) / 4;
                    int arm = random.nextInt(2);
                    double mean = 2 + 2 * stratum + arm * (1 - 0.8 * stratum);
                    strata[stratum][arm].add(mean + random.nextGaussian());
                }
                return said(
                        PostStratification.difference(
                                Arrays.stream(strata)
                                        .map(arms -> new Stratum(arms[0].build(), arms[1].build()))
                                        .toList(),
                                new Reading.Mean(0),
                                List.of(),
                                scale));
            });
        }
    }

    private interface Method {
        Difference of(Sums[] worlds);
    }

    private static void varies(Method method) {
        var random = new Random(99);
        varies(() -> method.of(new Sums[] {world(random, 1.0, 300), world(random, 1.2, 250)}));
    }

    private static void varies(Supplier<Difference> world) {
        int draws = 3000;
        double[] estimates = new double[draws];
        double[] errors = new double[draws];
        for (int draw = 0; draw < draws; draw++) {
            Difference difference = world.get();
            estimates[draw] = difference.estimate();
            errors[draw] = difference.standardError();
        }
        double mean = Arrays.stream(estimates).average().orElseThrow();
        double spread = Math.sqrt(average(estimates, e -> (e - mean) * (e - mean)));
        double claimed = Math.sqrt(average(errors, e -> e * e));
        // The spread of 3,000 draws is known to 1.3 %; four of those.
        assertThat(claimed / spread).isCloseTo(1, Offset.offset(0.055));
    }

    /// A visitor's revenue, sessions and revenue before.
    private static Sums world(Random random, double factor, int visitors) {
        var builder = new SumsBuilder(3);
        for (int i = 0; i < visitors; i++) {
            double before = -Math.log(random.nextDouble());
            double sessions = 1 + random.nextInt(4);
            builder.add(
                    factor * sessions * (0.5 + before) + random.nextGaussian(), sessions, before);
        }
        return builder.build();
    }

    private static double average(double[] values, ToDoubleFunction<Double> of) {
        return Arrays.stream(values).map(v -> of.applyAsDouble(v)).average().orElseThrow();
    }

    private static Level level(Sums sums, Reading reading) {
        return said(Level.of(sums, reading));
    }

    private static Difference difference(double[] control, double[] treatment) {
        return said(
                Difference.between(
                        level(sums(control), new Reading.Mean(0)),
                        level(sums(treatment), new Reading.Mean(0)),
                        Scale.ABSOLUTE));
    }

    private static Sums sums(double[] values) {
        var builder = new SumsBuilder(1);
        for (double value : values) {
            builder.add(value);
        }
        return builder.build();
    }
}
