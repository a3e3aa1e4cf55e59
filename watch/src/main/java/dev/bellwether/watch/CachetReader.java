package dev.bellwether.watch;

import dev.bellwether.model.Impact;
import dev.bellwether.model.Status;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/// Reads Cachet 2: components, their groups and the newest incidents are documents of their own.
/// Its times have no offset and are taken as UTC. The API does not tell the page's name.
///
/// Codes: https://docs.cachethq.io/docs/component-statuses and /incident-statuses
final class CachetReader implements ProviderReader {
    private static final String COMPONENTS = "/api/v1/components?per_page=500";

    private static final Map<Integer, Status> COMPONENT =
            Map.of(
                    1, Status.OPERATIONAL,
                    2, Status.DEGRADED,
                    3, Status.PARTIAL_OUTAGE,
                    4, Status.MAJOR_OUTAGE);

    private static final int SCHEDULED = 0;
    private static final int FIXED = 4;

    @Override
    public String name() {
        return "cachet";
    }

    @Override
    public boolean mayRead(Provider provider) {
        return provider.platform().equals("cachet");
    }

    @Override
    public List<ProviderDocument> documents(Provider provider) {
        return List.of(
                ProviderDocument.json(provider.document(COMPONENTS)),
                ProviderDocument.json(
                                provider.document(
                                        "/api/v1/incidents?per_page=50&sort=id&order=desc"))
                        .optional(),
                ProviderDocument.json(provider.document("/api/v1/components/groups?per_page=500"))
                        .optional());
    }

    @Override
    public List<String> guesses(Provider provider, PageHead head) {
        return List.of(provider.document(COMPONENTS));
    }

    @Override
    public ProviderReading read(ProviderAnswers answers) {
        JsonNode root = answers.json(0);
        List<JsonNode> parts = ProviderJson.objects(root, "data");
        boolean isCachet =
                root.path("data").isArray()
                        && parts.stream().allMatch(part -> part.has("status") && part.has("name"));
        if (!isCachet) {
            throw new UnreadablePage("The answer has not the shape of Cachet's components");
        }
        var groups = new HashMap<String, String>();
        if (answers.has(2)) {
            for (JsonNode group : ProviderJson.objects(answers.json(2), "data")) {
                groups.put(
                        ProviderJson.id(group, "id"),
                        ProviderJson.text(group, "name", ReadingDraft.NAME));
            }
        }
        var draft = new ReadingDraft("");
        var names = new HashMap<String, String>();
        String words = "";
        Status worst = Status.OPERATIONAL;
        for (JsonNode part : parts) {
            if (!part.path("enabled").asBoolean(true)) {
                continue;
            }
            String id = ProviderJson.id(part, "id");
            String name = ProviderJson.text(part, "name", ReadingDraft.NAME);
            String said = ProviderJson.text(part, "status_name", ReadingDraft.NAME);
            Status status = COMPONENT.getOrDefault(code(part, "status"), Status.UNKNOWN);
            draft.component(
                    id,
                    name,
                    groups.getOrDefault(ProviderJson.id(part, "group_id"), ""),
                    status,
                    said);
            names.put(id, name);
            words = worst.worse(status) != worst || words.isEmpty() ? said : words;
            worst = worst.worse(status);
        }
        if (answers.has(1)) {
            for (JsonNode incident : ProviderJson.objects(answers.json(1), "data")) {
                incident(draft, incident, names, answers.now());
            }
        }
        return draft.done(parts.isEmpty() ? Status.UNKNOWN : worst, words);
    }

    private static void incident(
            ReadingDraft draft, JsonNode incident, Map<String, String> names, Instant now) {
        String id = ProviderJson.id(incident, "id");
        boolean isUpdated = incident.path("latest_status").isIntegralNumber();
        int stage = code(incident, isUpdated ? "latest_status" : "status");
        if (stage == FIXED || stage < 0) {
            return;
        }
        String said = ProviderJson.text(incident, "latest_human_status", ReadingDraft.NAME);
        String words =
                said.isEmpty()
                        ? ProviderJson.text(incident, "human_status", ReadingDraft.NAME)
                        : said;
        Instant created = ProviderJson.time(incident, "created_at", Instant.EPOCH);
        String message = ProviderJson.text(incident, "message", ReadingDraft.TEXT);
        draft.update(id, created, words, message);
        for (JsonNode update : ProviderJson.objects(incident, "updates")) {
            draft.update(
                    id,
                    ProviderJson.time(update, "created_at", created),
                    ProviderJson.text(update, "human_status", ReadingDraft.NAME),
                    ProviderJson.text(update, "message", ReadingDraft.TEXT));
        }
        String title = ProviderJson.text(incident, "name", ReadingDraft.NAME);
        String link = ProviderJson.link(incident, "permalink");
        if (stage == SCHEDULED) {
            Instant from = ProviderJson.time(incident, "scheduled_at", created);
            String part = names.getOrDefault(ProviderJson.id(incident, "component_id"), "");
            String word = words.isEmpty() && from.isAfter(now) ? "Scheduled" : words;
            draft.maintenance(
                    id, title, word, from, from, part.isEmpty() ? List.of() : List.of(part), link);
            return;
        }
        Status touched = COMPONENT.getOrDefault(code(incident, "component_status"), Status.UNKNOWN);
        draft.incident(
                id,
                title,
                words,
                Impact.of(touched),
                ProviderJson.time(incident, "occurred_at", created),
                ProviderJson.time(incident, "updated_at", created),
                link);
    }

    /// Some versions write numbers as text; -1 when it is neither.
    private static int code(JsonNode node, String field) {
        String text = ProviderJson.id(node, field);
        return text.matches("[0-9]{1,3}") ? Integer.parseInt(text) : -1;
    }
}
