package dev.bellwether.experiment;

import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;

/// Flags in the rule language of another system, for clients that evaluate by themselves: each
/// gives every visitor the variation that an [Evaluator] gives, or is left out and said so.
///
/// @param features by key: maps, lists and plain values, as JSON has them
/// @param leftOut why, by the key of the flag
public record Translation(Map<String, Object> features, Map<String, String> leftOut) {
    @FunctionalInterface
    private interface Language {
        Object feature(Flag flag) throws Inexpressible;
    }

    /// As GrowthBook's SDKs read it. What a schedule says is said for `now`.
    public static Translation growthBook(Collection<Flag> flags, FlagSet set, Instant now) {
        return of(flags, new GrowthBookRules(set, now)::feature);
    }

    /// As Unleash's clients read it. What a schedule says is said for `now`.
    public static Translation unleash(Collection<Flag> flags, FlagSet set, Instant now) {
        return of(flags, new UnleashRules(set, now)::feature);
    }

    private static Translation of(Collection<Flag> flags, Language language) {
        Map<String, Object> features = new LinkedHashMap<>();
        Map<String, String> leftOut = new LinkedHashMap<>();
        for (Flag flag : flags) {
            try {
                features.put(flag.key(), language.feature(flag));
            } catch (Inexpressible e) {
                leftOut.put(flag.key(), e.why());
            }
        }
        return new Translation(features, leftOut);
    }
}
