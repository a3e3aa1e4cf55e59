package dev.bellwether.experiment;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/// What is other in an audience, in words for the journal. Pure.
final class AudienceDifference {
    private AudienceDifference() {}

    static List<String> words(Optional<Audience> before, Audience now) {
        if (before.isEmpty()) {
            List<String> words = new ArrayList<>(List.of("made"));
            now.segments().forEach(segment -> words.add(has(segment)));
            return words;
        }
        Audience was = before.get();
        List<String> words = new ArrayList<>();
        if (!was.name().equals(now.name())) {
            words.add("is called " + now.name());
        }
        if (!was.zone().equals(now.zone())) {
            words.add("its months are those of " + now.zone());
        }
        if (!was.goals().equals(now.goals())) {
            words.add(
                    "its goals are "
                            + now.goals().stream()
                                    .map(Audience.Counted::name)
                                    .collect(Collectors.joining(", ")));
        }
        Map<String, Audience.Segment> old =
                was.segments().stream()
                        .collect(Collectors.toMap(Audience.Segment::key, Function.identity()));
        for (Audience.Segment segment : now.segments()) {
            if (!segment.equals(old.remove(segment.key()))) {
                words.add(has(segment));
            }
        }
        old.values()
                .forEach(segment -> words.add("has no segment " + segment.name() + " any more"));
        return words;
    }

    private static String has(Audience.Segment segment) {
        return "segment " + segment.name() + ": " + segment.rule().words();
    }
}
