package dev.bellwether.watch;

import dev.bellwether.model.Impact;
import dev.bellwether.model.Status;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/// Reads incident.io's own documents: `/proxy/<host>`, from which its pages draw themselves and
/// which is whole; or the widget's `/api/v1/summary`, documented but naming only parts in trouble.
/// It is read before Statuspage's shape, which such pages answer too, without groups and sometimes
/// without incidents.
///
/// An open incident that names no part at all makes the page DEGRADED: somebody says that something
/// is wrong.
final class IncidentIoReader implements ProviderReader {
    private static final String WIDGET = "/api/v1/summary";

    private static final Map<String, Status> WORDS =
            Map.of(
                    "operational", Status.OPERATIONAL,
                    "under_maintenance", Status.MAINTENANCE,
                    "degraded_performance", Status.DEGRADED,
                    "partial_outage", Status.PARTIAL_OUTAGE,
                    "full_outage", Status.MAJOR_OUTAGE,
                    "major_outage", Status.MAJOR_OUTAGE);

    @Override
    public String name() {
        return "incidentio";
    }

    @Override
    public boolean mayRead(Provider provider) {
        return provider.platform().equals("incidentio");
    }

    @Override
    public List<ProviderDocument> documents(Provider provider) {
        String address =
                provider.feed().endsWith(WIDGET)
                        ? provider.feed()
                        : provider.document(own(provider));
        return List.of(ProviderDocument.json(address));
    }

    @Override
    public List<String> guesses(Provider provider, PageHead head) {
        return List.of(provider.document(own(provider)), provider.document(WIDGET));
    }

    private static String own(Provider provider) {
        return "/proxy/" + ProviderName.host(provider.page());
    }

    @Override
    public ProviderReading read(ProviderAnswers answers) {
        JsonNode root = answers.json(0);
        JsonNode whole = root.path("summary");
        return whole.isObject() ? page(whole) : widget(root);
    }

    private static ProviderReading page(JsonNode page) {
        String name = ProviderJson.text(page, "name", ReadingDraft.NAME);
        JsonNode structure = page.path("structure");
        if (name.isEmpty() || !(structure.isObject() || page.path("components").isArray())) {
            throw new UnreadablePage("The answer has not the shape of an incident.io summary");
        }
        var draft = new ReadingDraft(name);
        Map<String, String> words = words(page, "affected_components");
        var parts = new HashMap<String, String>();
        for (JsonNode item : ProviderJson.objects(structure, "items")) {
            JsonNode group = item.path("group");
            String groupName = ProviderJson.text(group, "name", ReadingDraft.NAME);
            for (JsonNode part : ProviderJson.objects(group, "components")) {
                part(draft, part, groupName, words, parts);
            }
            if (item.path("component").isObject()) {
                part(draft, item.path("component"), "", words, parts);
            }
        }
        for (JsonNode part : ProviderJson.objects(page, "components")) {
            part(draft, part, "", words, parts);
        }
        Status status = parts.isEmpty() ? Status.OPERATIONAL : draft.worst();
        for (JsonNode incident : ProviderJson.objects(page, "ongoing_incidents")) {
            status = status.worse(incident(draft, incident, parts));
        }
        for (JsonNode planned : ProviderJson.objects(page, "scheduled_maintenances")) {
            maintenance(draft, planned, parts);
        }
        return draft.done(status, said(status, words.values()));
    }

    private static void part(
            ReadingDraft draft,
            JsonNode part,
            String group,
            Map<String, String> words,
            Map<String, String> known) {
        String own = ProviderJson.id(part, "component_id");
        String id = own.isEmpty() ? ProviderJson.id(part, "id") : own;
        String name = ProviderJson.text(part, "name", ReadingDraft.NAME);
        if (known.containsKey(id) || part.path("hidden").asBoolean(false)) {
            return;
        }
        known.put(id, name);
        String word = words.getOrDefault(id, "operational");
        draft.component(id, name, group, status(word), word);
    }

    /// The words of the parts that are touched, by their ids.
    private static Map<String, String> words(JsonNode node, String field) {
        var words = new HashMap<String, String>();
        for (JsonNode part : ProviderJson.objects(node, field)) {
            String now = ProviderJson.text(part, "current_status", ReadingDraft.NAME);
            words.merge(
                    ProviderJson.id(part, "component_id"),
                    now.isEmpty() ? ProviderJson.text(part, "status", ReadingDraft.NAME) : now,
                    (a, b) -> status(a).worse(status(b)) == status(a) ? a : b);
        }
        return words;
    }

    private static Status incident(
            ReadingDraft draft, JsonNode incident, Map<String, String> parts) {
        String stage = ProviderJson.text(incident, "status", ReadingDraft.NAME);
        if (stage.startsWith("maintenance")) {
            maintenance(draft, incident, parts);
            return Status.OPERATIONAL;
        }
        Map<String, String> words = words(incident, "affected_components");
        if (words.isEmpty()) {
            words = words(incident, "component_impacts");
        }
        Status worst =
                words.values().stream()
                        .map(IncidentIoReader::status)
                        .reduce(Status::worse)
                        .orElse(Status.DEGRADED);
        String id = ProviderJson.id(incident, "id");
        Instant started = updates(draft, id, incident);
        draft.incident(
                id,
                ProviderJson.text(incident, "name", ReadingDraft.NAME),
                stage,
                Impact.of(worst),
                started,
                started,
                link(incident));
        return parts.isEmpty() || words.isEmpty() ? worst : Status.OPERATIONAL;
    }

    /// Collects the updates and answers when it was published.
    private static Instant updates(ReadingDraft draft, String id, JsonNode of) {
        Instant first = ProviderJson.time(of, "published_at").orElse(Instant.MAX);
        for (JsonNode update : ProviderJson.objects(of, "updates")) {
            Instant at = ProviderJson.time(update, "published_at", Instant.EPOCH);
            String stage = ProviderJson.text(update, "to_status", ReadingDraft.NAME);
            draft.update(
                    id,
                    at,
                    stage.isEmpty()
                            ? ProviderJson.text(update, "status", ReadingDraft.NAME)
                            : stage,
                    message(update));
            first = at.isBefore(first) ? at : first;
        }
        return first.equals(Instant.MAX) ? Instant.EPOCH : first;
    }

    private static String message(JsonNode update) {
        String plain = ProviderJson.text(update, "message_string", ReadingDraft.TEXT);
        if (!plain.isEmpty()) {
            return plain;
        }
        var text = new StringBuilder();
        words(update.path("message"), text);
        return ProviderJson.cut(text.toString().strip(), ReadingDraft.TEXT);
    }

    /// The words of a rich text, in order, paragraphs apart.
    private static void words(JsonNode node, StringBuilder into) {
        for (JsonNode inside : node) {
            if (inside.isContainer() && into.length() < ReadingDraft.TEXT) {
                words(inside, into);
            }
        }
        into.append(ProviderJson.text(node, "text", ReadingDraft.TEXT));
        if (ProviderJson.text(node, "type", 20).equals("paragraph")) {
            into.append('\n');
        }
    }

    private static void maintenance(
            ReadingDraft draft, JsonNode planned, Map<String, String> parts) {
        String id = ProviderJson.id(planned, "id");
        updates(draft, id, planned);
        Instant from =
                ProviderJson.time(planned, "starts_at")
                        .or(() -> ProviderJson.time(planned, "started_at"))
                        .or(() -> ProviderJson.time(planned, "published_at"))
                        .orElse(Instant.EPOCH);
        Instant until =
                ProviderJson.time(planned, "ends_at")
                        .or(() -> ProviderJson.time(planned, "scheduled_end_at"))
                        .orElse(from);
        var touched = new ArrayList<String>();
        for (JsonNode part : ProviderJson.objects(planned, "affected_components")) {
            String name = ProviderJson.text(part, "name", ReadingDraft.NAME);
            touched.add(
                    name.isEmpty()
                            ? parts.getOrDefault(ProviderJson.id(part, "component_id"), "")
                            : name);
        }
        draft.maintenance(
                id,
                ProviderJson.text(planned, "name", ReadingDraft.NAME),
                ProviderJson.text(planned, "status", ReadingDraft.NAME),
                from,
                until,
                touched.stream().filter(name -> !name.isEmpty()).toList(),
                link(planned));
    }

    /// The widget's shape: only what is wrong.
    private static ProviderReading widget(JsonNode root) {
        String name = ProviderJson.text(root, "page_title", ReadingDraft.NAME);
        if (name.isEmpty() || !root.path("ongoing_incidents").isArray()) {
            throw new UnreadablePage("The answer has not the shape of an incident.io summary");
        }
        var draft = new ReadingDraft(name);
        Status status = Status.OPERATIONAL;
        var words = new ArrayList<String>();
        var seen = new HashMap<String, String>();
        for (JsonNode incident : ProviderJson.objects(root, "ongoing_incidents")) {
            String word = ProviderJson.text(incident, "current_worst_impact", ReadingDraft.NAME);
            Status impact = word.isEmpty() ? Status.DEGRADED : status(word);
            String id = ProviderJson.id(incident, "id");
            Instant at = ProviderJson.time(incident, "last_update_at", Instant.EPOCH);
            String stage = ProviderJson.text(incident, "status", ReadingDraft.NAME);
            String text = ProviderJson.text(incident, "last_update_message", ReadingDraft.TEXT);
            draft.update(id, at, stage, text);
            String title = ProviderJson.text(incident, "name", ReadingDraft.NAME);
            draft.incident(id, title, stage, Impact.of(impact), at, at, link(incident));
            for (JsonNode part : ProviderJson.objects(incident, "affected_components")) {
                widgetPart(draft, part, seen);
            }
            words.add(word);
            status = status.worse(impact);
        }
        for (String field : List.of("in_progress_maintenances", "scheduled_maintenances")) {
            for (JsonNode planned : ProviderJson.objects(root, field)) {
                maintenance(draft, planned, Map.of());
                if (field.startsWith("in_progress")) {
                    status = status.worse(Status.MAINTENANCE);
                }
            }
        }
        return draft.done(status, said(status, words));
    }

    private static void widgetPart(ReadingDraft draft, JsonNode part, Map<String, String> seen) {
        String id = ProviderJson.id(part, "id");
        String word = ProviderJson.text(part, "current_status", ReadingDraft.NAME);
        if (seen.putIfAbsent(id, word) == null) {
            String name = ProviderJson.text(part, "name", ReadingDraft.NAME);
            String group = ProviderJson.text(part, "group_name", ReadingDraft.NAME);
            draft.component(id, name, group, status(word), word);
        }
    }

    /// The word that made the status; `operational` where none did.
    private static String said(Status status, Iterable<String> words) {
        for (String word : words) {
            if (status(word) == status) {
                return word;
            }
        }
        return status == Status.OPERATIONAL ? "operational" : "ongoing incident";
    }

    private static Status status(String word) {
        return WORDS.getOrDefault(word, Status.UNKNOWN);
    }

    private static String link(JsonNode node) {
        String url = ProviderJson.link(node, "url");
        return url.isEmpty() ? ProviderJson.link(node, "permalink") : url;
    }
}
