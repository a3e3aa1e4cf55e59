package dev.bellwether.experiment;

import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.BiConsumer;

/// What must be true of a flag. Pure.
///
/// @param campaigns told of each campaign, with its path
record FlagRules(
        Faults faults, ConditionRules conditions, BiConsumer<String, Serving.Split> campaigns) {
    private static final int MOST_VARIATIONS = 100;
    private static final int MOST_RULES = 100;
    private static final int MOST_STEPS = 100;

    void flag(String path, Flag flag) {
        boolean fits =
                faults.size(path + ".variations", flag.variations(), 1, MOST_VARIATIONS)
                        & faults.size(path + ".rules", flag.rules(), 0, MOST_RULES);
        if (!fits) {
            return;
        }
        variations(path + ".variations", flag.variations());
        List<String> names = flag.variations().stream().map(Variation::name).toList();
        variation(path + ".off", flag.off(), names);
        variation(path + ".otherwise", flag.otherwise(), names);
        Set<String> rules = new HashSet<>();
        for (int i = 0; i < flag.rules().size(); i++) {
            Rule rule = flag.rules().get(i);
            String at = path + ".rules[" + i + "]";
            faults.name(at + ".name", rule.name());
            faults.unique(at + ".name", rule.name(), rules, "a rule of this flag");
            faults.window(at + ".window.until", rule.window());
            conditions.condition(at + ".when", rule.when());
            switch (rule.serve()) {
                case Serving.Fixed(String variation) ->
                        variation(at + ".serve.variation", variation, names);
                case Serving.Split split -> split(at + ".serve", split, names);
            }
        }
    }

    private void variations(String path, List<Variation> variations) {
        Set<String> names = new HashSet<>();
        Class<?> kind = variations.getFirst().value().getClass();
        for (int i = 0; i < variations.size(); i++) {
            Variation variation = variations.get(i);
            String at = path + "[" + i + "]";
            faults.name(at + ".name", variation.name());
            faults.unique(at + ".name", variation.name(), names, "a variation of this flag");
            faults.require(
                    variation.value().getClass() == kind,
                    at + ".value",
                    "'"
                            + variation.value().getClass().getSimpleName()
                            + "' is its kind; all variations of a flag are of one kind, here '"
                            + kind.getSimpleName()
                            + "'");
            ConditionRules.value(faults, at + ".value", variation.value());
        }
    }

    private void variation(String path, String name, List<String> names) {
        faults.known(path, name, names, "a variation of this flag");
    }

    private void split(String path, Serving.Split split, List<String> names) {
        faults.name(path + ".campaign", split.campaign());
        campaigns.accept(path + ".campaign", split);
        HashRules.hash(faults, path + ".by", split.by());
        split.unit().ifPresent(unit -> faults.length(path + ".unit", unit, 200));
        if (faults.size(path + ".shares", split.shares(), 1, MOST_VARIATIONS)) {
            shares(path + ".shares", split, names);
        }
        if (faults.size(path + ".coverage.steps", split.coverage().steps(), 0, MOST_STEPS)) {
            ramp(path + ".coverage", split);
        }
    }

    private void shares(String path, Serving.Split split, List<String> names) {
        Set<String> before = new HashSet<>();
        for (int i = 0; i < split.shares().size(); i++) {
            Serving.Share share = split.shares().get(i);
            String at = path + "[" + i + "]";
            variation(at + ".variation", share.variation(), names);
            faults.unique(at + ".variation", share.variation(), before, "a share of this campaign");
            faults.share(at + ".share", share.share());
        }
        double[] parts = split.shares().stream().mapToDouble(Serving.Share::share).toArray();
        double sum = split.shares().stream().mapToDouble(Serving.Share::share).sum();
        faults.require(
                Math.abs(sum - 1) <= 1e-9,
                path,
                "'"
                        + sum
                        + "' is their sum; it is 1, and 'coverage' says how many visitors take part");
        HashRules.shares(faults, path, split.by(), parts);
    }

    private void ramp(String path, Serving.Split split) {
        Ramp ramp = split.coverage();
        coverage(path + ".first", split, ramp.first());
        Instant before = Instant.MIN;
        for (int i = 0; i < ramp.steps().size(); i++) {
            Ramp.Step step = ramp.steps().get(i);
            String at = path + ".steps[" + i + "]";
            coverage(at + ".coverage", split, step.coverage());
            faults.require(
                    step.at().isAfter(before),
                    at + ".at",
                    "'" + step.at() + "' is not after the step before it");
            before = step.at();
        }
    }

    private void coverage(String path, Serving.Split split, double coverage) {
        faults.share(path, coverage);
        HashRules.coverage(faults, path, split.by(), coverage);
    }
}
