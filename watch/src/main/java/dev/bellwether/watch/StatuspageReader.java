package dev.bellwether.watch;

import dev.bellwether.model.Status;
import java.time.Instant;
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
    private static final Set<String> PLATFORMS = Set.of("statuspage", "incidentio");
    private static final int NAME = ReadingDraft.NAME;

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
    public List<String> guesses(Provider provider, PageHead head) {
        return provider.below(DOCUMENT)
                .map(below -> List.of(below, provider.document(DOCUMENT)))
                .orElseGet(() -> List.of(provider.document(DOCUMENT)));
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
        var draft = new ReadingDraft(name);
        boolean vague = false;
        for (JsonNode incident : ProviderJson.objects(root, "incidents")) {
            if (!StatuspageWords.isOver(ProviderJson.text(incident, "status", NAME))) {
                incident(draft, incident);
                vague |= !incident.has("components");
            }
        }
        for (JsonNode maintenance : ProviderJson.objects(root, "scheduled_maintenances")) {
            if (!StatuspageWords.isOver(ProviderJson.text(maintenance, "status", NAME))) {
                maintenance(draft, maintenance);
            }
        }
        components(draft, root, vague);
        return draft.done(status(root.path("status"), draft), words(root.path("status")));
    }

    private static Status status(JsonNode status, ReadingDraft draft) {
        return status.isObject()
                ? StatuspageWords.status(ProviderJson.text(status, "indicator", NAME))
                : draft.worst();
    }

    private static String words(JsonNode status) {
        String description = ProviderJson.text(status, "description", NAME);
        return description.isEmpty() ? ProviderJson.text(status, "indicator", NAME) : description;
    }

    private static void incident(ReadingDraft draft, JsonNode node) {
        Instant created = ProviderJson.time(node, "created_at", Instant.EPOCH);
        String id = ProviderJson.text(node, "id", NAME);
        updates(draft, id, node);
        draft.incident(
                id,
                ProviderJson.text(node, "name", NAME),
                ProviderJson.text(node, "status", NAME),
                StatuspageWords.impact(ProviderJson.text(node, "impact", NAME)),
                ProviderJson.time(node, "started_at", created),
                ProviderJson.time(node, "updated_at", created),
                ProviderJson.link(node, "shortlink"));
    }

    private static void maintenance(ReadingDraft draft, JsonNode node) {
        Instant from = ProviderJson.time(node, "scheduled_for", Instant.EPOCH);
        String id = ProviderJson.text(node, "id", NAME);
        updates(draft, id, node);
        List<String> touched =
                ProviderJson.objects(node, "components").stream()
                        .map(component -> ProviderJson.text(component, "name", NAME))
                        .toList();
        draft.maintenance(
                id,
                ProviderJson.text(node, "name", NAME),
                ProviderJson.text(node, "status", NAME),
                from,
                ProviderJson.time(node, "scheduled_until", from),
                touched,
                ProviderJson.link(node, "shortlink"));
    }

    private static void updates(ReadingDraft draft, String id, JsonNode node) {
        for (JsonNode update : ProviderJson.objects(node, "incident_updates")) {
            Instant created = ProviderJson.time(update, "created_at", Instant.EPOCH);
            draft.update(
                    id,
                    ProviderJson.time(update, "display_at", created),
                    ProviderJson.text(update, "status", NAME),
                    ProviderJson.text(update, "body", ReadingDraft.TEXT));
        }
    }

    private static void components(ReadingDraft draft, JsonNode root, boolean vague) {
        List<JsonNode> nodes = ProviderJson.objects(root, "components");
        Map<String, String> groups = new HashMap<>();
        for (JsonNode node : nodes) {
            if (isGroup(node)) {
                groups.put(
                        ProviderJson.text(node, "id", NAME), ProviderJson.text(node, "name", NAME));
            }
        }
        for (JsonNode node : nodes) {
            if (!isGroup(node)) {
                String word = ProviderJson.text(node, "status", NAME);
                Status status = StatuspageWords.status(word);
                draft.component(
                        ProviderJson.text(node, "id", NAME),
                        ProviderJson.text(node, "name", NAME),
                        groups.getOrDefault(ProviderJson.text(node, "group_id", NAME), ""),
                        vague && status == Status.OPERATIONAL ? Status.UNKNOWN : status,
                        word);
            }
        }
    }

    private static boolean isGroup(JsonNode node) {
        return node.path("group").asBoolean(false);
    }
}
