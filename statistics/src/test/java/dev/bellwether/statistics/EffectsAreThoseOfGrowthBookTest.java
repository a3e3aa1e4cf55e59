package dev.bellwether.statistics;

import static dev.bellwether.statistics.Vectors.same;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import tools.jackson.databind.JsonNode;

/// Means, shares, ratios, CUPED and CUPED of ratios, told as a lift and as a difference.
class EffectsAreThoseOfGrowthBookTest {
    @TestFactory
    Stream<DynamicTest> ofMeansSharesAndRatios() {
        return of(List.of("mean", "proportion", "ratio", "cuped", "cuped_ratio"));
    }

    @TestFactory
    Stream<DynamicTest> ofQuantilesOfVisitorsAndOfTheirEvents() {
        return of(List.of("quantile_unit", "quantile_event"));
    }

    private static Stream<DynamicTest> of(List<String> kinds) {
        return Vectors.cases("gbstats_effects")
                .filter(vector -> kinds.contains(vector.get("kind").asString()))
                .flatMap(vector ->
                        Stream.of(Scale.values())
                                .map(scale ->
                                        DynamicTest.dynamicTest(
                                                vector.get("name").asString() + " " + scale,
                                                () -> check(vector, scale))));
    }

    private static void check(JsonNode vector, Scale scale) {
        Difference difference = GrowthBookEffects.difference(vector, scale);
        JsonNode out = vector.get("out");
        String suffix = "_" + scale.name().toLowerCase(java.util.Locale.ROOT);
        Finding welch = FixedHorizon.welch(difference, 0.05, Side.TWO_SIDED);
        JsonNode expected = out.get("welch" + suffix);
        same(welch.estimate(), expected.get("expected"));
        same(difference.standardError(), expected.get("stderr"));
        same(welch.pValue(), expected.get("p_value"));
        same(welch.interval(), expected.get("ci"));

        Finding greater = FixedHorizon.welch(difference, 0.05, Side.GREATER);
        JsonNode oneSided = out.path("one_sided_greater" + suffix);
        if (!oneSided.isMissingNode()) {
            same(greater.pValue(), oneSided.get("p_value"));
            same(greater.interval(), oneSided.get("ci"));
        }
    }
}
