package dev.bellwether.experiment;

import static dev.bellwether.experiment.Flags.NOON;
import static dev.bellwether.experiment.Flags.everybody;
import static dev.bellwether.experiment.Flags.flag;
import static org.assertj.core.api.Assertions.assertThat;

import dev.bellwether.statistics.Bucketing;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The last column but one is the number that the other system's own hash gives; a campaign of four
/// quarters, `a` to `d`, must give the quarter in which it stands.
class WhoMovesHereKeepsTheirVariationTest {
    @ParameterizedTest
    @CsvSource({
        "2, my-exp, 0001,              0.9957, 1,   d",
        "2, my-exp, 0002,              0.0037, 1,   a",
        "2, my-exp, 0003,              0.6525, 1,   c",
        "2, my-exp, user-1,            0.3535, 1,   b",
        "2, my-exp, alice@example.com, 0.2358, 1,   a",
        "2, exp,    josé,              0.3584, 1,   b",
        "2, exp,    東京,               0.7587, 1,   d",
        "1, my-exp, 0001,              0.938,  1,   d",
        "1, my-exp, 0002,              0.063,  1,   a",
        "1, my-exp, 0003,              0.644,  1,   c",
        "1, my-exp, user-42,           0.467,  1,   b",
        // Half of each quarter is covered.
        "2, my-exp, 0003,              0.6525, 0.5, -",
        "2, my-exp, user-1,            0.3535, 0.5, b",
        "2, my-exp, 0002,              0.0037, 0.5, a",
        "2, my-exp, alice@example.com, 0.2358, 0.5, -",
    })
    void fromGrowthBook(
            int version, String seed, String key, double hash, double coverage, String expected) {
        assertThat(quarter(new Bucketing.GrowthBook(version, seed), coverage, key))
                .isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({
        "0001,              '',         0.28191, 1,   b",
        "0002,              '',         0.79133, 1,   d",
        "user-42,           '',         0.20653, 1,   a",
        "jorge,             '',         0.66652, 1,   c",
        "user-1,            1700000000, 0.05705, 1,   a",
        "zoe,               1700000000, 0.83517, 1,   d",
        // The rule has the experiment's id here, so its exposition is by the same number.
        "user-1,            1700000000, 0.05705, 0.5, a",
        "zoe,               1700000000, 0.83517, 0.5, -",
    })
    void fromKameleoon(String key, String respool, double hash, double coverage, String expected) {
        assertThat(quarter(new Bucketing.Kameleoon("12345", "12345", respool), coverage, key))
                .isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({
        "1886780721, 0001, 9868, 1,   d",
        "layer_7,    0001, 1430, 1,   a",
        "1886780721, 0002, 5027, 1,   c",
        "layer_7,    0003, 7939, 1,   d",
        "1886780721, 0002, 5027, 0.1, c",
        "1886780721, 0003, 7311, 0.9, -",
    })
    void fromOptimizely(String entity, String key, int bucket, double coverage, String expected) {
        assertThat(quarter(new Bucketing.Optimizely(entity), coverage, key)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({
        "Feature.flexible, 0001,   48, 670, 1,    c",
        "gr1,              0001,   29, 417, 1,    b",
        "Feature.flexible, 0002,   46, 759, 1,    d",
        "gr1,              user-1, 70, 204, 1,    a",
        "Feature.flexible, 0001,   48, 670, 0.48, c",
        "Feature.flexible, 0001,   48, 670, 0.47, -",
        "gr1,              0001,   29, 417, 0.28, -",
    })
    void fromUnleash(
            String group, String key, int rollout, int variant, double coverage, String expected) {
        assertThat(quarter(new Bucketing.Unleash(group, group), coverage, key)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({
        "0001,  diamonds, b", "0003,  hearts, c", "user-1, diamonds, b",
        "jack,  hearts,   c", "queen, spades, d", "ten,    clubs,    a",
    })
    void fromFlagd(String key, String card, String expected) {
        assertThat(quarter(new Bucketing.Flagd("fractional-flag"), 1, key)).isEqualTo(expected);
    }

    /// A namespace of GrowthBook is a group by version 1 of its hash, with two underscores before
    /// the name; user-1 is at 0.62 of a namespace whose name and underscores make `my-exp`.
    @Test
    void aRangeOfANamespaceIsASlot() {
        var namespace =
                new ExclusionGroup(
                        "namespace",
                        new Bucketing.GrowthBook(1, "my-exp"),
                        List.of(
                                new ExclusionGroup.Slot("first", 0.62),
                                new ExclusionGroup.Slot("second", 0.001),
                                new ExclusionGroup.Slot("third", 0.379)));
        Flag[] flags =
                List.of("first", "second", "third").stream()
                        .map(name ->
                                flag(
                                        name,
                                        everybody(
                                                "test", Flags.in("namespace", Flags.halves(name)))))
                        .toArray(Flag[]::new);
        var evaluator =
                Evaluator.of(new FlagSet(List.of(flags), List.of(), List.of(namespace), List.of()));
        assertThat(evaluator.evaluateAll(new Visitor("user-1"), NOON))
                .filteredOn(outcome -> outcome.reason() instanceof Reason.Divided)
                .extracting(Outcome::flag)
                .containsExactly("second");
    }

    /// `-` for whom the campaign does not take.
    private static String quarter(Bucketing by, double coverage, String key) {
        var split = Flags.split("campaign", by, Ramp.of(coverage), "a", "b", "c", "d");
        return Optional.of(Flags.of(flag("flag", everybody("test", split))))
                .flatMap(evaluator -> evaluator.evaluate("flag", new Visitor(key), NOON))
                .filter(outcome -> outcome.reason() instanceof Reason.Divided)
                .map(Outcome::variation)
                .orElse("-");
    }
}
