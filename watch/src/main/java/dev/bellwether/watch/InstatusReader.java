package dev.bellwether.watch;

import dev.bellwether.model.Impact;
import dev.bellwether.model.Status;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/// Reads Instatus: `/summary.json` for the page and what is open, `/v2/components.json`, where
/// there is one, for its parts.
final class InstatusReader implements ProviderReader {
    private static final String DOCUMENT = "/summary.json";

    private static final Map<String, Status> WORDS =
            Map.ofEntries(
                    // of a part or an incident
                    Map.entry("OPERATIONAL", Status.OPERATIONAL),
                    Map.entry("UNDERMAINTENANCE", Status.MAINTENANCE),
                    Map.entry("DEGRADEDPERFORMANCE", Status.DEGRADED),
                    Map.entry("MINOROUTAGE", Status.DEGRADED),
                    Map.entry("PARTIALOUTAGE", Status.PARTIAL_OUTAGE),
                    Map.entry("MAJOROUTAGE", Status.MAJOR_OUTAGE),
                    // of the page
                    Map.entry("UP", Status.OPERATIONAL),
                    Map.entry("HASISSUES", Status.DEGRADED),
                    Map.entry("ONEUNDERMAINTENANCE", Status.MAINTENANCE),
                    Map.entry("SOMEUNDERMAINTENANCE", Status.MAINTENANCE),
                    Map.entry("ALLUNDERMAINTENANCE", Status.MAINTENANCE),
                    Map.entry("ONEDEGRADEDPERFORMANCE", Status.DEGRADED),
                    Map.entry("SOMEDEGRADEDPERFORMANCE", Status.DEGRADED),
                    Map.entry("ALLDEGRADEDPERFORMANCE", Status.DEGRADED),
                    Map.entry("ONEMINOROUTAGE", Status.DEGRADED),
                    Map.entry("SOMEMINOROUTAGE", Status.DEGRADED),
                    Map.entry("ALLMINOROUTAGE", Status.DEGRADED),
                    Map.entry("ONEPARTIALOUTAGE", Status.PARTIAL_OUTAGE),
                    Map.entry("SOMEPARTIALOUTAGE", Status.PARTIAL_OUTAGE),
                    Map.entry("ALLPARTIALOUTAGE", Status.PARTIAL_OUTAGE),
                    Map.entry("ONEMAJOROUTAGE", Status.PARTIAL_OUTAGE),
                    Map.entry("SOMEMAJOROUTAGE", Status.PARTIAL_OUTAGE),
                    Map.entry("ALLMAJOROUTAGE", Status.MAJOR_OUTAGE));

    @Override
    public String name() {
        return "instatus";
    }

    @Override
    public boolean mayRead(Provider provider) {
        return provider.platform().equals("instatus");
    }

    @Override
    public List<ProviderDocument> documents(Provider provider) {
        return List.of(
                ProviderDocument.json(provider.document(DOCUMENT)),
                ProviderDocument.json(provider.document("/v2/components.json")).optional());
    }

    @Override
    public List<String> guesses(Provider provider, PageHead head) {
        return List.of(provider.document(DOCUMENT));
    }

    @Override
    public ProviderReading read(ProviderAnswers answers) {
        JsonNode root = answers.json(0);
        JsonNode page = root.path("page");
        String name = ProviderJson.text(page, "name", ReadingDraft.NAME);
        String word = ProviderJson.text(page, "status", ReadingDraft.NAME);
        if (name.isEmpty() || word.isEmpty()) {
            throw new UnreadablePage("The answer has not the shape of an Instatus summary");
        }
        var draft = new ReadingDraft(name);
        Status status = status(word);
        for (JsonNode incident : ProviderJson.objects(root, "activeIncidents")) {
            Status impact = incident(draft, incident);
            // "Has issues" says no more than that.
            status = word.equals("HASISSUES") ? status.worse(impact) : status;
        }
        for (JsonNode planned : ProviderJson.objects(root, "activeMaintenances")) {
            maintenance(draft, planned);
        }
        if (answers.has(1)) {
            for (JsonNode part : ProviderJson.objects(answers.json(1), "components")) {
                part(draft, part, "");
            }
        }
        return draft.done(status, word);
    }

    private static void part(ReadingDraft draft, JsonNode part, String inside) {
        String name = ProviderJson.text(part, "name", ReadingDraft.NAME);
        String named = ProviderJson.text(part.path("group"), "name", ReadingDraft.NAME);
        String group = named.isEmpty() ? inside : named;
        String word = ProviderJson.text(part, "status", ReadingDraft.NAME);
        List<JsonNode> children = ProviderJson.objects(part, "children");
        if (children.isEmpty()) {
            draft.component(ProviderJson.id(part, "id"), name, group, status(word), word);
        }
        for (JsonNode child : children) {
            part(draft, child, group.isEmpty() ? name : group + " / " + name);
        }
    }

    private static Status incident(ReadingDraft draft, JsonNode incident) {
        String stage = ProviderJson.text(incident, "status", ReadingDraft.NAME);
        if (stage.equals("RESOLVED")) {
            return Status.OPERATIONAL;
        }
        Status impact = status(ProviderJson.text(incident, "impact", ReadingDraft.NAME));
        Instant started = ProviderJson.time(incident, "started", Instant.EPOCH);
        draft.incident(
                ProviderJson.id(incident, "id"),
                ProviderJson.text(incident, "name", ReadingDraft.NAME),
                stage,
                Impact.of(impact),
                started,
                ProviderJson.time(incident, "updatedAt", started),
                ProviderJson.link(incident, "url"));
        return impact;
    }

    private static void maintenance(ReadingDraft draft, JsonNode planned) {
        String stage = ProviderJson.text(planned, "status", ReadingDraft.NAME);
        if (stage.equals("COMPLETED")) {
            return;
        }
        Instant from = ProviderJson.time(planned, "start", Instant.EPOCH);
        String minutes = ProviderJson.id(planned, "duration");
        draft.maintenance(
                ProviderJson.id(planned, "id"),
                ProviderJson.text(planned, "name", ReadingDraft.NAME),
                stage,
                from,
                minutes.matches("[0-9]{1,6}")
                        ? from.plus(Duration.ofMinutes(Long.parseLong(minutes)))
                        : from,
                List.of(),
                ProviderJson.link(planned, "url"));
    }

    private static Status status(String word) {
        return WORDS.getOrDefault(word, Status.UNKNOWN);
    }
}
