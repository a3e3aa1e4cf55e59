package dev.bellwether.experiment;

import dev.bellwether.statistics.Bucketing;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/// What tests set, in few words.
final class Flags {
    static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");

    private Flags() {}

    /// On, with variations `a` to `d`, whose values are their names; `d` is served otherwise, `a`
    /// when it is switched off.
    static Flag flag(String key, Rule... rules) {
        return new Flag(key, true, letters(), "a", List.of(rules), "d");
    }

    static List<Variation> letters() {
        return List.of("a", "b", "c", "d").stream()
                .map(name -> new Variation(name, new Value.Text(name)))
                .toList();
    }

    static Flag off(Flag flag) {
        return new Flag(
                flag.key(), false, flag.variations(), flag.off(), flag.rules(), flag.otherwise());
    }

    static Rule rule(String name, Condition when, Serving serve) {
        return new Rule(name, when, Window.ALWAYS, serve);
    }

    static Rule everybody(String name, Serving serve) {
        return rule(name, Condition.EVERYBODY, serve);
    }

    static Rule fixed(String name, Condition when, String variation) {
        return rule(name, when, new Serving.Fixed(variation));
    }

    /// Half `a`, half `b`, by our hash, of all visitors.
    static Serving.Split halves(String campaign) {
        return split(campaign, new Bucketing.Ours(campaign), Ramp.ALL, "a", "b");
    }

    static Serving.Split split(String campaign, Bucketing by, Ramp coverage, String... variations) {
        return new Serving.Split(
                campaign,
                by,
                Optional.empty(),
                coverage,
                Arrays.stream(variations)
                        .map(name -> new Serving.Share(name, 1.0 / variations.length))
                        .toList(),
                Optional.empty());
    }

    static Serving.Split in(String group, Serving.Split split) {
        return new Serving.Split(
                split.campaign(),
                split.by(),
                split.unit(),
                split.coverage(),
                split.shares(),
                Optional.of(group));
    }

    static Serving.Split unit(String unit, Serving.Split split) {
        return new Serving.Split(
                split.campaign(),
                split.by(),
                Optional.of(unit),
                split.coverage(),
                split.shares(),
                split.group());
    }

    static Condition attribute(String name, Match match) {
        return new Condition.Attribute(name, match);
    }

    static Condition is(String name, String... texts) {
        return attribute(
                name, new Match.OneOf(Arrays.stream(texts).<Value>map(Value.Text::new).toList()));
    }

    static Evaluator of(Flag... flags) {
        return Evaluator.of(set(flags));
    }

    static FlagSet set(Flag... flags) {
        return new FlagSet(List.of(flags), List.of(), List.of(), List.of());
    }
}
