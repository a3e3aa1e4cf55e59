package dev.bellwether.experiment;

import static dev.bellwether.experiment.Flags.NOON;
import static org.assertj.core.api.Assertions.assertThat;

import dev.bellwether.statistics.Bucketing;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

/// Seeded random sets and visitors: what is made ready says what the records say, read word for
/// word without anything made ready.
class EvaluationIsThatOfThePlainReadingTest {
    private static final List<String> LETTERS = List.of("a", "b", "c", "d");

    @Test
    void inAThousandWorlds() {
        int[] reasons = new int[5];
        for (int seed = 0; seed < 1_000; seed++) {
            var world = new World(new Random(seed));
            Evaluator evaluator = Evaluator.of(world.set);
            for (int i = 0; i < 20; i++) {
                Visitor visitor = world.visitor();
                Instant now = world.instant();
                for (Flag flag : world.set.flags()) {
                    Outcome plain = new PlainReading(world.set).outcome(flag, visitor, now);
                    String told = "seed " + seed + ", " + visitor + " at " + now + ", " + flag;
                    assertThat(evaluator.evaluate(flag.key(), visitor, now))
                            .as(told)
                            .hasValue(plain);
                    assertThat(evaluator.explain(flag.key(), visitor, now).orElseThrow().outcome())
                            .as(told)
                            .isEqualTo(plain);
                    reasons[kind(plain.reason())]++;
                }
            }
        }
        assertThat(Arrays.stream(reasons).min().orElse(0))
                .as("each reason is met often")
                .isGreaterThan(500);
    }

    private static int kind(Reason reason) {
        return switch (reason) {
            case Reason.SwitchedOff r -> 0;
            case Reason.Targeted r -> 1;
            case Reason.Divided r -> 2;
            case Reason.HeldOut r -> 3;
            case Reason.Otherwise r -> 4;
        };
    }

    /// A set of up to four flags with up to four rules each, two segments, a group and holdouts.
    private static final class World {
        private final Random random;
        private final List<ExclusionGroup.Slot> slots = new ArrayList<>();
        private final FlagSet set;

        World(Random random) {
            this.random = random;
            List<Flag> flags = new ArrayList<>();
            for (int i = 0; i <= random.nextInt(4); i++) {
                flags.add(flag("flag-" + i));
            }
            slots.add(new ExclusionGroup.Slot("free", 0.05));
            this.set =
                    new FlagSet(
                            flags,
                            List.of(
                                    new Segment("s0", attribute()),
                                    new Segment("s1", new Condition.Not(attribute()))),
                            List.of(new ExclusionGroup("g", new Bucketing.Ours("g"), slots)),
                            List.of(
                                    new Holdout(
                                            "h0",
                                            new Bucketing.Ours("h0"),
                                            0.2,
                                            window(),
                                            Set.of()),
                                    new Holdout(
                                            "h1",
                                            new Bucketing.GrowthBook(2, "h1"),
                                            0.1,
                                            Window.ALWAYS,
                                            Set.copyOf(campaigns(flags)))));
        }

        private static List<String> campaigns(List<Flag> flags) {
            return flags.stream()
                    .flatMap(flag -> flag.rules().stream())
                    .map(Rule::serve)
                    .filter(Serving.Split.class::isInstance)
                    .map(serve -> ((Serving.Split) serve).campaign())
                    .limit(1)
                    .toList();
        }

        private Flag flag(String key) {
            List<Rule> rules = new ArrayList<>();
            for (int i = 0; i < random.nextInt(5); i++) {
                rules.add(new Rule("rule-" + i, condition(3), window(), serving(key + "-" + i)));
            }
            return new Flag(key, random.nextInt(8) > 0, Flags.letters(), letter(), rules, letter());
        }

        private Serving serving(String campaign) {
            if (random.nextInt(3) == 0) {
                return new Serving.Fixed(letter());
            }
            Bucketing by =
                    switch (random.nextInt(4)) {
                        case 0 -> new Bucketing.GrowthBook(1, campaign);
                        case 1 -> new Bucketing.Kameleoon("7", campaign, "");
                        case 2 -> new Bucketing.Optimizely(campaign);
                        default -> new Bucketing.Ours(campaign);
                    };
            Ramp ramp =
                    new Ramp(
                            random.nextDouble(),
                            List.of(new Ramp.Step(instant(), random.nextDouble())));
            double part = random.nextDouble();
            boolean grouped = random.nextInt(3) == 0 && slots.size() < 9;
            if (grouped) {
                slots.add(new ExclusionGroup.Slot(campaign, 0.1));
            }
            return new Serving.Split(
                    campaign,
                    by,
                    grouped || random.nextInt(3) > 0 ? Optional.empty() : Optional.of("team"),
                    ramp,
                    List.of(new Serving.Share("c", part), new Serving.Share("b", 1 - part)),
                    grouped ? Optional.of("g") : Optional.empty());
        }

        private Condition condition(int depth) {
            return switch (random.nextInt(depth > 0 ? 8 : 4)) {
                case 0, 1 -> attribute();
                case 2 -> new Condition.InSegment("s" + random.nextInt(2));
                case 4 -> new Condition.All(List.of(condition(depth - 1), condition(depth - 1)));
                case 5 -> new Condition.Any(List.of(condition(depth - 1), condition(depth - 1)));
                case 6 -> new Condition.Not(condition(depth - 1));
                default -> Condition.EVERYBODY;
            };
        }

        private Condition attribute() {
            return random.nextBoolean()
                    ? new Condition.Attribute(
                            "team",
                            new Match.OneOf(
                                    List.of(new Value.Text(letter()), new Value.Text(letter()))))
                    : new Condition.Attribute(
                            "age", new Match.Compared(Match.Order.LESS, random.nextInt(100)));
        }

        private Window window() {
            return switch (random.nextInt(4)) {
                case 0 -> new Window(Optional.of(instant()), Optional.empty());
                case 1 -> new Window(Optional.empty(), Optional.of(instant()));
                default -> Window.ALWAYS;
            };
        }

        private Instant instant() {
            return NOON.plusSeconds(random.nextInt(100));
        }

        private String letter() {
            return LETTERS.get(random.nextInt(4));
        }

        private Visitor visitor() {
            Map<String, Value> attributes = new HashMap<>();
            if (random.nextInt(4) > 0) {
                attributes.put("team", new Value.Text(letter()));
            }
            if (random.nextInt(4) > 0) {
                attributes.put("age", new Value.Figure(random.nextInt(100)));
            }
            return new Visitor(
                    random.nextInt(20) == 0 ? "" : "v" + random.nextInt(1_000), attributes);
        }
    }

    /// The specification, as slow as it is plain.
    private record PlainReading(FlagSet set) {
        Outcome outcome(Flag flag, Visitor visitor, Instant now) {
            if (!flag.on()) {
                return told(flag, flag.off(), new Reason.SwitchedOff());
            }
            for (Rule rule : flag.rules()) {
                if (within(rule.window(), now) && holds(rule.when(), visitor)) {
                    Optional<Outcome> outcome =
                            switch (rule.serve()) {
                                case Serving.Fixed(String variation) ->
                                        Optional.of(
                                                told(
                                                        flag,
                                                        variation,
                                                        new Reason.Targeted(rule.name())));
                                case Serving.Split split ->
                                        divided(flag, rule, split, visitor, now);
                            };
                    if (outcome.isPresent()) {
                        return outcome.get();
                    }
                }
            }
            return told(flag, flag.otherwise(), new Reason.Otherwise());
        }

        private Optional<Outcome> divided(
                Flag flag, Rule rule, Serving.Split split, Visitor visitor, Instant now) {
            String key =
                    split.unit().isEmpty()
                            ? visitor.key()
                            : visitor.attributes().get(split.unit().get())
                                            instanceof Value.Text(String text)
                                    ? text
                                    : "";
            if (key.isEmpty() || (split.group().isPresent() && !given(split, key))) {
                return Optional.empty();
            }
            double coverage = split.coverage().first();
            for (Ramp.Step step : split.coverage().steps()) {
                coverage = now.isBefore(step.at()) ? coverage : step.coverage();
            }
            double[] parts = split.shares().stream().mapToDouble(Serving.Share::share).toArray();
            int chosen = split.by().choose(key, new Bucketing.Shares(coverage, parts));
            if (chosen == Bucketing.NONE) {
                return Optional.empty();
            }
            for (Holdout holdout : set.holdouts()) {
                boolean concerned =
                        holdout.campaigns().isEmpty()
                                || holdout.campaigns().contains(split.campaign());
                var share = new Bucketing.Shares(holdout.share(), 1);
                if (concerned
                        && within(holdout.window(), now)
                        && holdout.by().choose(key, share) == 0) {
                    return Optional.of(
                            told(
                                    flag,
                                    flag.otherwise(),
                                    new Reason.HeldOut(
                                            rule.name(), split.campaign(), holdout.name())));
                }
            }
            return Optional.of(
                    told(
                            flag,
                            split.shares().get(chosen).variation(),
                            new Reason.Divided(rule.name(), split.campaign())));
        }

        private boolean given(Serving.Split split, String key) {
            ExclusionGroup group = set.groups().getFirst();
            double[] parts =
                    group.slots().stream().mapToDouble(ExclusionGroup.Slot::share).toArray();
            int slot = group.by().choose(key, new Bucketing.Shares(1, parts));
            return slot != Bucketing.NONE
                    && group.slots().get(slot).campaign().equals(split.campaign());
        }

        private boolean holds(Condition condition, Visitor visitor) {
            return switch (condition) {
                case Condition.All(List<Condition> of) ->
                        of.stream().allMatch(one -> holds(one, visitor));
                case Condition.Any(List<Condition> of) ->
                        of.stream().anyMatch(one -> holds(one, visitor));
                case Condition.Not(Condition not) -> !holds(not, visitor);
                case Condition.InSegment(String name) ->
                        set.segments().stream()
                                .filter(segment -> segment.name().equals(name))
                                .allMatch(segment -> holds(segment.when(), visitor));
                case Condition.Attribute(String name, Match.OneOf(List<Value> values)) ->
                        values.stream().anyMatch(one -> one.equals(visitor.attributes().get(name)));
                case Condition.Attribute(String name, Match.Compared(Match.Order o, double to)) ->
                        visitor.attributes().get(name) instanceof Value.Figure(double age)
                                && age < to;
                case Condition.Attribute a -> throw new AssertionError(a);
            };
        }

        private static boolean within(Window window, Instant now) {
            return !window.from().orElse(Instant.MIN).isAfter(now)
                    && window.until().orElse(Instant.MAX).isAfter(now);
        }

        private static Outcome told(Flag flag, String variation, Reason reason) {
            return new Outcome(flag.key(), variation, new Value.Text(variation), reason);
        }
    }
}
