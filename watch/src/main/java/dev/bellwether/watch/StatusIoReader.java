package dev.bellwether.watch;

import dev.bellwether.model.Impact;
import dev.bellwether.model.Status;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;

/// Reads status.io's public API. Its address holds the page's id, which the catalogue's feed or the
/// page itself names. Components stand in containers, mostly regions: each is a part of its own,
/// `Website / Virginia`. The API does not tell the page's name.
///
/// Codes: https://kb.status.io/developers/status-codes
final class StatusIoReader implements ProviderReader {
    static final String API = "https://api.status.io/1.0/status/";
    private static final Pattern DOCUMENT =
            Pattern.compile("https?://[^/]+/1\\.0/status/[0-9a-f]{24}");
    private static final Pattern ID =
            Pattern.compile("(?:1\\.0/status|pages?(?:/history)?)/([0-9a-f]{24})");

    private static final Map<Long, Status> CODES =
            Map.of(
                    100L, Status.OPERATIONAL,
                    200L, Status.MAINTENANCE,
                    300L, Status.DEGRADED,
                    400L, Status.PARTIAL_OUTAGE,
                    500L, Status.MAJOR_OUTAGE,
                    // "Security Event": nothing is said of whether it works
                    600L, Status.UNKNOWN);

    private static final Map<Long, String> STAGES =
            Map.of(100L, "investigating", 200L, "identified", 300L, "monitoring");

    private static final Map<Long, String> WORK =
            Map.of(100L, "scheduled", 200L, "in progress", 300L, "verifying");

    @Override
    public String name() {
        return "statusio";
    }

    @Override
    public boolean mayRead(Provider provider) {
        return provider.platform().equals("statusio");
    }

    @Override
    public List<ProviderDocument> documents(Provider provider) {
        if (DOCUMENT.matcher(provider.feed()).matches()) {
            return List.of(ProviderDocument.json(provider.feed()));
        }
        return api(provider.feed() + " " + provider.page()).map(ProviderDocument::json).stream()
                .toList();
    }

    /// The address of the API that a text, such as the page's HTML, names.
    static Optional<String> api(String text) {
        var id = ID.matcher(text);
        return id.find() ? Optional.of(API + id.group(1)) : Optional.empty();
    }

    @Override
    public List<String> guesses(Provider provider, PageHead head) {
        return api(provider.feed() + " " + provider.page() + " " + head.text()).stream().toList();
    }

    @Override
    public ProviderReading read(ProviderAnswers answers) {
        JsonNode result = answers.json(0).path("result");
        JsonNode overall = result.path("status_overall");
        if (!overall.isObject() || !result.path("status").isArray()) {
            throw new UnreadablePage("The answer has not the shape of status.io's");
        }
        var draft = new ReadingDraft("");
        for (JsonNode part : ProviderJson.objects(result, "status")) {
            String id = ProviderJson.id(part, "id");
            String name = ProviderJson.text(part, "name", ReadingDraft.NAME);
            part(draft, part, id, name, "");
            for (JsonNode container : ProviderJson.objects(part, "containers")) {
                String region = ProviderJson.text(container, "name", ReadingDraft.NAME);
                part(draft, container, id + "/" + ProviderJson.id(container, "id"), region, name);
            }
        }
        for (JsonNode incident : ProviderJson.objects(result, "incidents")) {
            incident(draft, incident);
        }
        for (JsonNode work : ProviderJson.objects(result.path("maintenance"), "active")) {
            maintenance(draft, work);
        }
        for (JsonNode work : ProviderJson.objects(result.path("maintenance"), "upcoming")) {
            maintenance(draft, work);
        }
        return draft.done(status(overall), ProviderJson.text(overall, "status", ReadingDraft.NAME));
    }

    private static void part(
            ReadingDraft draft, JsonNode part, String id, String name, String group) {
        String word = ProviderJson.text(part, "status", ReadingDraft.NAME);
        draft.component(id, name, group, status(part), word);
    }

    private static void incident(ReadingDraft draft, JsonNode incident) {
        String id = ProviderJson.id(incident, "_id");
        JsonNode last = messages(draft, incident, id, STAGES);
        Instant opened = ProviderJson.time(incident, "datetime_open", Instant.EPOCH);
        draft.incident(
                id,
                ProviderJson.text(incident, "name", ReadingDraft.NAME),
                STAGES.getOrDefault(code(last, "state"), ""),
                Impact.of(CODES.getOrDefault(code(last, "status"), Status.UNKNOWN)),
                opened,
                opened,
                "");
    }

    private static void maintenance(ReadingDraft draft, JsonNode work) {
        String id = ProviderJson.id(work, "_id");
        JsonNode last = messages(draft, work, id, WORK);
        Instant from = ProviderJson.time(work, "datetime_planned_start", Instant.EPOCH);
        List<String> parts =
                ProviderJson.objects(work, "components_affected").stream()
                        .map(part -> ProviderJson.text(part, "name", ReadingDraft.NAME))
                        .toList();
        draft.maintenance(
                id,
                ProviderJson.text(work, "name", ReadingDraft.NAME),
                WORK.getOrDefault(code(last, "state"), ""),
                from,
                ProviderJson.time(work, "datetime_planned_end", from),
                parts,
                "");
    }

    /// Collects the messages and answers the newest.
    private static JsonNode messages(
            ReadingDraft draft, JsonNode of, String id, Map<Long, String> stages) {
        JsonNode newest = of;
        Instant when = Instant.MIN;
        for (JsonNode message : ProviderJson.objects(of, "messages")) {
            Instant at = ProviderJson.time(message, "datetime", Instant.EPOCH);
            draft.update(
                    id,
                    at,
                    stages.getOrDefault(code(message, "state"), ""),
                    ProviderJson.text(message, "details", ReadingDraft.TEXT));
            if (!at.isBefore(when)) {
                newest = message;
                when = at;
            }
        }
        return newest;
    }

    private static Status status(JsonNode node) {
        return CODES.getOrDefault(code(node, "status_code"), Status.UNKNOWN);
    }

    private static long code(JsonNode node, String field) {
        JsonNode code = node.path(field);
        return code.isIntegralNumber() && code.canConvertToLong() ? code.longValue() : -1;
    }
}
