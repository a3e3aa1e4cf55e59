package dev.bellwether.watch;

import dev.bellwether.model.AlertChanged;
import dev.bellwether.model.Check;
import dev.bellwether.model.CheckId;
import dev.bellwether.model.CheckSpec;
import dev.bellwether.model.Fact;
import dev.bellwether.model.IncidentChanged;
import dev.bellwether.model.IncidentId;
import dev.bellwether.model.IncidentPolicy;
import dev.bellwether.model.InvalidInput;
import dev.bellwether.model.PageDue;
import dev.bellwether.model.ProbeResult;
import dev.bellwether.model.ServiceId;
import dev.bellwether.model.Status;
import dev.bellwether.model.VerdictChanged;
import dev.bellwether.store.Line;
import dev.bellwether.store.Store;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/// What a check would have said with other thresholds: its results are counted again
/// ([PastRounds]), and the incidents that would not have been opened are held against the pages
/// that they sent and against what people did about them.
///
/// - *Pages saved*: of incidents that this check opened, and that neither it nor another check of
///   the service would have opened with these thresholds.
/// - *Outages missed*: such an incident that a person acknowledged or worked on.
/// - *Raised more*: times in which it would have been in trouble that opens an incident, and none
///   was open for its service.
///
/// Nothing is written. Pure but for reading the journal.
public final class CheckBacktest {
    private static final List<Class<? extends Fact>> KINDS =
            List.of(VerdictChanged.class, IncidentChanged.class, AlertChanged.class, PageDue.class);

    /// The most lines that are read; beyond it the answer says from when it counts.
    static final int MOST_LINES = 200_000;

    /// The most results that a caller should bring.
    public static final int MOST_RESULTS = 250_000;

    private static final int MOST_SHOWN = 100;

    /// A verdict's begin, the incident's and ours are not the same instant.
    private static final Duration SLACK = Duration.ofMinutes(2);

    private final Store store;

    CheckBacktest(Store store) {
        this.store = store;
    }

    /// @param from since when results and lines were read
    /// @param results how many were judged
    /// @param unsure of those that could not be judged anew: they timed out, and more time might
    ///   have been enough
    /// @param outagesThen incidents that the check opened or had a part in
    /// @param outagesWould times in which it would have opened one
    /// @param pagesSent for the incidents of then
    public record Outcome(
            Instant from,
            int results,
            int unsure,
            int outagesThen,
            int outagesWould,
            int pagesSent,
            int pagesSaved,
            int outagesMissed,
            int raisedMore,
            List<Changed> changes) {
        public Outcome {
            changes = List.copyOf(changes);
        }
    }

    /// @param incident that would not have been; empty for trouble that was none
    /// @param what was said, or would be
    /// @param real what a person did about it
    public record Changed(
            Optional<IncidentId> incident,
            Instant start,
            Optional<Instant> end,
            String what,
            int pages,
            Optional<String> real) {}

    private record Span(Instant start, Instant end, String what) {
        boolean meets(Instant from, Instant until) {
            return !start.isAfter(until) && !end.isBefore(from);
        }
    }

    private static final class Told {
        final IncidentChanged first;
        final Instant opened;
        Instant over = Instant.MAX;
        int pages;
        Optional<String> touched = Optional.empty();

        Told(IncidentChanged first, Instant opened) {
            this.first = first;
            this.opened = opened;
        }
    }

    /// @param check not saved, with the id of one that is
    /// @param policy of its service: what opens an incident there
    /// @param results of the check since then, oldest first, at most [#MOST_RESULTS]
    /// @throws InvalidInput when the check is of a kind that is not probed
    public Outcome run(
            Check check,
            IncidentPolicy policy,
            List<ProbeResult> results,
            Instant since,
            Instant now) {
        if (check.spec() instanceof CheckSpec.Heartbeat
                || check.spec() instanceof CheckSpec.ProviderPage) {
            throw new InvalidInput(
                    "spec",
                    "only what is probed can be tried on the past; a heartbeat or a provider's page"
                            + " has no thresholds");
        }
        List<Line> lines = store.journal().since(check.organization(), KINDS, since, MOST_LINES);
        Instant from =
                Stream.of(
                                lines.size() < MOST_LINES ? since : lines.getFirst().at(),
                                results.isEmpty() ? now : results.getFirst().at())
                        .max(Comparator.naturalOrder())
                        .orElse(since);
        PastRounds.Verdicts verdicts = PastRounds.of(check, results, from);
        List<Span> would = spans(verdicts.changes(), policy, now);
        Map<CheckId, List<VerdictChanged>> then = new HashMap<>();
        Map<IncidentId, Told> incidents = new LinkedHashMap<>();
        lines.stream()
                .filter(line -> !line.at().isBefore(from))
                .forEach(line -> take(line, check.service(), then, incidents));
        List<Span> own = spansOf(then.getOrDefault(check.id(), List.of()), policy, now);
        List<Span> others =
                then.entrySet().stream()
                        .filter(entry -> !entry.getKey().equals(check.id()))
                        .flatMap(entry -> spansOf(entry.getValue(), policy, now).stream())
                        .toList();
        return held(check, from, results.size(), verdicts.unsure(), would, own, others, incidents);
    }

    private static Outcome held(
            Check check,
            Instant from,
            int results,
            int unsure,
            List<Span> would,
            List<Span> own,
            List<Span> others,
            Map<IncidentId, Told> incidents) {
        int opened = 0;
        int sent = 0;
        int saved = 0;
        int missed = 0;
        int more = 0;
        var changes = new ArrayList<Changed>();
        for (Told told : incidents.values()) {
            Instant begin = told.opened.minus(SLACK);
            if (own.stream().noneMatch(span -> span.meets(begin, told.over))) {
                continue;
            }
            opened++;
            sent += told.pages;
            boolean stays =
                    Stream.concat(would.stream(), others.stream())
                            .anyMatch(span -> span.meets(begin, told.over));
            if (!stays) {
                saved += told.pages;
                missed += told.touched.isPresent() ? 1 : 0;
                changes.add(
                        new Changed(
                                Optional.of(told.first.incident().id()),
                                told.opened,
                                Optional.of(told.over).filter(end -> end.isBefore(Instant.MAX)),
                                told.first.incident().name(),
                                told.pages,
                                told.touched));
            }
        }
        for (Span span : would) {
            boolean was =
                    incidents.values().stream()
                            .anyMatch(told -> span.meets(told.opened.minus(SLACK), told.over));
            if (!was) {
                more++;
                changes.add(
                        new Changed(
                                Optional.empty(),
                                span.start(),
                                Optional.of(span.end()),
                                check.name() + ": " + span.what(),
                                0,
                                Optional.empty()));
            }
        }
        changes.sort(Comparator.comparing(Changed::start).reversed());
        return new Outcome(
                from,
                results,
                unsure,
                opened,
                would.size(),
                sent,
                saved,
                missed,
                more,
                changes.subList(0, Math.min(MOST_SHOWN, changes.size())));
    }

    private static void take(
            Line line,
            ServiceId service,
            Map<CheckId, List<VerdictChanged>> verdicts,
            Map<IncidentId, Told> incidents) {
        switch (line.fact()) {
            case VerdictChanged changed when changed.service().equals(service) ->
                    verdicts.computeIfAbsent(changed.check(), _ -> new ArrayList<>()).add(changed);
            case IncidentChanged changed -> incident(changed, line.at(), service, incidents);
            case PageDue page ->
                    Optional.ofNullable(incidents.get(page.incident()))
                            .ifPresent(told -> told.pages++);
            case AlertChanged changed
                    when changed.what() == AlertChanged.What.ACKNOWLEDGED
                            && changed.actor().isPerson() ->
                    Optional.ofNullable(incidents.get(changed.alert().incident()))
                            .ifPresent(told ->
                                    told.touched =
                                            Optional.of(
                                                    "acknowledged by " + changed.actor().name()));
            default -> {
                // Of another service.
            }
        }
    }

    private static void incident(
            IncidentChanged changed,
            Instant at,
            ServiceId service,
            Map<IncidentId, Told> incidents) {
        var incident = changed.incident();
        if (incident.origin().isPresent() || incident.backfilled()) {
            return;
        }
        if (changed.what() == IncidentChanged.What.OPENED
                && incident.affected().containsKey(service)) {
            incidents.putIfAbsent(incident.id(), new Told(changed, at));
        }
        Told told = incidents.get(incident.id());
        if (told == null) {
            return;
        }
        if (changed.actor().isPerson()) {
            told.touched = Optional.of("handled by " + changed.actor().name());
        }
        told.over = incident.status().isOpen() ? Instant.MAX : at;
    }

    private static List<Span> spansOf(
            List<VerdictChanged> changes, IncidentPolicy policy, Instant now) {
        return spans(
                changes.stream()
                        .map(c ->
                                new VerdictEffect.Changed(
                                        c.from(),
                                        c.to(),
                                        c.before(),
                                        c.status(),
                                        c.summary(),
                                        c.since(),
                                        c.decidedAt()))
                        .toList(),
                policy,
                now);
    }

    /// The times in which an incident was wanted.
    private static List<Span> spans(
            List<VerdictEffect.Changed> changes, IncidentPolicy policy, Instant now) {
        var spans = new ArrayList<Span>();
        Optional<VerdictEffect.Changed> since = Optional.empty();
        for (VerdictEffect.Changed changed : changes) {
            boolean opens = opens(changed.status(), policy);
            if (opens && since.isEmpty()) {
                since = Optional.of(changed);
            } else if (!opens && since.isPresent()) {
                add(spans, since.get(), changed.decidedAt(), policy);
                since = Optional.empty();
            }
        }
        since.ifPresent(first -> add(spans, first, now, policy));
        return spans;
    }

    private static void add(
            List<Span> spans, VerdictEffect.Changed first, Instant end, IncidentPolicy policy) {
        Duration lasted = Duration.between(first.decidedAt(), end);
        if (lasted.compareTo(policy.openAfter()) >= 0) {
            spans.add(new Span(first.since(), end, first.summary()));
        }
    }

    private static boolean opens(Status status, IncidentPolicy policy) {
        return status.isOutage() || status == Status.DEGRADED && policy.openOnDegraded();
    }
}
