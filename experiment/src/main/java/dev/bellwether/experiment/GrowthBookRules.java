package dev.bellwether.experiment;

import dev.bellwether.statistics.Bucketing;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// A flag as a feature of GrowthBook. Its namespaces hash by version 1 with the seed `__NAME`, so a
/// group with that very hash is one. Holdouts and the hashes of others are not in its language.
final class GrowthBookRules {
    private static final String NAMESPACE = "__";

    private final FlagSet set;
    private final Instant now;
    private final GrowthBookConditions conditions;

    GrowthBookRules(FlagSet set, Instant now) {
        this.set = set;
        this.now = now;
        this.conditions = new GrowthBookConditions(set);
    }

    Object feature(Flag flag) throws Inexpressible {
        String standard = flag.on() ? flag.otherwise() : flag.off();
        Map<String, Object> feature = new LinkedHashMap<>();
        feature.put("defaultValue", value(flag, standard));
        List<Object> rules = new ArrayList<>();
        if (flag.on()) {
            for (Rule rule : flag.rules()) {
                if (rule.window().contains(now)) {
                    rules.add(rule(flag, rule));
                }
            }
        }
        feature.put("rules", rules);
        return feature;
    }

    private Object rule(Flag flag, Rule rule) throws Inexpressible {
        Map<String, Object> said = new LinkedHashMap<>();
        said.put("id", rule.name());
        Map<String, Object> condition = conditions.of(rule.when());
        if (!condition.isEmpty()) {
            said.put("condition", condition);
        }
        switch (rule.serve()) {
            case Serving.Fixed(String variation) -> said.put("force", value(flag, variation));
            case Serving.Split split -> divide(said, flag, split);
        }
        return said;
    }

    private void divide(Map<String, Object> said, Flag flag, Serving.Split split)
            throws Inexpressible {
        if (!(split.by() instanceof Bucketing.GrowthBook(int version, String seed))) {
            throw new Inexpressible(
                    "campaign "
                            + split.campaign()
                            + " has the hash "
                            + split.by().getClass().getSimpleName());
        }
        boolean isHeld =
                set.holdouts().stream()
                        .anyMatch(one ->
                                one.window().contains(now)
                                        && (one.campaigns().isEmpty()
                                                || one.campaigns().contains(split.campaign())));
        if (isHeld) {
            throw new Inexpressible("a holdout keeps visitors out of " + split.campaign());
        }
        List<Object> variations = new ArrayList<>();
        for (Serving.Share share : split.shares()) {
            variations.add(value(flag, share.variation()));
        }
        said.put("key", split.campaign());
        said.put("variations", variations);
        said.put("weights", split.shares().stream().map(Serving.Share::share).toList());
        said.put("coverage", split.coverage().at(now));
        said.put("seed", seed);
        said.put("hashVersion", version);
        said.put("hashAttribute", GrowthBookConditions.name(split.unit().orElse(Visitor.KEY)));
        said.put(
                "meta",
                split.shares().stream().map(one -> Map.of("key", one.variation())).toList());
        if (split.group().isPresent()) {
            said.put("namespace", namespace(split.campaign(), split.group().get()));
        }
    }

    private List<Object> namespace(String campaign, String name) throws Inexpressible {
        for (ExclusionGroup group : set.groups()) {
            if (group.name().equals(name)
                    && group.by() instanceof Bucketing.GrowthBook(int version, String seed)
                    && version == 1
                    && seed.startsWith(NAMESPACE)) {
                return slot(group, seed.substring(NAMESPACE.length()), campaign);
            }
        }
        throw new Inexpressible(
                "the group "
                        + name
                        + " does not have GrowthBook's hash, version 1, with the seed __ and a name");
    }

    /// The same sums as in [Bucketing.Shares].
    private static List<Object> slot(ExclusionGroup group, String namespace, String campaign) {
        double begin = 0;
        for (ExclusionGroup.Slot slot : group.slots()) {
            if (slot.campaign().equals(campaign)) {
                double end = begin + slot.share();
                return List.of(namespace, begin, end > 1 - 1e-9 ? 1.0 : end);
            }
            begin += slot.share();
        }
        throw new IllegalStateException(campaign + " has no slot");
    }

    static Object value(Flag flag, String variation) {
        return flag.variations().stream()
                .filter(one -> one.name().equals(variation))
                .map(one -> PlainValue.of(one.value()))
                .findFirst()
                .orElseThrow();
    }
}
