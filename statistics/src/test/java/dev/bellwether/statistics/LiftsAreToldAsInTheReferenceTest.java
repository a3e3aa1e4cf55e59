package dev.bellwether.statistics;

import static dev.bellwether.statistics.Vectors.because;
import static dev.bellwether.statistics.Vectors.said;
import static dev.bellwether.statistics.Vectors.same;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import tools.jackson.databind.JsonNode;

class LiftsAreToldAsInTheReferenceTest {
    @TestFactory
    Stream<DynamicTest> byFiellerTheDeltaMethodAndTheLogarithm() {
        return Vectors.each(
                "relative_ci_fieller_delta",
                vector -> {
                    Level c = level(vector.get("mean_c").asDouble(), vector.get("se_c").asDouble());
                    Level t = level(vector.get("mean_t").asDouble(), vector.get("se_t").asDouble());
                    Answer<Interval> fieller = RelativeLift.fieller(c, t, 0.05);
                    if (vector.get("fieller95_ratio").isNull()) {
                        assertThat(because(fieller)).isEqualTo(Because.UNBOUNDED);
                    } else {
                        sameAsRatio(said(fieller), vector.get("fieller95_ratio"), c.value());
                    }
                    Difference relative = said(Difference.between(c, t, Scale.RELATIVE));
                    same(relative.standardError(), vector.get("delta_se"));
                    sameAsRatio(
                            said(RelativeLift.delta(c, t, 0.05)),
                            vector.get("delta95_ratio"),
                            c.value());
                    if (vector.has("log_delta95_ratio")) {
                        sameAsRatio(
                                said(RelativeLift.logarithmic(c, t, 0.05)),
                                vector.get("log_delta95_ratio"),
                                c.value());
                    }
                });
    }

    /// The reference tells treatment / control; we tell (treatment − control) / |control|.
    private static void sameAsRatio(Interval lift, JsonNode ratio, double control) {
        double low = control > 0 ? lift.low() + 1 : 1 - lift.high();
        double high = control > 0 ? lift.high() + 1 : 1 - lift.low();
        same(low, ratio.get(0));
        same(high, ratio.get(1));
    }

    private static Level level(double mean, double error) {
        return new Level(1_000_000, mean, error * error * 1_000_000);
    }
}
