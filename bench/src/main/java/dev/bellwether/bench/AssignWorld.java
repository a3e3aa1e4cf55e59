package dev.bellwether.bench;

import dev.bellwether.experiment.Condition;
import dev.bellwether.experiment.ExclusionGroup;
import dev.bellwether.experiment.Flag;
import dev.bellwether.experiment.FlagSet;
import dev.bellwether.experiment.Holdout;
import dev.bellwether.experiment.Match;
import dev.bellwether.experiment.Ramp;
import dev.bellwether.experiment.Rule;
import dev.bellwether.experiment.Segment;
import dev.bellwether.experiment.Serving;
import dev.bellwether.experiment.Value;
import dev.bellwether.experiment.Variation;
import dev.bellwether.experiment.Visitor;
import dev.bellwether.experiment.Window;
import dev.bellwether.statistics.Bucketing;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.UUID;

/// A shop's 50 flags and its visitors: ten that target, and campaigns by each hash, each behind a
/// targeting rule that most visitors pass by. Ours have an exclusion group and a holdout besides.
final class AssignWorld {
    static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");

    private static final int VISITORS = 4_096;
    private static final int OF_EACH = 6;
    private static final List<String> HASHES =
            List.of("growthbook", "kameleoon", "optimizely", "unleash", "flagd");
    private static final List<String> COUNTRIES = List.of("DE", "FR", "US", "JP", "BR");
    private static final List<Variation> VARIATIONS =
            List.of(
                    new Variation("off", new Value.Truth(false)),
                    new Variation("on", new Value.Truth(true)));

    private static final Serving ON = new Serving.Fixed("on");

    private AssignWorld() {}

    static String what(String asked) {
        return switch (asked) {
            case "all" -> "any of the 50 flags";
            case "target" -> "targeting alone: segment, version, list";
            case "ours" -> "a campaign by our hash, in a group, with a holdout";
            default -> "a campaign by the hash of " + asked;
        };
    }

    static String[] keys(String asked) {
        return flags().flags().stream()
                .map(Flag::key)
                .filter(key -> asked.equals("all") || key.startsWith(asked))
                .toArray(String[]::new);
    }

    static FlagSet flags() {
        List<Flag> flags = new ArrayList<>();
        List<ExclusionGroup.Slot> slots = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            flags.add(flag("target-" + i, new Rule("beta", beta(i), Window.ALWAYS, ON)));
            String ours = "ours-" + i;
            slots.add(new ExclusionGroup.Slot(ours, 0.1));
            flags.add(
                    flag(ours, divided(ours, new Bucketing.Ours(ours), 0.5, Optional.of("shop"))));
        }
        for (String hash : HASHES) {
            for (int i = 0; i < OF_EACH; i++) {
                String key = hash + "-" + i;
                double coverage = hash.equals("flagd") ? 1 : 0.5;
                flags.add(flag(key, divided(key, by(hash, key), coverage, Optional.empty())));
            }
        }
        return new FlagSet(
                flags,
                List.of(new Segment("europe", country("DE", "FR"))),
                List.of(new ExclusionGroup("shop", new Bucketing.Ours("shop"), slots)),
                List.of(
                        new Holdout(
                                "year",
                                new Bucketing.Ours("year"),
                                0.05,
                                Window.ALWAYS,
                                Set.copyOf(
                                        slots.stream()
                                                .map(ExclusionGroup.Slot::campaign)
                                                .toList()))));
    }

    static Visitor[] visitors(Random random) {
        var visitors = new Visitor[VISITORS];
        for (int i = 0; i < VISITORS; i++) {
            visitors[i] =
                    new Visitor(
                            new UUID(random.nextLong(), random.nextLong()).toString(),
                            Map.of(
                                    "country",
                                    new Value.Text(COUNTRIES.get(random.nextInt(5))),
                                    "plan",
                                    new Value.Text(random.nextBoolean() ? "free" : "team"),
                                    "app",
                                    new Value.Text("3." + random.nextInt(20) + ".0"),
                                    "orders",
                                    new Value.Figure(random.nextInt(100))));
        }
        return visitors;
    }

    /// Staff first, then the rules given.
    private static Flag flag(String key, Rule rule) {
        Condition staff = new Condition.Attribute("plan", oneOf("staff"));
        return new Flag(
                key,
                true,
                VARIATIONS,
                "off",
                List.of(new Rule("staff", staff, Window.ALWAYS, ON), rule),
                "off");
    }

    private static Condition beta(int i) {
        return new Condition.All(
                List.of(
                        new Condition.InSegment("europe"),
                        new Condition.Attribute(
                                "app", new Match.Versioned(Match.Order.AT_LEAST, "3." + i + ".0")),
                        new Condition.Not(new Condition.Attribute("plan", oneOf("team")))));
    }

    private static Rule divided(
            String campaign, Bucketing by, double coverage, Optional<String> group) {
        return new Rule(
                "test",
                new Condition.Attribute("orders", new Match.Compared(Match.Order.AT_LEAST, 5)),
                Window.ALWAYS,
                new Serving.Split(
                        campaign,
                        by,
                        Optional.empty(),
                        Ramp.of(coverage),
                        List.of(new Serving.Share("off", 0.5), new Serving.Share("on", 0.5)),
                        group));
    }

    private static Bucketing by(String hash, String key) {
        return switch (hash) {
            case "growthbook" -> new Bucketing.GrowthBook(2, key);
            case "kameleoon" -> new Bucketing.Kameleoon("r" + key, key, "");
            case "optimizely" -> new Bucketing.Optimizely(key);
            case "unleash" -> new Bucketing.Unleash(key, key);
            case "flagd" -> new Bucketing.Flagd(key);
            default -> throw new IllegalArgumentException("There is no hash '" + hash + "'.");
        };
    }

    private static Condition country(String... countries) {
        return new Condition.Attribute("country", oneOf(countries));
    }

    private static Match oneOf(String... texts) {
        return new Match.OneOf(Arrays.stream(texts).<Value>map(Value.Text::new).toList());
    }
}
