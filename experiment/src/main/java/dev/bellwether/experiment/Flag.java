package dev.bellwether.experiment;

import java.util.List;

/// A switch in a program, turned here.
///
/// @param key what programs ask for; unique within the set
/// @param on the kill switch: a flag that is not on serves `off` to everybody, at once
/// @param variations at least one
/// @param off the variation that is served when the flag is not on
/// @param rules in their order; the first that takes the visitor decides
/// @param otherwise the variation for whom no rule takes, and for whom a holdout keeps out
public record Flag(
        String key,
        boolean on,
        List<Variation> variations,
        String off,
        List<Rule> rules,
        String otherwise) {
    public Flag {
        variations = List.copyOf(variations);
        rules = List.copyOf(rules);
    }

    /// The same, switched on or off.
    public Flag turned(boolean to) {
        return new Flag(key, to, variations, off, rules, otherwise);
    }
}
