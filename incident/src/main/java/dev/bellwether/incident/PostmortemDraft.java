package dev.bellwether.incident;

import dev.bellwether.model.Incident;
import dev.bellwether.model.Update;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/// A postmortem's first form: what is known is filled in, what only people know is asked. Made for
/// publication, so it holds what was said in public and who was told when, never evidence.
final class PostmortemDraft {
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm 'UTC'", Locale.ROOT)
                    .withZone(ZoneOffset.UTC);

    private PostmortemDraft() {}

    static String of(Incident incident, List<TimelineEntry> timeline) {
        Instant until = incident.resolvedAt().orElse(incident.updatedAt());
        String names =
                incident.updates().stream()
                        .flatMap(update -> update.affected().stream())
                        .map(Update.Affected::name)
                        .distinct()
                        .sorted()
                        .collect(Collectors.joining(", "));
        return """
        ## Summary

        %s. It began at %s and ended at %s (%s). Impact: %s.

        ## Customer impact

        Affected: %s. _What could customers not do, and how many of them?_

        ## Timeline

        %s

        ## Root cause

        _What made it happen, and what let it go unnoticed or last?_

        ## Resolution

        %s

        ## Preventive measures

        - _What will be changed, by whom, by when?_
        """
                .formatted(
                        incident.name(),
                        TIME.format(incident.startedAt()),
                        TIME.format(until),
                        Words.length(Duration.between(incident.startedAt(), until)),
                        incident.impact().name().toLowerCase(Locale.ROOT),
                        names.isEmpty() ? "_name the services_" : names,
                        lines(incident, timeline),
                        incident.updates().isEmpty()
                                ? "_How was it ended?_"
                                : incident.updates().getLast().body());
    }

    private static String lines(Incident incident, List<TimelineEntry> timeline) {
        String began = "- " + TIME.format(incident.startedAt()) + " It begins.\n";
        return began
                + timeline.stream()
                        .filter(entry ->
                                switch (entry.kind()) {
                                    case PUBLIC, ALERT -> true;
                                    case NOTE, PAGE, RECEIPT, CHANGE -> false;
                                })
                        .map(entry ->
                                "- "
                                        + TIME.format(entry.at())
                                        + " "
                                        + entry.text().replace('\n', ' '))
                        .collect(Collectors.joining("\n"));
    }
}
