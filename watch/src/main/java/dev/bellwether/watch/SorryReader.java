package dev.bellwether.watch;

import dev.bellwether.model.Impact;
import dev.bellwether.model.Status;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/// Reads Sorry: the page's state, its components (within components) and its notices are documents
/// of their own.
final class SorryReader implements ProviderReader {
    private static final String DOCUMENT = "/api/v1/status";

    private static final Map<String, Status> WORDS =
            Map.of(
                    "operational", Status.OPERATIONAL,
                    "under_maintenance", Status.MAINTENANCE,
                    "partially_degraded", Status.DEGRADED,
                    "degraded", Status.PARTIAL_OUTAGE,
                    "outage", Status.MAJOR_OUTAGE,
                    "down", Status.MAJOR_OUTAGE);

    @Override
    public String name() {
        return "sorry";
    }

    @Override
    public boolean mayRead(Provider provider) {
        return provider.platform().equals("sorry");
    }

    @Override
    public List<ProviderDocument> documents(Provider provider) {
        return List.of(
                ProviderDocument.json(provider.document(DOCUMENT)),
                ProviderDocument.json(provider.document("/api/v1/components")).optional(),
                ProviderDocument.json(provider.document("/api/v1/notices")).optional());
    }

    @Override
    public List<String> guesses(Provider provider, PageHead head) {
        return List.of(provider.document(DOCUMENT));
    }

    @Override
    public ProviderReading read(ProviderAnswers answers) {
        JsonNode page = answers.json(0).path("page");
        String word = ProviderJson.text(page, "state", ReadingDraft.NAME);
        if (word.isEmpty()) {
            throw new UnreadablePage("The answer has not the shape of Sorry's");
        }
        var draft = new ReadingDraft(ProviderJson.text(page, "name", ReadingDraft.NAME));
        if (answers.has(1)) {
            components(draft, list(answers.json(1), "components"));
        }
        if (answers.has(2)) {
            for (JsonNode notice : list(answers.json(2), "notices")) {
                notice(draft, notice, status(word), answers.now());
            }
        }
        String said = ProviderJson.text(page, "state_text", ReadingDraft.NAME);
        return draft.done(status(word), said.isEmpty() ? word : said);
    }

    /// The pages' own API names the list; the one for developers calls it `response`.
    private static List<JsonNode> list(JsonNode root, String name) {
        return ProviderJson.objects(root, root.path(name).isArray() ? name : "response");
    }

    private static void components(ReadingDraft draft, List<JsonNode> components) {
        var names = new HashMap<String, String>();
        var parents = new HashMap<String, String>();
        for (JsonNode part : components) {
            String id = ProviderJson.id(part, "id");
            names.put(id, ProviderJson.text(part, "name", ReadingDraft.NAME));
            parents.put(id, ProviderJson.id(part, "parent_id"));
        }
        for (JsonNode part : components) {
            String id = ProviderJson.id(part, "id");
            String word = ProviderJson.text(part, "state", ReadingDraft.NAME);
            draft.component(
                    id,
                    names.getOrDefault(id, ""),
                    group(parents.getOrDefault(id, ""), names, parents),
                    status(word),
                    word);
        }
    }

    /// The names from the outermost to `id`; parents may go in circles, so no deeper than eight.
    private static String group(String id, Map<String, String> names, Map<String, String> parents) {
        String group = "";
        String at = id;
        for (int depth = 0; depth < 8 && names.containsKey(at); depth++) {
            group = group.isEmpty() ? names.get(at) : names.get(at) + " / " + group;
            at = parents.getOrDefault(at, "");
        }
        return group;
    }

    private static void notice(ReadingDraft draft, JsonNode notice, Status page, Instant now) {
        Instant ended = ProviderJson.time(notice, "ended_at", Instant.MAX);
        String when = ProviderJson.text(notice, "timeline_state", 30);
        String stage = ProviderJson.text(notice, "state", ReadingDraft.NAME);
        boolean isOver =
                when.equals("past")
                        || stage.matches("resolved|complete|cancelled|false_alarm|closed");
        boolean isPlanned = ProviderJson.text(notice, "type", 30).equals("planned");
        if (isOver || (!isPlanned && !ended.isAfter(now))) {
            return;
        }
        String id = ProviderJson.id(notice, "id");
        Instant created = ProviderJson.time(notice, "created_at", Instant.EPOCH);
        Instant began = ProviderJson.time(notice, "began_at", created);
        String synopsis = ProviderJson.text(notice, "synopsis", ReadingDraft.TEXT);
        if (!synopsis.isEmpty()) {
            draft.update(id, created.isAfter(began) ? began : created, stage, synopsis);
        }
        for (JsonNode update : ProviderJson.objects(notice, "updates")) {
            draft.update(
                    id,
                    ProviderJson.time(update, "created_at", began),
                    ProviderJson.text(update, "state", ReadingDraft.NAME),
                    ProviderJson.text(update, "content", ReadingDraft.TEXT));
        }
        String title = ProviderJson.text(notice, "subject", ReadingDraft.NAME);
        String url = ProviderJson.link(notice, "link");
        String link = url.isEmpty() ? ProviderJson.link(notice, "url") : url;
        if (isPlanned) {
            Instant from = ProviderJson.time(notice, "begins_at", began);
            Instant planned = ProviderJson.time(notice, "ends_at", ended);
            Instant until = planned.equals(Instant.MAX) ? from : planned;
            List<String> parts =
                    ProviderJson.objects(notice, "components").stream()
                            .map(part -> ProviderJson.text(part, "name", ReadingDraft.NAME))
                            .toList();
            draft.maintenance(id, title, stage, from, until, parts, link);
        } else {
            // A notice has no weight of its own; the page's state is the weight of what is open.
            Instant updated = ProviderJson.time(notice, "updated_at", began);
            draft.incident(id, title, stage, Impact.of(page), began, updated, link);
        }
    }

    private static Status status(String word) {
        return WORDS.getOrDefault(word.replace('-', '_'), Status.UNKNOWN);
    }
}
