package dev.bellwether.experiment;

import static dev.bellwether.experiment.Flags.NOON;
import static dev.bellwether.experiment.Flags.attribute;
import static dev.bellwether.experiment.Flags.everybody;
import static dev.bellwether.experiment.Flags.fixed;
import static dev.bellwether.experiment.Flags.flag;
import static dev.bellwether.experiment.Flags.halves;
import static dev.bellwether.experiment.Flags.in;
import static dev.bellwether.experiment.Flags.is;
import static dev.bellwether.experiment.Flags.set;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.bellwether.experiment.ExclusionGroup.Slot;
import dev.bellwether.experiment.Match.Order;
import dev.bellwether.model.InvalidInput;
import dev.bellwether.statistics.Bucketing;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class AWrongSetIsToldAtOnceTest {
    static Stream<Arguments> wrong() {
        Flag plain = flag("f");
        return Stream.of(
                row(set(flag("a flag")), "flags.a flag", "'a flag' is not 1 to 200 of"),
                row(set(plain, plain), "flags.f", "'f' names a flag already"),
                row(
                        set(flag("f", fixed("r", Condition.EVERYBODY, "bb"))),
                        "flags.f.rules[0].serve.variation",
                        "'bb' is not a variation of this flag; did you mean 'b'?"),
                row(
                        set(new Flag("f", true, List.of(), "a", List.of(), "a")),
                        "flags.f.variations",
                        "'0' are given; allowed: 1 to 100"),
                row(
                        set(new Flag("f", true, Flags.letters(), "off", List.of(), "a")),
                        "flags.f.off",
                        "'off' is not a variation"),
                row(
                        set(
                                new Flag(
                                        "f",
                                        true,
                                        List.of(
                                                new Variation("a", new Value.Truth(true)),
                                                new Variation("b", new Value.Text("true"))),
                                        "a",
                                        List.of(),
                                        "a")),
                        "flags.f.variations[1].value",
                        "'Text' is its kind; all variations of a flag are of one kind"),
                row(
                        rule(
                                new Rule(
                                        "r",
                                        Condition.EVERYBODY,
                                        new Window(Optional.of(NOON), Optional.of(NOON)),
                                        new Serving.Fixed("a"))),
                        "flags.f.rules[0].window.until",
                        "'2026-03-01T12:00:00Z' is not after the beginning"),
                row(
                        rule(
                                everybody(
                                        "r",
                                        new Serving.Split(
                                                "c",
                                                new Bucketing.Ours("s"),
                                                Optional.empty(),
                                                Ramp.ALL,
                                                List.of(
                                                        new Serving.Share("a", 0.5),
                                                        new Serving.Share("b", 0.4)),
                                                Optional.empty()))),
                        "flags.f.rules[0].serve.shares",
                        "'0.9' is their sum; it is 1"),
                row(
                        split(new Bucketing.Ours(""), Ramp.ALL),
                        "flags.f.rules[0].serve.by.salt",
                        "'' has 0 characters; allowed: 1 to 200"),
                row(
                        split(new Bucketing.Ours("s"), Ramp.of(1.5)),
                        "flags.f.rules[0].serve.coverage.first",
                        "'1.5' is not from 0 to 1"),
                row(
                        split(new Bucketing.Ours("s"), Ramp.of(Double.NaN)),
                        "flags.f.rules[0].serve.coverage.first",
                        "'NaN' is not from 0 to 1"),
                row(
                        split(
                                new Bucketing.Ours("s"),
                                new Ramp(
                                        0,
                                        List.of(
                                                new Ramp.Step(NOON, 0.1),
                                                new Ramp.Step(NOON, 0.2)))),
                        "flags.f.rules[0].serve.coverage.steps[1].at",
                        "is not after the step before it"),
                row(
                        split(new Bucketing.Flagd("f"), Ramp.of(0.5)),
                        "flags.f.rules[0].serve.coverage.first",
                        "flagd covers all"),
                row(
                        split(new Bucketing.Unleash("g", "g"), Ramp.of(0.125)),
                        "flags.f.rules[0].serve.coverage.first",
                        "Unleash covers whole percents"),
                row(
                        set(
                                flag(
                                        "f",
                                        everybody(
                                                "r",
                                                Flags.split(
                                                        "c",
                                                        new Bucketing.Unleash("g", "g"),
                                                        Ramp.ALL,
                                                        "a",
                                                        "b",
                                                        "c")))),
                        "flags.f.rules[0].serve.shares",
                        "Unleash divides all into thousandths"),
                row(
                        set(
                                flag("f", everybody("r", halves("c"))),
                                flag("g", everybody("r", halves("c")))),
                        "flags.g.rules[0].serve.campaign",
                        "'c' names a campaign of another rule already"),
                row(
                        rule(everybody("r", in("colors", halves("c")))),
                        "flags.f.rules[0].serve.group",
                        "'colors' is not an exclusion group"),
                row(
                        grouped(in("g", halves("c")), new Slot("other", 1)),
                        "groups.g.slots",
                        "'c' names this group and has no slot in it"),
                row(
                        grouped(halves("c"), new Slot("c", 1)),
                        "groups.g.slots[0].campaign",
                        "'c' does not name this group"),
                row(
                        grouped(in("g", halves("c")), new Slot("c", 0.7), new Slot("d", 0.7)),
                        "groups.g.slots",
                        "'1.4' is the sum of the shares; at most 1"),
                row(
                        new FlagSet(
                                List.of(
                                        flag(
                                                "f",
                                                everybody("r", in("g", halves("c"))),
                                                everybody(
                                                        "q",
                                                        in("g", Flags.unit("team", halves("d")))))),
                                List.of(),
                                List.of(group(new Slot("c", 0.5), new Slot("d", 0.5))),
                                List.of()),
                        "groups.g",
                        "assign by different units"),
                row(
                        heldOut(new Bucketing.Ours("c"), Set.of()),
                        "holdouts.h.by",
                        "is the hash of campaign c too; give it one of its own"),
                row(
                        heldOut(new Bucketing.Ours("h"), Set.of("cc")),
                        "holdouts.h.campaigns",
                        "'cc' is not a campaign of a flag; did you mean 'c'?"),
                row(
                        when(new Condition.InSegment("germans")),
                        "flags.f.rules[0].when",
                        "'germans' is not a segment"),
                row(
                        new FlagSet(
                                List.of(),
                                List.of(new Segment("s", new Condition.InSegment("s"))),
                                List.of(),
                                List.of()),
                        "segments.s.when",
                        "'s' is a segment, and a segment names no other"),
                row(
                        when(attribute("a", new Match.Pattern("(a"))),
                        "flags.f.rules[0].when.match.pattern",
                        "'(a' is not a pattern: missing closing )"),
                row(
                        when(attribute("a", new Match.Versioned(Order.LESS, "two"))),
                        "flags.f.rules[0].when.match.to",
                        "'two' is not a version such as 2.10.1"),
                row(
                        when(attribute("a", new Match.Compared(Order.LESS, Double.NaN))),
                        "flags.f.rules[0].when.match.to",
                        "'NaN' is not a finite figure"),
                row(
                        when(
                                attribute(
                                        "a",
                                        new Match.OneOf(List.of(new Value.Several(List.of()))))),
                        "flags.f.rules[0].when.match.values",
                        "holds a list or a structure"),
                row(when(deep(12)), "flags.f.rules[0].when" + ".not".repeat(10), "10 deep"));
    }

    @ParameterizedTest
    @MethodSource("wrong")
    void atItsPlaceWithTheValueAndTheRemedy(FlagSet set, String path, String message) {
        List<InvalidInput.Problem> problems = problems(set);
        assertThat(problems)
                .anySatisfy(problem -> {
                    assertThat(problem.field()).isEqualTo(path);
                    assertThat(problem.message()).contains(message);
                });
    }

    @Test
    void everythingThatIsWrongIsToldTogether() {
        FlagSet set =
                set(
                        new Flag(
                                "f",
                                true,
                                Flags.letters(),
                                "x",
                                List.of(fixed("r", is("", "a"), "y")),
                                "z"));
        assertThat(problems(set))
                .extracting(InvalidInput.Problem::field)
                .containsExactlyInAnyOrder(
                        "flags.f.off",
                        "flags.f.otherwise",
                        "flags.f.rules[0].when.name",
                        "flags.f.rules[0].serve.variation");
    }

    @Test
    void aThousandFaultsAreNotAThousandLines() {
        Flag[] flags = IntStream.range(0, 1_000).mapToObj(i -> flag("f " + i)).toArray(Flag[]::new);
        assertThat(problems(set(flags))).hasSize(100);
    }

    @Test
    void aNameOfAMegabyteIsToldInAFewWords() {
        assertThat(problems(set(flag("f".repeat(1_000_000)))))
                .allSatisfy(problem ->
                        assertThat(problem.field() + problem.message()).hasSizeLessThan(300));
    }

    private static List<InvalidInput.Problem> problems(FlagSet set) {
        InvalidInput refused = catchThrowableOfType(InvalidInput.class, () -> Evaluator.of(set));
        assertThat(refused).as("the set is refused").isNotNull();
        return refused.problems();
    }

    private static Arguments row(FlagSet set, String path, String message) {
        return Arguments.of(set, path, message);
    }

    private static FlagSet rule(Rule rule) {
        return set(flag("f", rule));
    }

    private static FlagSet when(Condition condition) {
        return rule(fixed("r", condition, "a"));
    }

    private static FlagSet split(Bucketing by, Ramp coverage) {
        return rule(everybody("r", Flags.split("c", by, coverage, "a", "b")));
    }

    private static ExclusionGroup group(Slot... slots) {
        return new ExclusionGroup("g", new Bucketing.Ours("g"), List.of(slots));
    }

    private static FlagSet grouped(Serving.Split split, Slot... slots) {
        return new FlagSet(
                List.of(flag("f", everybody("r", split))),
                List.of(),
                List.of(group(slots)),
                List.of());
    }

    private static FlagSet heldOut(Bucketing by, Set<String> campaigns) {
        return new FlagSet(
                List.of(flag("f", everybody("r", halves("c")))),
                List.of(),
                List.of(),
                List.of(new Holdout("h", by, 0.1, Window.ALWAYS, campaigns)));
    }

    private static Condition deep(int depth) {
        Condition condition = Condition.EVERYBODY;
        for (int i = 1; i < depth; i++) {
            condition = new Condition.Not(condition);
        }
        return condition;
    }
}
