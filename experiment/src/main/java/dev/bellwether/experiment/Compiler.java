package dev.bellwether.experiment;

import dev.bellwether.experiment.Explanation.Said;
import dev.bellwether.statistics.Bucketing;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Makes a legal [FlagSet] ready: names become what they name, and all that can be said is made
/// once.
final class Compiler {
    private final Map<String, Criterion> segments;
    private final Map<String, ExclusionGroup> groups;
    private final List<Holdout> holdouts;

    /// The outcomes of the flag that is being made.
    private final List<Outcome> made = new ArrayList<>();

    private Compiler(FlagSet set) {
        this.segments =
                set.segments().stream()
                        .collect(
                                Collectors.toMap(
                                        Segment::name,
                                        segment -> Criterion.of(segment.when(), Map.of())));
        this.groups =
                set.groups().stream()
                        .collect(Collectors.toMap(ExclusionGroup::name, Function.identity()));
        this.holdouts = set.holdouts();
    }

    /// By key, in the order of the set.
    static Map<String, CompiledFlag> compile(FlagSet set) {
        var compiler = new Compiler(set);
        Map<String, CompiledFlag> flags = LinkedHashMap.newLinkedHashMap(set.flags().size());
        set.flags().forEach(flag -> flags.put(flag.key(), compiler.flag(flag)));
        return flags;
    }

    private CompiledFlag flag(Flag flag) {
        made.clear();
        List<CompiledRule> rules =
                flag.on()
                        ? flag.rules().stream().map(rule -> rule(flag, rule)).toList()
                        : List.of();
        Outcome otherwise =
                flag.on()
                        ? outcome(flag, flag.otherwise(), new Reason.Otherwise())
                        : outcome(flag, flag.off(), new Reason.SwitchedOff());
        return new CompiledFlag(rules, otherwise, List.copyOf(made));
    }

    private CompiledRule rule(Flag flag, Rule rule) {
        return new CompiledRule(
                rule.name(), rule.window(), Criterion.of(rule.when(), segments), takes(flag, rule));
    }

    private CompiledRule.Takes takes(Flag flag, Rule rule) {
        return switch (rule.serve()) {
            case Serving.Fixed(String variation) -> {
                Turn turn =
                        new Turn(
                                Said.TAKEN,
                                outcome(flag, variation, new Reason.Targeted(rule.name())));
                yield (visitor, now) -> turn;
            }
            case Serving.Split split -> division(flag, rule, split)::turn;
        };
    }

    private Division division(Flag flag, Rule rule, Serving.Split split) {
        return new Division(
                split.unit().map(AttributePath::new),
                split.by(),
                phases(split),
                split.group().map(group -> place(split.campaign(), group)),
                holdouts.stream()
                        .filter(holdout -> concerns(holdout, split.campaign()))
                        .map(holdout -> barrier(flag, rule, split.campaign(), holdout))
                        .toList(),
                split.shares().stream()
                        .map(share ->
                                new Turn(
                                        Said.TAKEN,
                                        outcome(
                                                flag,
                                                share.variation(),
                                                new Reason.Divided(rule.name(), split.campaign()))))
                        .toList());
    }

    private static List<Division.Phase> phases(Serving.Split split) {
        double[] parts = split.shares().stream().mapToDouble(Serving.Share::share).toArray();
        return Stream.concat(
                        Stream.of(new Ramp.Step(Instant.MIN, split.coverage().first())),
                        split.coverage().steps().stream())
                .map(step ->
                        new Division.Phase(step.at(), new Bucketing.Shares(step.coverage(), parts)))
                .toList();
    }

    private Division.Place place(String campaign, String name) {
        ExclusionGroup group = Objects.requireNonNull(groups.get(name), name);
        List<String> campaigns = group.slots().stream().map(ExclusionGroup.Slot::campaign).toList();
        double[] parts = group.slots().stream().mapToDouble(ExclusionGroup.Slot::share).toArray();
        return new Division.Place(
                group.by(), new Bucketing.Shares(1, parts), campaigns.indexOf(campaign));
    }

    private static boolean concerns(Holdout holdout, String campaign) {
        return holdout.campaigns().isEmpty() || holdout.campaigns().contains(campaign);
    }

    private Division.Barrier barrier(Flag flag, Rule rule, String campaign, Holdout holdout) {
        var reason = new Reason.HeldOut(rule.name(), campaign, holdout.name());
        return new Division.Barrier(
                holdout.by(),
                new Bucketing.Shares(1, holdout.share(), 1 - holdout.share()),
                holdout.window(),
                new Turn(Said.HELD_OUT, outcome(flag, flag.otherwise(), reason)));
    }

    private Outcome outcome(Flag flag, String name, Reason reason) {
        Optional<Variation> variation =
                flag.variations().stream().filter(one -> one.name().equals(name)).findFirst();
        var outcome = new Outcome(flag.key(), name, variation.orElseThrow().value(), reason);
        made.add(outcome);
        return outcome;
    }
}
