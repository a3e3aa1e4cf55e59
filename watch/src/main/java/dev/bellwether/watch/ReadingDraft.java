package dev.bellwether.watch;

import dev.bellwether.model.Impact;
import dev.bellwether.model.ProviderIncident;
import dev.bellwether.model.Status;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Collects what a page says while it is read: within bounds, sorted, each incident with its newest
/// update.
final class ReadingDraft {
    /// The longest name, id or word that is kept.
    static final int NAME = 300;

    /// The longest text that is kept.
    static final int TEXT = 4_000;

    private static final int COMPONENTS = 2_000;
    private static final int INCIDENTS = 100;
    private static final int UPDATES = 200;

    private final String name;
    private final List<ProviderComponent> components = new ArrayList<>();
    private final List<ProviderIncident> incidents = new ArrayList<>();
    private final List<ProviderUpdate> updates = new ArrayList<>();
    private final Map<String, ProviderUpdate> newest = new HashMap<>();
    private final List<ProviderMaintenance> maintenances = new ArrayList<>();

    /// @param name what the page calls itself; empty when it does not say
    ReadingDraft(String name) {
        this.name = name;
    }

    void component(String id, String part, String group, Status status, String words) {
        if (components.size() < COMPONENTS && !(id.isEmpty() && part.isEmpty())) {
            components.add(new ProviderComponent(id, part, group, status, words));
        }
    }

    void update(String incident, Instant at, String stage, String text) {
        var said = new ProviderUpdate(incident, at, stage, text);
        newest.merge(incident, said, (a, b) -> b.at().isAfter(a.at()) ? b : a);
        if (updates.size() < UPDATES * 10) {
            updates.add(said);
        }
    }

    /// An open one. Its last update is the newest of [#update].
    void incident(
            String id,
            String title,
            String stage,
            Impact impact,
            Instant started,
            Instant updated,
            String url) {
        if (incidents.size() < INCIDENTS) {
            incidents.add(
                    new ProviderIncident(id, title, stage, impact, started, updated, "", url));
        }
    }

    void maintenance(
            String id,
            String title,
            String stage,
            Instant from,
            Instant until,
            List<String> parts,
            String url) {
        if (maintenances.size() < INCIDENTS) {
            List<String> some = parts.subList(0, Math.min(INCIDENTS, parts.size()));
            maintenances.add(new ProviderMaintenance(id, title, stage, from, until, some, url));
        }
    }

    /// The worst of the parts; UNKNOWN without any.
    Status worst() {
        return components.stream()
                .map(ProviderComponent::status)
                .reduce(Status::worse)
                .orElse(Status.UNKNOWN);
    }

    ProviderReading done(Status status, String words) {
        updates.sort(Comparator.comparing(ProviderUpdate::at).reversed());
        return new ProviderReading(
                name,
                status,
                words,
                incidents.stream()
                        .map(this::withLastUpdate)
                        .sorted(Comparator.comparing(ProviderIncident::startedAt).reversed())
                        .toList(),
                List.copyOf(updates.subList(0, Math.min(UPDATES, updates.size()))),
                List.copyOf(components),
                List.copyOf(maintenances));
    }

    private ProviderIncident withLastUpdate(ProviderIncident i) {
        ProviderUpdate last = newest.get(i.id());
        if (last == null) {
            return i;
        }
        return new ProviderIncident(
                i.id(),
                i.name(),
                i.status(),
                i.impact(),
                i.startedAt(),
                last.at().isAfter(i.updatedAt()) ? last.at() : i.updatedAt(),
                last.text(),
                i.url());
    }
}
