package dev.bellwether.watch;

import dev.bellwether.model.Impact;
import dev.bellwether.model.Status;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;

/// Reads Checkly's status pages: the incidents that are not resolved, and nothing else. So a page
/// without one is well, its parts are known only while one names them, and its name is not told.
/// The address holds the page's own slug, which the catalogue's feed or the page's HTML names.
final class ChecklyReader implements ProviderReader {
    private static final Pattern ADDRESS =
            Pattern.compile("/api/status-page/([A-Za-z0-9_-]{1,100})(?:/|\\b)");

    private static final Map<String, Status> SEVERITY =
            Map.of(
                    "MAINTENANCE", Status.MAINTENANCE,
                    "MINOR", Status.DEGRADED,
                    "MEDIUM", Status.PARTIAL_OUTAGE,
                    "MAJOR", Status.MAJOR_OUTAGE,
                    "CRITICAL", Status.MAJOR_OUTAGE);

    @Override
    public String name() {
        return "checkly";
    }

    @Override
    public boolean mayRead(Provider provider) {
        return provider.platform().equals("checkly");
    }

    @Override
    public List<ProviderDocument> documents(Provider provider) {
        return path(provider.feed())
                .map(path -> ProviderDocument.json(provider.document(path)))
                .stream()
                .toList();
    }

    /// The path of the API that a text, such as the page's HTML, names.
    static Optional<String> path(String text) {
        var address = ADDRESS.matcher(text);
        return address.find()
                ? Optional.of("/api/status-page/" + address.group(1) + "/unresolved-incidents")
                : Optional.empty();
    }

    @Override
    public List<String> guesses(Provider provider, PageHead head) {
        return path(provider.feed() + " " + head.text()).map(provider::document).stream().toList();
    }

    @Override
    public ProviderReading read(ProviderAnswers answers) {
        JsonNode root = answers.json(0);
        List<JsonNode> incidents = ProviderJson.objects(root, "incidents");
        boolean isCheckly =
                root.path("incidents").isArray()
                        && incidents.stream().allMatch(i -> i.has("severity") && i.has("services"));
        if (!isCheckly) {
            throw new UnreadablePage("The answer has not the shape of Checkly's incidents");
        }
        var draft = new ReadingDraft("");
        Status status = Status.OPERATIONAL;
        String words = "no unresolved incident";
        var parts = new HashMap<String, Part>();
        for (JsonNode incident : incidents) {
            String severity = ProviderJson.text(incident, "severity", ReadingDraft.NAME);
            Status its = SEVERITY.getOrDefault(severity, Status.UNKNOWN);
            if (incident(draft, incident, its)) {
                words = status.worse(its) == status ? words : severity;
                status = status.worse(its);
                for (JsonNode service : ProviderJson.objects(incident, "services")) {
                    parts.merge(
                            ProviderJson.id(service, "id"),
                            new Part(
                                    ProviderJson.text(service, "name", ReadingDraft.NAME),
                                    its,
                                    severity),
                            (a, b) -> a.status().worse(b.status()) == a.status() ? a : b);
                }
            }
        }
        parts.forEach(
                (id, part) -> draft.component(id, part.name(), "", part.status(), part.words()));
        return draft.done(status, words);
    }

    private record Part(String name, Status status, String words) {}

    /// False when it is over.
    private static boolean incident(ReadingDraft draft, JsonNode incident, Status status) {
        String stage = ProviderJson.text(incident, "lastUpdateStatus", ReadingDraft.NAME);
        if (stage.equals("RESOLVED")) {
            return false;
        }
        String id = ProviderJson.id(incident, "id");
        Instant created = ProviderJson.time(incident, "created_at", Instant.EPOCH);
        for (JsonNode update : ProviderJson.objects(incident, "incidentUpdates")) {
            Instant written = ProviderJson.time(update, "created_at", created);
            draft.update(
                    id,
                    ProviderJson.time(update, "publicIncidentUpdateDate", written),
                    ProviderJson.text(update, "status", ReadingDraft.NAME),
                    ProviderJson.text(update, "description", ReadingDraft.TEXT));
        }
        String title = ProviderJson.text(incident, "name", ReadingDraft.NAME);
        Instant updated = ProviderJson.time(incident, "updated_at", created);
        if (status == Status.MAINTENANCE) {
            List<String> touched =
                    ProviderJson.objects(incident, "services").stream()
                            .map(part -> ProviderJson.text(part, "name", ReadingDraft.NAME))
                            .toList();
            draft.maintenance(id, title, stage, created, created, touched, "");
        } else {
            draft.incident(id, title, stage, Impact.of(status), created, updated, "");
        }
        return true;
    }
}
