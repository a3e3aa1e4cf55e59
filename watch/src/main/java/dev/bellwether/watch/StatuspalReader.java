package dev.bellwether.watch;

import dev.bellwether.model.Impact;
import dev.bellwether.model.Status;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;

/// Reads Statuspal's public API: services within services, each with the type of the incident it
/// stands in. The API's address holds the page's subdomain there; a page under its own domain names
/// it in its HTML. Times are UTC without an offset (https://statuspal.io/api-docs).
final class StatuspalReader implements ProviderReader {
    private static final Pattern HOSTED = Pattern.compile("([a-z0-9-]+)\\.statuspal\\.(io|eu)");
    private static final Pattern NAMED =
            Pattern.compile("statuspal\\.(io|eu)/api/v2/status_pages/([A-Za-z0-9_-]{1,100})");

    private static final Map<String, Status> WORDS =
            Map.of(
                    "", Status.OPERATIONAL,
                    "info", Status.OPERATIONAL,
                    "scheduled", Status.MAINTENANCE,
                    "performance", Status.DEGRADED,
                    "minor", Status.PARTIAL_OUTAGE,
                    "major", Status.MAJOR_OUTAGE);

    @Override
    public String name() {
        return "statuspal";
    }

    @Override
    public boolean mayRead(Provider provider) {
        return provider.platform().equals("statuspal");
    }

    @Override
    public List<ProviderDocument> documents(Provider provider) {
        if (NAMED.matcher(provider.feed()).find()) {
            return List.of(ProviderDocument.json(provider.feed()));
        }
        var hosted = HOSTED.matcher(ProviderName.domain(provider.page()));
        return hosted.matches()
                ? List.of(ProviderDocument.json(address(hosted.group(2), hosted.group(1))))
                : List.of();
    }

    /// The address of the API that a text, such as the page's HTML, names.
    static Optional<String> api(String text) {
        var named = NAMED.matcher(text);
        if (named.find()) {
            return Optional.of(address(named.group(1), named.group(2)));
        }
        var hosted = HOSTED.matcher(text);
        while (hosted.find()) {
            if (!hosted.group(1).matches("www|docs|cdn|assets|static|help|app")) {
                return Optional.of(address(hosted.group(2), hosted.group(1)));
            }
        }
        return Optional.empty();
    }

    private static String address(String region, String page) {
        return "https://statuspal." + region + "/api/v2/status_pages/" + page + "/summary";
    }

    @Override
    public List<String> guesses(Provider provider, PageHead head) {
        return api(provider.feed() + " " + provider.page() + " " + head.text()).stream().toList();
    }

    @Override
    public ProviderReading read(ProviderAnswers answers) {
        JsonNode root = answers.json(0);
        if (!root.path("services").isArray() || !root.path("incidents").isArray()) {
            throw new UnreadablePage("The answer has not the shape of Statuspal's");
        }
        var draft =
                new ReadingDraft(
                        ProviderJson.text(root.path("status_page"), "name", ReadingDraft.NAME));
        var names = new HashMap<String, String>();
        for (JsonNode service : ProviderJson.objects(root, "services")) {
            service(draft, service, "", names);
        }
        Status status = names.isEmpty() ? Status.OPERATIONAL : draft.worst();
        for (JsonNode incident : ProviderJson.objects(root, "incidents")) {
            status = status.worse(incident(draft, incident, answers.now()));
        }
        for (String field : List.of("maintenances", "upcoming_maintenances")) {
            for (JsonNode work : ProviderJson.objects(root, field)) {
                maintenance(draft, work, names, answers.now());
            }
        }
        String word =
                ProviderJson.text(
                        root.path("status_page"), "current_incident_type", ReadingDraft.NAME);
        String said =
                word.isEmpty()
                        ? ProviderJson.text(root, "current_status_type", ReadingDraft.NAME)
                        : word;
        return draft.done(status, said);
    }

    private static void service(
            ReadingDraft draft, JsonNode service, String group, Map<String, String> names) {
        String id = ProviderJson.id(service, "id");
        String name = ProviderJson.text(service, "name", ReadingDraft.NAME);
        String word = ProviderJson.text(service, "current_incident_type", ReadingDraft.NAME);
        names.put(id, name);
        draft.component(id, name, group, WORDS.getOrDefault(word, Status.UNKNOWN), word);
        for (JsonNode child : ProviderJson.objects(service, "children")) {
            service(draft, child, group.isEmpty() ? name : group + " / " + name, names);
        }
    }

    private static Status incident(ReadingDraft draft, JsonNode incident, Instant now) {
        if (!ProviderJson.time(incident, "ends_at", Instant.MAX).isAfter(now)) {
            return Status.OPERATIONAL;
        }
        String id = ProviderJson.id(incident, "id");
        String type = ProviderJson.text(incident, "type", ReadingDraft.NAME);
        Status status = type.isEmpty() ? Status.DEGRADED : WORDS.getOrDefault(type, Status.UNKNOWN);
        Instant started = ProviderJson.time(incident, "starts_at", Instant.EPOCH);
        draft.incident(
                id,
                ProviderJson.text(incident, "title", ReadingDraft.NAME),
                updates(draft, id, incident),
                Impact.of(status),
                started,
                started,
                ProviderJson.link(incident, "url"));
        return status;
    }

    private static void maintenance(
            ReadingDraft draft, JsonNode work, Map<String, String> names, Instant now) {
        String id = ProviderJson.id(work, "id");
        Instant from = ProviderJson.time(work, "starts_at", Instant.EPOCH);
        String said = updates(draft, id, work);
        var touched = new ArrayList<String>();
        for (JsonNode service : work.path("service_ids")) {
            String name = names.get(service.asString(""));
            if (name != null) {
                touched.add(name);
            }
        }
        draft.maintenance(
                id,
                ProviderJson.text(work, "title", ReadingDraft.NAME),
                !said.isEmpty() ? said : from.isAfter(now) ? "scheduled" : "in progress",
                from,
                ProviderJson.time(work, "ends_at", from),
                touched,
                ProviderJson.link(work, "url"));
    }

    /// Collects the updates and answers the newest one's type.
    private static String updates(ReadingDraft draft, String id, JsonNode of) {
        String stage = "";
        Instant newest = Instant.MIN;
        for (JsonNode update : ProviderJson.objects(of, "updates")) {
            Instant at =
                    ProviderJson.time(update, "posted_at")
                            .or(() -> ProviderJson.time(update, "inserted_at"))
                            .orElse(Instant.EPOCH);
            String type = ProviderJson.text(update, "type", ReadingDraft.NAME);
            draft.update(id, at, type, ProviderJson.text(update, "description", ReadingDraft.TEXT));
            if (!at.isBefore(newest)) {
                newest = at;
                stage = type;
            }
        }
        return stage;
    }
}
