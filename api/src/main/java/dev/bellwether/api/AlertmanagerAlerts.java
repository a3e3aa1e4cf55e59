package dev.bellwether.api;

import dev.bellwether.watch.Inbound;
import dev.bellwether.watch.InboundState;
import dev.bellwether.watch.Integration;
import dev.bellwether.watch.LabelFingerprint;
import dev.bellwether.watch.Silence;
import io.javalin.http.Context;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// The open alerts of an integration as Alertmanager lists and groups them.
final class AlertmanagerAlerts {
    static final String RECEIVER = "bellwether";
    private static final String NAME = "alertname";
    private static final int MOST = 20_000;

    /// What Alertmanager names as the end of an alert that says none.
    private static final Duration STANDARD_END = Duration.ofMinutes(5);

    private final Inbound inbound;

    AlertmanagerAlerts(Inbound inbound) {
        this.inbound = inbound;
    }

    /// @param active whether those that no silence holds are asked for
    /// @param silenced whether those that one holds are
    /// @param receiver whether our one receiver is asked for
    record Wanted(
            List<Silence.Matcher> filter, boolean active, boolean silenced, boolean receiver) {
        static Wanted of(Context context) {
            String receiver = context.queryParam("receiver");
            boolean ours =
                    receiver == null
                            || receiver.isEmpty()
                            || AlertmanagerMatchers.parse(List.of("receiver=~" + receiver))
                                    .getFirst()
                                    .holds(Map.of("receiver", RECEIVER));
            return new Wanted(
                    AlertmanagerMatchers.parse(context.queryParams("filter")),
                    !"false".equals(context.queryParam("active")),
                    !"false".equals(context.queryParam("silenced")),
                    ours);
        }
    }

    private record Found(InboundState state, List<String> silencedBy) {
        boolean isWanted(Wanted wanted) {
            return silencedBy.isEmpty() ? wanted.active() : wanted.silenced();
        }
    }

    List<Map<String, @Nullable Object>> list(Integration integration, Wanted wanted) {
        return find(integration, wanted).stream().map(AlertmanagerAlerts::shown).toList();
    }

    /// Grouped by the name of the alert.
    List<Map<String, @Nullable Object>> groups(Integration integration, Wanted wanted) {
        var groups = new TreeMap<String, List<Found>>();
        for (Found one : find(integration, wanted)) {
            groups.computeIfAbsent(
                            one.state().alert().tags().getOrDefault(NAME, ""),
                            _ -> new ArrayList<>())
                    .add(one);
        }
        var shown = new ArrayList<Map<String, @Nullable Object>>();
        groups.forEach((name, alerts) -> {
            var group = new LinkedHashMap<String, @Nullable Object>();
            group.put("labels", name.isEmpty() ? Map.of() : Map.of(NAME, name));
            group.put("receiver", Map.of("name", RECEIVER));
            group.put("alerts", alerts.stream().map(AlertmanagerAlerts::shown).toList());
            shown.add(group);
        });
        return shown;
    }

    private List<Found> find(Integration integration, Wanted wanted) {
        if (!wanted.receiver()) {
            return List.of();
        }
        List<Silence> silences = inbound.activeSilences(integration.organization());
        return inbound.open(integration, MOST).stream()
                .filter(state ->
                        wanted.filter().stream()
                                .allMatch(matcher -> matcher.holds(state.alert().tags())))
                .map(state -> new Found(state, holding(state, silences)))
                .filter(found -> found.isWanted(wanted))
                .toList();
    }

    private static List<String> holding(InboundState state, List<Silence> silences) {
        return silences.stream()
                .filter(silence ->
                        silence.integration()
                                .filter(only -> !only.equals(state.alert().integration()))
                                .isEmpty())
                .filter(silence -> silence.holds(state.alert().tags()))
                .map(Silence::id)
                .toList();
    }

    private static Map<String, @Nullable Object> shown(Found found) {
        InboundState state = found.state();
        var alert = state.alert();
        var notes = new TreeMap<String, String>();
        notes.put("summary", alert.summary());
        if (!alert.details().isEmpty()) {
            notes.put("description", alert.details());
        }
        var shown = new LinkedHashMap<String, @Nullable Object>();
        shown.put("labels", new TreeMap<>(alert.tags()));
        shown.put("annotations", notes);
        shown.put("startsAt", alert.startedAt().toString());
        shown.put("endsAt", state.endsAt().orElse(state.seenAt().plus(STANDARD_END)).toString());
        shown.put("updatedAt", state.seenAt().toString());
        shown.put("generatorURL", alert.link());
        shown.put("fingerprint", LabelFingerprint.of(alert.tags()));
        shown.put("receivers", List.of(Map.of("name", RECEIVER)));
        var status = new LinkedHashMap<String, @Nullable Object>();
        status.put("state", found.silencedBy().isEmpty() ? "active" : "suppressed");
        status.put("silencedBy", found.silencedBy());
        status.put("inhibitedBy", List.of());
        status.put("mutedBy", List.of());
        shown.put("status", status);
        return shown;
    }
}
