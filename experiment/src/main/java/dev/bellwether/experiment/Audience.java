package dev.bellwether.experiment;

import java.time.ZoneId;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/// Segments of a site's visitors that are looked at together, month by month.
///
/// @param key unique within the site
/// @param name for people
/// @param zone whose months are meant
/// @param goals that are counted in each segment; at most 20
/// @param segments they may overlap; at most 100
public record Audience(
        String key, String name, ZoneId zone, List<Counted> goals, List<Segment> segments) {
    public static final int MOST_SEGMENTS = 100;
    public static final int MOST_GOALS = 20;
    private static final int MOST_ATOMS = 300;
    private static final int DEEPEST = 8;

    public Audience {
        goals = List.copyOf(goals);
        segments = List.copyOf(segments);
    }

    /// @param name for people, unique within the audience
    /// @param values whether the values of its events are added up, such as revenue
    public record Counted(String name, Goal goal, boolean values) {}

    /// @param key unique within the audience
    /// @param name for people
    public record Segment(String key, String name, AudienceRule rule) {}

    public Audience with(List<Segment> others) {
        return new Audience(key, name, zone, goals, others);
    }

    /// @throws dev.bellwether.model.InvalidInput naming all that is wrong
    public Audience checked() {
        var faults = new Faults();
        faults.name("key", key);
        faults.length("name", name, 200);
        if (faults.size("goals", goals, 0, MOST_GOALS)) {
            Set<String> names = new HashSet<>();
            for (Counted one : goals) {
                faults.length("goals", one.name(), 200);
                faults.unique("goals", one.name(), names, "a goal");
                GoalRules.check(faults, "goals", one.goal());
            }
        }
        if (faults.size("segments", segments, 0, MOST_SEGMENTS)) {
            Set<String> keys = new HashSet<>();
            segments.forEach(segment -> check(faults, segment, keys));
        }
        faults.require(
                atoms().size() <= MOST_ATOMS,
                "segments",
                "look at " + atoms().size() + " different goals; allowed: " + MOST_ATOMS);
        faults.refuse();
        return this;
    }

    private static void check(Faults faults, Segment segment, Set<String> keys) {
        String path = Faults.path("segments", segment.key());
        faults.name(path, segment.key());
        faults.unique(path, segment.key(), keys, "a segment");
        faults.length(path + ".name", segment.name(), 200);
        AudienceRule rule = segment.rule();
        faults.require(
                rule.depth() <= DEEPEST,
                path + ".rule",
                "rules are nested " + rule.depth() + " deep; allowed: " + DEEPEST);
        rule.goals().distinct().forEach(goal -> GoalRules.check(faults, path + ".rule", goal));
    }

    /// All goals that must be known, each once.
    List<Goal> atoms() {
        return Stream.concat(
                        goals.stream().map(Counted::goal),
                        segments.stream().flatMap(segment -> segment.rule().goals()))
                .distinct()
                .toList();
    }
}
