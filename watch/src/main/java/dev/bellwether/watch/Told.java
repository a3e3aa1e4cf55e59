package dev.bellwether.watch;

import dev.bellwether.model.Impact;
import dev.bellwether.model.ProviderIncident;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/// Gathers what a cloud tells of its troubles, within bounds: so many of each, texts so long.
final class Told {
    static final int NAME = 300;
    static final int TEXT = 4_000;
    private static final int INCIDENTS = 100;
    private static final int UPDATES = 200;

    private final List<ProviderIncident> incidents = new ArrayList<>();
    private final List<ProviderUpdate> updates = new ArrayList<>();
    private final List<ProviderMaintenance> maintenances = new ArrayList<>();

    boolean isFull() {
        return incidents.size() >= INCIDENTS;
    }

    /// One that is open. What was said of it must be told before.
    ///
    /// @param started falls back on what was said first
    void incident(
            String id,
            String name,
            String stage,
            Impact impact,
            Instant started,
            Instant updated,
            String url) {
        if (isFull()) {
            return;
        }
        String last =
                updates.stream()
                        .filter(u -> u.incident().equals(id))
                        .max(Comparator.comparing(ProviderUpdate::at))
                        .map(ProviderUpdate::text)
                        .orElse("");
        incidents.add(
                new ProviderIncident(
                        id,
                        ProviderJson.cut(name, NAME),
                        ProviderJson.cut(stage, NAME),
                        impact,
                        started,
                        updated.isBefore(started) ? started : updated,
                        last,
                        HttpTarget.parse(url).isPresent() ? url : ""));
    }

    void update(String incident, Instant at, String stage, String text) {
        if (updates.size() < UPDATES * 10) {
            updates.add(
                    new ProviderUpdate(
                            incident,
                            at,
                            ProviderJson.cut(stage, NAME),
                            ProviderJson.cut(text, TEXT).strip()));
        }
    }

    void maintenance(ProviderMaintenance maintenance) {
        if (maintenances.size() < INCIDENTS) {
            maintenances.add(maintenance);
        }
    }

    boolean hasIncidents() {
        return !incidents.isEmpty();
    }

    List<ProviderIncident> incidents() {
        incidents.sort(Comparator.comparing(ProviderIncident::startedAt).reversed());
        return List.copyOf(incidents);
    }

    /// The newest first.
    List<ProviderUpdate> updates() {
        updates.sort(Comparator.comparing(ProviderUpdate::at).reversed());
        return List.copyOf(updates.subList(0, Math.min(UPDATES, updates.size())));
    }

    List<ProviderMaintenance> maintenances() {
        return List.copyOf(maintenances);
    }

    /// `words` where nothing is open, otherwise the names of what is, at most three.
    String words(String words) {
        if (incidents.isEmpty()) {
            return words;
        }
        String names =
                String.join(
                        "; ", incidents().stream().limit(3).map(ProviderIncident::name).toList());
        return ProviderJson.cut(
                incidents.size() > 3 ? names + "; " + (incidents.size() - 3) + " more" : names,
                NAME);
    }
}
