package dev.bellwether.watch;

import dev.bellwether.model.Impact;
import dev.bellwether.model.Status;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/// Reads Better Stack: `/index.json`, in the form of JSON:API, where sections, resources and
/// reports stand beside each other and refer to each other by id.
final class BetterStackReader implements ProviderReader {
    private static final String DOCUMENT = "/index.json";

    /// A downtime of the page may be one of a single resource.
    private static final Map<String, Status> PAGE =
            Map.of(
                    "operational", Status.OPERATIONAL,
                    "maintenance", Status.MAINTENANCE,
                    "degraded", Status.DEGRADED,
                    "downtime", Status.PARTIAL_OUTAGE);

    private static final Map<String, Status> RESOURCE =
            Map.of(
                    "operational", Status.OPERATIONAL,
                    "resolved", Status.OPERATIONAL,
                    "maintenance", Status.MAINTENANCE,
                    "degraded", Status.DEGRADED,
                    "downtime", Status.MAJOR_OUTAGE);

    @Override
    public String name() {
        return "betterstack";
    }

    @Override
    public boolean mayRead(Provider provider) {
        return provider.platform().equals("betterstack");
    }

    @Override
    public List<ProviderDocument> documents(Provider provider) {
        return List.of(ProviderDocument.json(provider.document(DOCUMENT)));
    }

    @Override
    public List<String> guesses(Provider provider, PageHead head) {
        return List.of(provider.document(DOCUMENT));
    }

    @Override
    public ProviderReading read(ProviderAnswers answers) {
        JsonNode root = answers.json(0);
        JsonNode page = root.path("data").path("attributes");
        String word = ProviderJson.text(page, "aggregate_state", ReadingDraft.NAME);
        if (word.isEmpty() || !root.path("included").isArray()) {
            throw new UnreadablePage("The answer has not the shape of a Better Stack page");
        }
        var draft = new ReadingDraft(ProviderJson.text(page, "company_name", ReadingDraft.NAME));
        List<JsonNode> included = ProviderJson.objects(root, "included");
        var sections = new HashMap<String, String>();
        for (JsonNode item : of(included, "status_page_section")) {
            sections.put(ProviderJson.id(item, "id"), text(item, "name"));
        }
        var parts = new HashMap<String, String>();
        boolean allDown = true;
        for (JsonNode item : of(included, "status_page_resource")) {
            String id = ProviderJson.id(item, "id");
            String name = text(item, "public_name");
            String said = text(item, "status");
            String section = ProviderJson.id(item.path("attributes"), "status_page_section_id");
            parts.put(id, name);
            Status status = RESOURCE.getOrDefault(said, Status.UNKNOWN);
            allDown &= status == Status.MAJOR_OUTAGE;
            String group = sections.getOrDefault(section, "");
            draft.component(id.isEmpty() ? name : id, name, group, status, said);
        }
        for (JsonNode item : of(included, "status_update")) {
            JsonNode update = item.path("attributes");
            draft.update(
                    ProviderJson.id(update, "status_report_id"),
                    ProviderJson.time(update, "published_at", Instant.EPOCH),
                    "",
                    ProviderJson.text(update, "message", ReadingDraft.TEXT));
        }
        for (JsonNode item : of(included, "status_report")) {
            report(draft, item, parts, answers.now());
        }
        Status status = PAGE.getOrDefault(word, Status.UNKNOWN);
        boolean isWhole = word.equals("downtime") && allDown && !parts.isEmpty();
        return draft.done(isWhole ? Status.MAJOR_OUTAGE : status, word);
    }

    private static void report(
            ReadingDraft draft, JsonNode item, Map<String, String> parts, Instant now) {
        JsonNode report = item.path("attributes");
        Instant from = ProviderJson.time(report, "starts_at", Instant.EPOCH);
        Instant until = ProviderJson.time(report, "ends_at", Instant.MAX);
        if (!until.isAfter(now)) {
            return;
        }
        String id = ProviderJson.id(item, "id");
        String title = ProviderJson.text(report, "title", ReadingDraft.NAME);
        String word = ProviderJson.text(report, "aggregate_state", ReadingDraft.NAME);
        if (ProviderJson.text(report, "report_type", 30).equals("maintenance")) {
            var touched = new ArrayList<String>();
            for (JsonNode part : ProviderJson.objects(report, "affected_resources")) {
                touched.add(
                        parts.getOrDefault(ProviderJson.id(part, "status_page_resource_id"), ""));
            }
            touched.removeIf(String::isEmpty);
            String stage = from.isAfter(now) ? "scheduled" : "in progress";
            Instant end = until.equals(Instant.MAX) ? from : until;
            draft.maintenance(id, title, stage, from, end, touched, "");
        } else {
            Impact impact = Impact.of(RESOURCE.getOrDefault(word, Status.UNKNOWN));
            draft.incident(id, title, word, impact, from, from, "");
        }
    }

    private static List<JsonNode> of(List<JsonNode> included, String type) {
        return included.stream()
                .filter(item -> ProviderJson.text(item, "type", 60).equals(type))
                .toList();
    }

    private static String text(JsonNode item, String field) {
        return ProviderJson.text(item.path("attributes"), field, ReadingDraft.NAME);
    }
}
