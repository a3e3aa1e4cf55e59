package dev.bellwether.statistics;

import static dev.bellwether.statistics.Vectors.same;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import tools.jackson.databind.JsonNode;

class ManyQuestionsAreAnsweredHonestlyTest {
    private static final Map<String, Correction> NAMES =
            Map.of(
                    "bonferroni", Correction.BONFERRONI,
                    "sidak", Correction.SIDAK,
                    "holm", Correction.HOLM,
                    "holm-sidak", Correction.HOLM_SIDAK,
                    "simes-hochberg", Correction.HOCHBERG,
                    "hommel", Correction.HOMMEL,
                    "fdr_bh", Correction.BENJAMINI_HOCHBERG,
                    "fdr_by", Correction.BENJAMINI_YEKUTIELI);

    @TestFactory
    Stream<DynamicTest> asInTheReference() {
        return Vectors.cases("multiple_testing")
                .flatMap(vector ->
                        NAMES.entrySet().stream()
                                .filter(name -> vector.has(name.getKey()))
                                .map(name ->
                                        DynamicTest.dynamicTest(
                                                vector.path("name").asString("")
                                                        + " "
                                                        + name.getKey(),
                                                () ->
                                                        check(
                                                                vector,
                                                                name.getKey(),
                                                                name.getValue()))));
    }

    private static void check(JsonNode vector, String name, Correction correction) {
        double[] adjusted =
                correction.adjust(SampleRatioMismatchIsFoundTest.doubles(vector.get("p")));
        JsonNode expected = vector.get(name).get("adjusted");
        assertThat(adjusted).hasSize(expected.size());
        for (int i = 0; i < adjusted.length; i++) {
            same(adjusted[i], expected.get(i));
            if (Math.abs(adjusted[i] - 0.05) > 1e-9) {
                assertThat(adjusted[i] <= 0.05)
                        .isEqualTo(vector.get(name).get("reject").get(i).asBoolean());
            }
        }
    }

    /// What the papers prove: each method rejects all that its weaker kin does.
    @Test
    void theStrongerRejectsWhatTheWeakerDoes() {
        var random = new Random(3);
        for (int round = 0; round < 500; round++) {
            double[] p = random.doubles(1 + random.nextInt(12)).map(u -> u * u * u).toArray();
            double[] hommel = Correction.HOMMEL.adjust(p);
            double[] hochberg = Correction.HOCHBERG.adjust(p);
            double[] holm = Correction.HOLM.adjust(p);
            double[] bonferroni = Correction.BONFERRONI.adjust(p);
            double[] bh = Correction.BENJAMINI_HOCHBERG.adjust(p);
            double[] by = Correction.BENJAMINI_YEKUTIELI.adjust(p);
            for (int i = 0; i < p.length; i++) {
                assertThat(hommel[i]).isLessThanOrEqualTo(hochberg[i] + 1e-12);
                assertThat(hochberg[i]).isLessThanOrEqualTo(holm[i] + 1e-12);
                assertThat(holm[i]).isLessThanOrEqualTo(bonferroni[i] + 1e-12);
                assertThat(bh[i]).isLessThanOrEqualTo(Math.min(hommel[i], by[i]) + 1e-12);
                assertThat(bh[i]).isGreaterThanOrEqualTo(p[i]);
            }
        }
    }

    /// Hommel's method is the closure of Simes' test; here all intersections are gone through.
    @Test
    void hommelIsTheClosureOfSimes() {
        var random = new Random(5);
        for (int round = 0; round < 100; round++) {
            double[] p = random.doubles(2 + random.nextInt(6)).map(u -> u * u).toArray();
            double[] adjusted = Correction.HOMMEL.adjust(p);
            for (int i = 0; i < p.length; i++) {
                double most = 0;
                for (int set = 1; set < 1 << p.length; set++) {
                    if ((set >> i & 1) == 1) {
                        most = Math.max(most, simes(p, set));
                    }
                }
                same(adjusted[i], Math.min(1, most), 1e-12);
            }
        }
    }

    private static double simes(double[] p, int set) {
        double[] in = new double[Integer.bitCount(set)];
        for (int i = 0, at = 0; i < p.length; i++) {
            if ((set >> i & 1) == 1) {
                in[at++] = p[i];
            }
        }
        Arrays.sort(in);
        double least = 1;
        for (int i = 0; i < in.length; i++) {
            least = Math.min(least, in.length * in[i] / (i + 1));
        }
        return least;
    }

    @Test
    void ofNoQuestionsOrOneThereIsNothingToCorrect() {
        for (Correction correction : Correction.values()) {
            assertThat(correction.adjust()).isEmpty();
            same(correction.adjust(0.03)[0], 0.03, 1e-12);
        }
        assertThatThrownBy(() -> Correction.HOLM.adjust(0.1, Double.NaN))
                .hasMessageContaining("NaN");
        assertThatThrownBy(() -> Correction.HOLM.adjust(1.1)).hasMessageContaining("1.1");
    }
}
