package dev.bellwether.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import tools.jackson.databind.JsonNode;

class PlannedLooksSpendAlphaAsInTheReferenceTest {
    @TestFactory
    Stream<DynamicTest> withTheBoundsOfLanAndDeMets() {
        return Vectors.cases("group_sequential")
                .map(vector ->
                        DynamicTest.dynamicTest(
                                vector.get("spending").asString()
                                        + " "
                                        + vector.get("information").size(),
                                () -> check(vector)));
    }

    private static void check(JsonNode vector) {
        Spending spending =
                switch (vector.get("spending").asString()) {
                    case "lan_demets_obrien_fleming" -> new Spending.OBrienFleming();
                    case "lan_demets_pocock" -> new Spending.Pocock();
                    case "power_family_phi3" -> new Spending.Power(3);
                    default -> throw new AssertionError(vector.get("spending"));
                };
        double alpha = vector.get("alpha_two_sided").asDouble();
        double[] information = SampleRatioMismatchIsFoundTest.doubles(vector.get("information"));
        double[] bounds = GroupSequential.bounds(spending, alpha, information);
        for (int k = 0; k < bounds.length; k++) {
            Vectors.same(
                    spending.spent(alpha, information[k]),
                    vector.get("cumulative_alpha").get(k).asDouble(),
                    1e-9);
            assertThat(bounds[k])
                    .isCloseTo(vector.get("z_bounds").get(k).asDouble(), Offset.offset(1e-6));
        }
    }

    /// Without an effect the bounds are passed with chance α: 200,000 walks, give or take four
    /// standard errors.
    @Test
    void andNoMoreThanAlphaIsEverSpent() {
        double[] information = {0.1, 0.35, 0.4, 0.8, 1};
        for (Spending spending :
                new Spending[] {
                    new Spending.OBrienFleming(), new Spending.Pocock(), new Spending.Power(1.5)
                }) {
            double[] bounds = GroupSequential.bounds(spending, 0.1, information);
            var random = new Random(8);
            int passed = 0;
            for (int walk = 0; walk < 200_000; walk++) {
                double s = 0;
                double before = 0;
                for (int k = 0; k < bounds.length; k++) {
                    s += random.nextGaussian() * Math.sqrt(information[k] - before);
                    before = information[k];
                    if (Math.abs(s) > bounds[k] * Math.sqrt(before)) {
                        passed++;
                        break;
                    }
                }
            }
            assertThat(passed / 200_000.0)
                    .isCloseTo(0.1, Offset.offset(4 * Math.sqrt(0.09 / 200_000)));
        }
    }

    @Test
    void oneLookIsTheTestOfTheTextbook() {
        Vectors.same(
                GroupSequential.bounds(new Spending.OBrienFleming(), 0.05, 1)[0],
                1.959963984540054,
                1e-9);
        Vectors.same(
                GroupSequential.bounds(new Spending.Pocock(), 0.01, 1)[0], 2.5758293035489, 1e-9);
    }

    @Test
    void dailyLooksOfAMonthHaveBoundsToo() {
        double[] days = IntStream.rangeClosed(1, 30).mapToDouble(day -> day / 30.0).toArray();
        double[] bounds = GroupSequential.bounds(new Spending.OBrienFleming(), 0.05, days);
        for (int k = 1; k < bounds.length; k++) {
            assertThat(bounds[k]).isBetween(1.96, bounds[k - 1]);
        }
        double[] early =
                GroupSequential.bounds(new Spending.OBrienFleming(), 0.05, 0.001, 0.002, 1);
        assertThat(early).doesNotContain(Double.NaN);
        Vectors.same(early[2], 1.959963984540054, 1e-6);
    }

    @Test
    void atABoundTheIntervalBeginsToLeaveNothingOut() {
        var difference = new Difference(Scale.ABSOLUTE, 2.5, 1, 100, 102);
        assertThat(GroupSequential.mayStop(difference, 2.49)).isTrue();
        assertThat(GroupSequential.interval(difference, 2.49).contains(0)).isFalse();
        assertThat(GroupSequential.mayStop(difference, 2.51)).isFalse();
        assertThat(GroupSequential.interval(difference, 2.51).contains(0)).isTrue();
    }

    @Test
    void looksThatDoNotRiseAreRefused() {
        for (double[] looks :
                new double[][] {{0.5, 0.5}, {0, 1}, {0.5, 1.1}, {0.7, 0.6}, {Double.NaN}}) {
            assertThatThrownBy(() -> GroupSequential.bounds(new Spending.Pocock(), 0.05, looks))
                    .hasMessageContaining("rising");
        }
        assertThatThrownBy(() -> new Spending.Power(0)).hasMessageContaining("above 0");
    }
}
