package dev.bellwether.experiment;

import dev.bellwether.statistics.Bucketing;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// A flag as a toggle of Unleash: each rule is a strategy with variants of its own, and the first
/// that takes the visitor decides there too. A flag of true and false is the toggle itself, which
/// cannot be false for some whom a strategy takes.
final class UnleashRules {
    private static final int WHOLE = 1_000;

    private final FlagSet set;
    private final Instant now;
    private final UnleashConstraints constraints;

    UnleashRules(FlagSet set, Instant now) {
        this.set = set;
        this.now = now;
        this.constraints = new UnleashConstraints(set);
    }

    Object feature(Flag flag) throws Inexpressible {
        List<Object> strategies = new ArrayList<>();
        if (flag.on()) {
            for (Rule rule : flag.rules()) {
                if (rule.window().contains(now)) {
                    add(strategies, flag, rule);
                }
            }
        }
        String rest = flag.on() ? flag.otherwise() : flag.off();
        if (isServed(flag, rest)) {
            strategies.add(strategy("default", Map.of(), List.of(), whole(flag, rest)));
        }
        Map<String, Object> feature = new LinkedHashMap<>();
        feature.put("name", flag.key());
        feature.put("type", "release");
        feature.put("enabled", !strategies.isEmpty());
        feature.put("stale", false);
        feature.put("impressionData", false);
        feature.put("strategies", strategies);
        feature.put("variants", List.of());
        return feature;
    }

    private void add(List<Object> strategies, Flag flag, Rule rule) throws Inexpressible {
        for (List<Object> one : constraints.of(rule.when())) {
            switch (rule.serve()) {
                case Serving.Fixed(String variation) -> {
                    if (!isServed(flag, variation)) {
                        throw new Inexpressible(
                                "rule "
                                        + rule.name()
                                        + " serves false, and a strategy can only switch on");
                    }
                    strategies.add(strategy("default", Map.of(), one, whole(flag, variation)));
                }
                case Serving.Split split -> strategies.add(rollout(flag, rule, split, one));
            }
        }
    }

    private Object rollout(Flag flag, Rule rule, Serving.Split split, List<Object> one)
            throws Inexpressible {
        if (!(split.by() instanceof Bucketing.Unleash(String group, String variants))
                || !group.equals(variants)) {
            throw new Inexpressible(
                    "campaign "
                            + split.campaign()
                            + " does not have Unleash's hash with one group for rollout and"
                            + " variants");
        }
        boolean isHeld =
                set.holdouts().stream()
                        .anyMatch(holdout ->
                                holdout.window().contains(now)
                                        && (holdout.campaigns().isEmpty()
                                                || holdout.campaigns().contains(split.campaign())));
        if (isHeld || split.group().isPresent()) {
            throw new Inexpressible(
                    "campaign " + split.campaign() + " has an exclusion group or a holdout");
        }
        String stickiness = UnleashConstraints.name(split.unit().orElse(Visitor.KEY));
        List<Object> shares = new ArrayList<>();
        for (Serving.Share share : split.shares()) {
            if (!isServed(flag, share.variation())) {
                throw new Inexpressible(
                        "campaign "
                                + split.campaign()
                                + " serves false to some, and a strategy can only switch on");
            }
            shares.add(
                    variant(
                            flag,
                            share.variation(),
                            (int) Math.rint(share.share() * WHOLE),
                            stickiness));
        }
        Map<String, Object> parameters = new LinkedHashMap<>();
        parameters.put("rollout", "" + Math.round(split.coverage().at(now) * 100));
        parameters.put("stickiness", stickiness);
        parameters.put("groupId", group);
        return strategy("flexibleRollout", parameters, one, shares);
    }

    /// Whether it switches the toggle on; false for the value false alone.
    private static boolean isServed(Flag flag, String variation) {
        return !(GrowthBookRules.value(flag, variation) instanceof Boolean truth) || truth;
    }

    private static Object strategy(
            String name,
            Map<String, Object> parameters,
            List<Object> constraints,
            Object variants) {
        Map<String, Object> strategy = new LinkedHashMap<>();
        strategy.put("name", name);
        strategy.put("parameters", parameters);
        strategy.put("constraints", constraints);
        strategy.put("variants", variants);
        return strategy;
    }

    private static List<Object> whole(Flag flag, String variation) {
        return List.of(variant(flag, variation, WHOLE, "default"));
    }

    private static Object variant(Flag flag, String variation, int weight, String stickiness) {
        Object value = GrowthBookRules.value(flag, variation);
        String type =
                switch (value) {
                    case Number n -> "number";
                    case String s -> "string";
                    default -> "json";
                };
        Map<String, Object> variant = new LinkedHashMap<>();
        variant.put("name", variation);
        variant.put("weight", weight);
        variant.put("weightType", "variable");
        variant.put("stickiness", stickiness);
        variant.put(
                "payload",
                Map.of(
                        "type",
                        type,
                        "value",
                        value instanceof String text ? text : SetJson.write(value)));
        return variant;
    }
}
