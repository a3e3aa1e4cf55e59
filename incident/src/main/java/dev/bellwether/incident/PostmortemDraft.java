package dev.bellwether.incident;

import dev.bellwether.model.Causation;
import dev.bellwether.model.Incident;
import dev.bellwether.model.ServiceId;
import dev.bellwether.model.Status;
import dev.bellwether.model.Update;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/// A postmortem's first form: what is known is filled in, what only people know is asked. Pure.
/// Made for publication, so it holds what was said in public and who was told when, never evidence.
final class PostmortemDraft {
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm 'UTC'", Locale.ROOT)
                    .withZone(ZoneOffset.UTC);

    private PostmortemDraft() {}

    /// @param causation whose trouble it was, if that was found and may be said in public
    static String of(
            Incident incident,
            Instant until,
            List<TimelineEntry> timeline,
            Optional<Causation> causation) {
        return """
        ## Summary

        %s. It began at %s and ended at %s (%s). Impact: %s.

        ## Customer impact

        %s

        _What could customers not do, and how many of them?_

        ## Timeline

        %s

        ## Root cause

        %s_What made it happen, and what let it go unnoticed or last?_

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
                        impact(incident, until),
                        lines(incident, timeline),
                        causation.map(PostmortemDraft::cause).orElse(""),
                        incident.updates().isEmpty()
                                ? "_How was it ended?_"
                                : incident.updates().getLast().body());
    }

    private static String cause(Causation causation) {
        String children =
                causation.children().stream()
                        .map(Causation.Child::name)
                        .collect(Collectors.joining(", "));
        return "A problem with %s, which began at %s%s.\n\n"
                .formatted(
                        causation.causeName(),
                        TIME.format(causation.since()),
                        children.isEmpty() ? "" : "; it took with it: " + children);
    }

    /// For each service how long it was said to be in which state.
    private static String impact(Incident incident, Instant until) {
        Map<ServiceId, String> names = new LinkedHashMap<>();
        Map<ServiceId, Map<Status, Duration>> spans = new LinkedHashMap<>();
        Map<ServiceId, Status> states = new LinkedHashMap<>();
        Instant from = incident.startedAt();
        for (Update update : incident.updates()) {
            add(spans, states, from, update.at());
            from = states.isEmpty() ? from : update.at();
            for (Update.Affected affected : update.affected()) {
                names.put(affected.service(), affected.name());
                states.put(affected.service(), affected.to());
            }
        }
        add(spans, states, from, until);
        if (names.isEmpty()) {
            return "_Name the services._";
        }
        return names.entrySet().stream()
                .map(named -> "- " + named.getValue() + ": " + words(spans.get(named.getKey())))
                .collect(Collectors.joining("\n"));
    }

    private static void add(
            Map<ServiceId, Map<Status, Duration>> spans,
            Map<ServiceId, Status> states,
            Instant from,
            Instant until) {
        Duration time = from.isBefore(until) ? Duration.between(from, until) : Duration.ZERO;
        states.forEach((service, state) ->
                spans.computeIfAbsent(service, key -> new java.util.EnumMap<>(Status.class))
                        .merge(state, time, Duration::plus));
    }

    private static String words(@org.jspecify.annotations.Nullable Map<Status, Duration> spans) {
        String words =
                spans == null
                        ? ""
                        : spans.entrySet().stream()
                                .filter(span -> span.getKey().isTrouble())
                                .map(span ->
                                        Words.state(span.getKey())
                                                + " for "
                                                + Words.length(span.getValue()))
                                .collect(Collectors.joining(", "));
        return words.isEmpty() ? "affected" : words;
    }

    private static String lines(Incident incident, List<TimelineEntry> timeline) {
        String began = "- " + TIME.format(incident.startedAt()) + " It begins.\n";
        return began
                + timeline.stream()
                        .filter(entry ->
                                switch (entry.kind()) {
                                    case PUBLIC -> true;
                                    // The steps of a policy are the team's own affair.
                                    case ALERT -> entry.text().startsWith(TimelineWords.ALERT);
                                    case NOTE, PAGE, RECEIPT, CHANGE, MADE -> false;
                                })
                        .map(entry ->
                                "- "
                                        + TIME.format(entry.at())
                                        + " "
                                        + entry.text().replace('\n', ' '))
                        .collect(Collectors.joining("\n"));
    }
}
