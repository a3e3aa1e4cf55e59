package dev.bellwether.statistics;

import static dev.bellwether.statistics.Vectors.because;
import static dev.bellwether.statistics.Vectors.said;
import static dev.bellwether.statistics.Vectors.same;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import tools.jackson.databind.JsonNode;

class SampleRatioMismatchIsFoundTest {
    @TestFactory
    Stream<DynamicTest> readOnceAsInTheReference() {
        return Vectors.each(
                "srm_chi2",
                vector -> {
                    var fixed =
                            said(
                                    SampleRatio.fixed(
                                            longs(vector.get("observed")),
                                            doubles(vector.get("weights"))));
                    same(fixed.statistic(), vector.get("chi2"));
                    assertThat(fixed.degreesOfFreedom()).isEqualTo(vector.get("dof").asInt());
                    same(fixed.pValue(), vector.get("p"));
                    assertThat(fixed.pValue() < SampleRatio.ALARM)
                            .isEqualTo(vector.get("srm_at_0_001").asBoolean());
                });
    }

    @TestFactory
    Stream<DynamicTest> readAtEveryLookAsInTheReference() {
        return Vectors.each(
                "srm_sequential",
                vector -> {
                    List<long[]> looks = new ArrayList<>();
                    vector.get("steps").forEach(step -> looks.add(longs(step.get("cumulative"))));
                    List<SampleRatio.Look> found =
                            SampleRatio.sequential(
                                    looks,
                                    doubles(vector.get("p0")),
                                    doubles(vector.get("dirichlet_alpha")));
                    for (int i = 0; i < found.size(); i++) {
                        JsonNode step = vector.get("steps").get(i);
                        same(
                                found.get(i).logBayesFactor(),
                                step.get("log_bayes_factor").asDouble(),
                                1e-8);
                        same(found.get(i).pValue(), step.get("sequential_p").asDouble(), 1e-8);
                    }
                });
    }

    /// 2,000 campaigns whose dice are right, 40 looks each: at an alarm of 1 % at most 1 % may
    /// ring, and with that many campaigns more than 34 would be a chance of one in a thousand.
    @Test
    void whoeverLooksEveryDayIsNotAlarmedForNothing() {
        var random = new Random(42);
        double[] shares = {0.5, 0.5};
        int alarms = 0;
        for (int campaign = 0; campaign < 2000; campaign++) {
            List<long[]> looks = new ArrayList<>();
            long[] counts = new long[2];
            for (int day = 0; day < 40; day++) {
                for (int visitor = 0; visitor < 250; visitor++) {
                    counts[random.nextInt(2)]++;
                }
                looks.add(counts.clone());
            }
            double p = SampleRatio.sequential(looks, shares, 1000).getLast().pValue();
            alarms += p < 0.01 ? 1 : 0;
        }
        assertThat(alarms).isLessThanOrEqualTo(34);
    }

    @Test
    void andAMismatchIsFoundLongBeforeTheEnd() {
        List<SampleRatio.Look> looks =
                SampleRatio.sequential(
                        List.of(
                                new long[] {5200, 4800},
                                new long[] {15500, 14500},
                                new long[] {51500, 48500}),
                        new double[] {1, 1},
                        SampleRatio.CONCENTRATION);
        assertThat(looks.getLast().pValue()).isLessThan(SampleRatio.ALARM);
        assertThat(looks)
                .extracting(SampleRatio.Look::pValue)
                .isSortedAccordingTo((a, b) -> Double.compare(b, a));
    }

    @Test
    void aVariationThatShouldHaveNobodyAndHasIsAMismatch() {
        assertThat(said(SampleRatio.fixed(new long[] {50, 50, 1}, new double[] {1, 1, 0})).pValue())
                .isZero();
        assertThat(
                        SampleRatio.sequential(
                                        List.of(new long[] {50, 50, 1}),
                                        new double[] {1, 1, 0},
                                        100)
                                .getFirst()
                                .pValue())
                .isZero();
        var two = said(SampleRatio.fixed(new long[] {50, 60, 0}, new double[] {1, 1, 0}));
        assertThat(two.degreesOfFreedom()).isEqualTo(1);
    }

    @Test
    void ofNobodyNothingIsSaid() {
        assertThat(because(SampleRatio.fixed(new long[] {0, 0}, new double[] {1, 1})))
                .isEqualTo(Because.NO_VISITORS);
        assertThat(because(SampleRatio.fixed(new long[] {5}, new double[] {1})))
                .isEqualTo(Because.TOO_FEW);
        assertThatThrownBy(() -> SampleRatio.fixed(new long[] {5, 6}, new double[] {1}))
                .hasMessageContaining("[5, 6]");
        assertThatThrownBy(() -> SampleRatio.fixed(new long[] {5, 6}, new double[] {1, -1}))
                .hasMessageContaining("-1.0");
        assertThatThrownBy(() -> SampleRatio.fixed(new long[] {5, 6}, new double[] {0, 0}))
                .hasMessageContaining("share");
    }

    static long[] longs(JsonNode numbers) {
        return numbers.valueStream().mapToLong(JsonNode::asLong).toArray();
    }

    static double[] doubles(JsonNode numbers) {
        return numbers.valueStream().mapToDouble(JsonNode::asDouble).toArray();
    }
}
