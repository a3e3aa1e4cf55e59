package dev.bellwether.experiment;

import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/// What an audience report looks at.
///
/// @param segments they may overlap; 1 to 100
/// @param goals that are counted in each; at most 20
/// @param zone whose months are meant
public record Audience(List<Segment> segments, List<Goal> goals, ZoneId zone) {
    private static final int MOST_SEGMENTS = 100;
    private static final int MOST_GOALS = 20;
    private static final int MOST_ATOMS = 300;
    private static final int DEEPEST = 8;

    public Audience {
        segments = List.copyOf(segments);
        goals = List.copyOf(goals);
    }

    /// @param key unique within the audience
    /// @param name for people
    public record Segment(String key, String name, AudienceRule rule) {}

    /// @throws dev.bellwether.model.InvalidInput naming all that is wrong
    public Audience checked() {
        var faults = new Faults();
        faults.size("goals", goals, 0, MOST_GOALS);
        if (faults.size("segments", segments, 1, MOST_SEGMENTS)) {
            Set<String> keys = new HashSet<>();
            for (Segment segment : segments) {
                String path = Faults.path("segments", segment.key());
                faults.name(path, segment.key());
                faults.unique(path, segment.key(), keys, "a segment");
                faults.length(path + ".name", segment.name(), 200);
                faults.require(
                        segment.rule().depth() <= DEEPEST,
                        path + ".rule",
                        "rules are nested "
                                + segment.rule().depth()
                                + " deep; allowed: "
                                + DEEPEST);
            }
        }
        faults.require(
                atoms().size() <= MOST_ATOMS,
                "segments",
                "look at " + atoms().size() + " different goals; allowed: " + MOST_ATOMS);
        faults.refuse();
        return this;
    }

    /// All goals that must be known, each once.
    List<Goal> atoms() {
        return new ArrayList<>(
                Stream.concat(
                                goals.stream(),
                                segments.stream().flatMap(segment -> segment.rule().goals()))
                        .distinct()
                        .toList());
    }
}
