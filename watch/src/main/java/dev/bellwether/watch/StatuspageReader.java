package dev.bellwether.watch;

import dev.bellwether.model.ProviderIncident;
import dev.bellwether.model.Status;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/// Statuspage v2: `/api/v2/summary.json` (page, components, unresolved incidents, maintenances,
/// status). Tolerates what real pages leave out or add: groups out of order, unknown words, missing
/// lists.
///
/// Some incident.io pages answer in this shape but leave out which components an incident touches;
/// there a component that is called operational while such an incident is open is UNKNOWN.
final class StatuspageReader implements ProviderReader {
    private static final String DOCUMENT = "/api/v2/summary.json";
    private static final Set<String> PLATFORMS = Set.of("statuspage", "incidentio", "unknown");
    private static final int COMPONENTS = 2_000;
    private static final int INCIDENTS = 100;
    private static final int UPDATES = 200;
    private static final int NAME = 300;
    private static final int TEXT = 4_000;

    @Override
    public String name() {
        return "statuspage";
    }

    @Override
    public boolean mayRead(Provider provider) {
        return PLATFORMS.contains(provider.platform());
    }

    @Override
    public List<ProviderDocument> documents(Provider provider) {
        return List.of(ProviderDocument.json(provider.document(DOCUMENT)));
    }

    @Override
    public ProviderReading read(ProviderAnswers answers) {
        JsonNode root = answers.json(0);
        JsonNode page = root.path("page");
        JsonNode components = root.path("components");
        String name = ProviderJson.text(page, "name", NAME);
        if (name.isEmpty() || (!root.path("status").isObject() && !components.isArray())) {
            throw new UnreadablePage("The answer has not the shape of a Statuspage summary");
        }
        var incidents = new ArrayList<ProviderIncident>();
        var updates = new ArrayList<ProviderUpdate>();
        boolean vague = false;
        for (JsonNode incident : root.path("incidents")) {
            if (incident.isObject()
                    && incidents.size() < INCIDENTS
                    && !StatuspageWords.isOver(ProviderJson.text(incident, "status", NAME))) {
                incidents.add(incident(incident, updates));
                vague |= !incident.has("components");
            }
        }
        incidents.sort(Comparator.comparing(ProviderIncident::startedAt).reversed());
        var maintenances = new ArrayList<ProviderMaintenance>();
        for (JsonNode maintenance : root.path("scheduled_maintenances")) {
            if (maintenance.isObject()
                    && maintenances.size() < INCIDENTS
                    && !StatuspageWords.isOver(ProviderJson.text(maintenance, "status", NAME))) {
                maintenances.add(maintenance(maintenance, updates));
            }
        }
        updates.sort(Comparator.comparing(ProviderUpdate::at).reversed());
        List<ProviderComponent> parts = components(components, vague);
        return new ProviderReading(
                name,
                status(root.path("status"), parts),
                words(root.path("status")),
                incidents,
                updates.subList(0, Math.min(UPDATES, updates.size())),
                parts,
                maintenances);
    }

    private static Status status(JsonNode status, List<ProviderComponent> components) {
        if (status.isObject()) {
            return StatuspageWords.status(ProviderJson.text(status, "indicator", NAME));
        }
        return components.stream()
                .map(ProviderComponent::status)
                .reduce(Status::worse)
                .orElse(Status.UNKNOWN);
    }

    private static String words(JsonNode status) {
        String description = ProviderJson.text(status, "description", NAME);
        return description.isEmpty() ? ProviderJson.text(status, "indicator", NAME) : description;
    }

    private static ProviderIncident incident(JsonNode node, List<ProviderUpdate> updates) {
        Instant created = ProviderJson.time(node, "created_at", Instant.EPOCH);
        String id = ProviderJson.text(node, "id", NAME);
        return new ProviderIncident(
                id,
                ProviderJson.text(node, "name", NAME),
                ProviderJson.text(node, "status", NAME),
                StatuspageWords.impact(ProviderJson.text(node, "impact", NAME)),
                ProviderJson.time(node, "started_at", created),
                ProviderJson.time(node, "updated_at", created),
                updates(id, node, updates),
                ProviderJson.link(node, "shortlink"));
    }

    private static ProviderMaintenance maintenance(JsonNode node, List<ProviderUpdate> updates) {
        Instant from = ProviderJson.time(node, "scheduled_for", Instant.EPOCH);
        String id = ProviderJson.text(node, "id", NAME);
        updates(id, node, updates);
        var touched = new ArrayList<String>();
        for (JsonNode component : node.path("components")) {
            if (touched.size() < INCIDENTS) {
                touched.add(ProviderJson.text(component, "name", NAME));
            }
        }
        return new ProviderMaintenance(
                id,
                ProviderJson.text(node, "name", NAME),
                ProviderJson.text(node, "status", NAME),
                from,
                ProviderJson.time(node, "scheduled_until", from),
                touched,
                ProviderJson.link(node, "shortlink"));
    }

    /// Collects the updates and answers the newest one's text.
    private static String updates(String id, JsonNode node, List<ProviderUpdate> into) {
        Instant newest = Instant.MIN;
        String text = "";
        for (JsonNode update : node.path("incident_updates")) {
            if (!update.isObject() || into.size() >= UPDATES * 10) {
                continue;
            }
            Instant created = ProviderJson.time(update, "created_at", Instant.EPOCH);
            var said =
                    new ProviderUpdate(
                            id,
                            ProviderJson.time(update, "display_at", created),
                            ProviderJson.text(update, "status", NAME),
                            ProviderJson.text(update, "body", TEXT));
            into.add(said);
            if (said.at().isAfter(newest)) {
                newest = said.at();
                text = said.text();
            }
        }
        return text;
    }

    private static List<ProviderComponent> components(JsonNode nodes, boolean vague) {
        Map<String, String> groups = new HashMap<>();
        for (JsonNode node : nodes) {
            if (node.path("group").asBoolean(false)) {
                groups.put(
                        ProviderJson.text(node, "id", NAME), ProviderJson.text(node, "name", NAME));
            }
        }
        var components = new ArrayList<ProviderComponent>();
        for (JsonNode node : nodes) {
            if (node.isObject()
                    && !node.path("group").asBoolean(false)
                    && components.size() < COMPONENTS) {
                String word = ProviderJson.text(node, "status", NAME);
                Status status = StatuspageWords.status(word);
                components.add(
                        new ProviderComponent(
                                ProviderJson.text(node, "id", NAME),
                                ProviderJson.text(node, "name", NAME),
                                groups.getOrDefault(ProviderJson.text(node, "group_id", NAME), ""),
                                vague && status == Status.OPERATIONAL ? Status.UNKNOWN : status,
                                word));
            }
        }
        return components;
    }
}
