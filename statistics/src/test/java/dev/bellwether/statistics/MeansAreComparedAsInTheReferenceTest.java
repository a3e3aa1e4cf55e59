package dev.bellwether.statistics;

import static dev.bellwether.statistics.Vectors.said;
import static dev.bellwether.statistics.Vectors.same;

import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/// Means, their tests and their intervals are those of the reference, number by number:
/// [Vectors#same] holds each against its vector.
class MeansAreComparedAsInTheReferenceTest {
    @TestFactory
    Stream<DynamicTest> byWelchAndByTheNormalDistribution() {
        return Vectors.each(
                "means_welch",
                vector -> {
                    Level control =
                            said(Level.of(Vectors.raw(vector.get("control")), new Reading.Mean(0)));
                    Level treatment =
                            said(
                                    Level.of(
                                            Vectors.raw(vector.get("treatment")),
                                            new Reading.Mean(0)));
                    same(control.value(), vector.at("/control/mean"));
                    same(control.variance(), vector.at("/control/var"));
                    same(treatment.variance(), vector.at("/treatment/var"));

                    Difference difference =
                            said(Difference.between(control, treatment, Scale.ABSOLUTE));
                    Finding welch = FixedHorizon.welch(difference, 0.05, Side.TWO_SIDED);
                    same(difference.degreesOfFreedom(), vector.at("/welch/dof"));
                    same(welch.statistic(), vector.at("/welch/t"));
                    same(welch.pValue(), vector.at("/welch/p"));
                    same(welch.interval(), vector.at("/welch/ci95"));

                    Finding z = FixedHorizon.z(difference, 0.05, Side.TWO_SIDED);
                    same(z.pValue(), vector.at("/z_unequal/p"));
                    same(z.interval(), vector.at("/z_unequal/ci95"));

                    Finding greater = FixedHorizon.welch(difference, 0.05, Side.GREATER);
                    same(greater.pValue(), vector.at("/one_sided_greater_p"));
                });
    }

    @TestFactory
    Stream<DynamicTest> byTheTestOfOneCommonVariance() {
        return Vectors.each(
                "means_welch",
                vector -> {
                    Level control =
                            said(Level.of(Vectors.raw(vector.get("control")), new Reading.Mean(0)));
                    Level treatment =
                            said(
                                    Level.of(
                                            Vectors.raw(vector.get("treatment")),
                                            new Reading.Mean(0)));
                    Finding pooled =
                            FixedHorizon.welch(
                                    said(Difference.ofOneVariance(control, treatment)),
                                    0.05,
                                    Side.TWO_SIDED);
                    same(pooled.statistic(), vector.at("/pooled/t"));
                    same(pooled.pValue(), vector.at("/pooled/p"));
                    same(pooled.interval(), vector.at("/pooled/ci95"));
                });
    }
}
