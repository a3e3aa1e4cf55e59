package dev.bellwether.statistics;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bellwether.statistics.PostStratification.Stratum;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Worlds of extremes (nobody, one visitor, constants, zeros, huge, tiny, infinite, not a number):
/// whatever is said is finite and possible, and what cannot be said has a reason. Nothing throws.
class BadNumbersNeverBecomeResultsTest {
    private static final double[] VALUES = {
        0,
        0,
        0,
        1,
        1,
        -1,
        0.1,
        7,
        1e-300,
        1e-9,
        1e9,
        1e15,
        1e150,
        1e160,
        Double.MAX_VALUE,
        -1e15,
        Double.MIN_VALUE,
        Double.NaN,
        Double.POSITIVE_INFINITY,
        Double.NEGATIVE_INFINITY
    };

    static LongStream seeds() {
        return LongStream.range(0, 3000);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void inNoMethod(long seed) {
        var random = new Random(seed);
        int extremes = 1 + random.nextInt(VALUES.length);
        Sums control = world(random, extremes);
        Sums treatment = world(random, extremes);
        List<Reading> readings =
                List.of(new Reading.Mean(0), new Reading.Share(0), new Reading.Ratio(0, 1));
        for (Reading reading : readings) {
            for (Scale scale : Scale.values()) {
                Answer<Level> c = Level.of(control, reading);
                Answer<Level> t = Level.of(treatment, reading);
                check(c.then(one -> t.then(other -> Difference.between(one, other, scale))));
                check(
                        Cuped.difference(
                                        control,
                                        treatment,
                                        reading,
                                        List.of(new Reading.Mean(2)),
                                        scale)
                                .map(Cuped.Adjusted::difference));
                check(
                        Cuped.difference(
                                        control,
                                        treatment,
                                        reading,
                                        List.of(new Reading.Ratio(1, 2), new Reading.Mean(1)),
                                        scale)
                                .map(Cuped.Adjusted::difference));
                check(
                        PostStratification.difference(
                                List.of(
                                        new Stratum(control, treatment),
                                        new Stratum(treatment, control),
                                        new Stratum(control, control)),
                                reading,
                                List.of(),
                                scale));
                c.then(one -> t.then(other -> RelativeLift.fieller(one, other, 0.05)))
                        .map(interval -> finite(interval.low(), interval.high()));
                c.then(one -> t.then(other -> RelativeLift.logarithmic(one, other, 0.05)))
                        .map(interval -> finite(interval.low(), interval.high()));
            }
        }
        check(Novelty.slope(control, treatment));
        Switchback.Window[] windows = new Switchback.Window[random.nextInt(8)];
        for (int i = 0; i < windows.length; i++) {
            windows[i] =
                    new Switchback.Window(
                            random.nextBoolean(), value(random, extremes), value(random, extremes));
        }
        check(Switchback.difference(List.of(windows), random.nextInt(2), random.nextInt(3)));
    }

    private static void check(Answer<Difference> answer) {
        switch (answer) {
            case Answer.CannotSay<Difference>(Because because, String why) ->
                    assertThat(why).isNotBlank().endsWith(".");
            case Answer.Said<Difference>(Difference d) -> {
                finite(d.estimate(), d.standardError(), d.degreesOfFreedom());
                assertThat(d.standardError()).isPositive();
                assertThat(d.degreesOfFreedom()).isPositive();
                List<Finding> findings = new ArrayList<>();
                for (Side side : Side.values()) {
                    findings.add(FixedHorizon.welch(d, 0.05, side));
                    findings.add(FixedHorizon.z(d, 0.05, side));
                }
                findings.add(AlwaysValid.sequence(d, 0.05, 5000));
                findings.add(AlwaysValid.mixture(d, 0.05, 0.1));
                findings.forEach(finding -> {
                    assertThat(finding.pValue()).isBetween(0.0, 1.0);
                    assertThat(finding.interval().contains(d.estimate())).isTrue();
                });
                var posterior = NormalBayes.of(d, new NormalBayes.Prior.Around(0, 0.3), 0.05);
                assertThat(posterior.chanceToBeat()).isBetween(0.0, 1.0);
                assertThat(posterior.lossOfTreatment()).isNotNegative();
                assertThat(posterior.lossOfControl()).isNotNegative();
            }
        }
    }

    private static boolean finite(double... values) {
        for (double value : values) {
            assertThat(value).isFinite();
        }
        return true;
    }

    private static Sums world(Random random, int extremes) {
        var builder = new SumsBuilder(3);
        int visitors = random.nextInt(6) == 0 ? random.nextInt(2) : random.nextInt(12);
        for (int i = 0; i < visitors; i++) {
            builder.add(value(random, extremes), value(random, extremes), value(random, extremes));
        }
        return builder.build();
    }

    private static double value(Random random, int extremes) {
        return VALUES[random.nextInt(extremes)];
    }
}
