package dev.bellwether.watch;

import dev.bellwether.model.Impact;
import dev.bellwether.model.Status;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/// Reads FireHydrant: `/data/payload.json`, from which its pages draw themselves. It holds the
/// parts without a state, all incidents there ever were, and the page's own names of conditions
/// with what they stand for. So a part is as bad as the open incidents that touch it.
final class FireHydrantReader implements ProviderReader {
    private static final String DOCUMENT = "/data/payload.json";

    private static final Map<String, Status> CONDITION =
            Map.of(
                    "OPERATIONAL", Status.OPERATIONAL,
                    "DEGRADED", Status.DEGRADED,
                    "OFFLINE", Status.MAJOR_OUTAGE);

    private static final Map<String, Status> SEVERITY =
            Map.of(
                    "MAINTENANCE", Status.MAINTENANCE,
                    "UNSET", Status.DEGRADED,
                    "SEV5", Status.DEGRADED,
                    "SEV4", Status.DEGRADED,
                    "SEV3", Status.DEGRADED,
                    "SEV2", Status.PARTIAL_OUTAGE,
                    "SEV1", Status.MAJOR_OUTAGE,
                    "SEV0", Status.MAJOR_OUTAGE);

    private record Said(Status status, String words) {
        Said worse(Said other) {
            return status.worse(other.status) == status ? this : other;
        }
    }

    @Override
    public String name() {
        return "firehydrant";
    }

    @Override
    public boolean mayRead(Provider provider) {
        return provider.platform().equals("firehydrant");
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
        JsonNode config = root.path("config");
        if (!config.isObject() || !root.path("incidents").isArray()) {
            throw new UnreadablePage("The answer has not the shape of FireHydrant's");
        }
        String company = ProviderJson.text(config, "companyName", ReadingDraft.NAME);
        var draft =
                new ReadingDraft(
                        company.isEmpty()
                                ? ProviderJson.text(config, "title", ReadingDraft.NAME)
                                : company);
        var touched = new HashMap<String, Said>();
        var page =
                new Said(
                        Status.OPERATIONAL,
                        ProviderJson.text(config, "operationalMessage", ReadingDraft.NAME));
        for (JsonNode incident : ProviderJson.objects(root, "incidents")) {
            if (!isOver(incident)) {
                page = page.worse(open(draft, incident, root, touched, answers.now()));
            }
        }
        for (JsonNode part : ProviderJson.objects(root, "components")) {
            String id = ProviderJson.id(part, "id");
            String name = ProviderJson.text(part, "name", ReadingDraft.NAME);
            Said said = touched.getOrDefault(id, new Said(Status.OPERATIONAL, ""));
            draft.component(
                    id,
                    name,
                    ProviderJson.text(part, "group", ReadingDraft.NAME),
                    said.status(),
                    said.words());
        }
        return draft.done(page.status(), page.words());
    }

    private static boolean isOver(JsonNode incident) {
        return ProviderJson.time(incident.path("timestamps"), "resolved").isPresent();
    }

    /// What an open incident makes of the page.
    private static Said open(
            ReadingDraft draft,
            JsonNode incident,
            JsonNode root,
            Map<String, Said> touched,
            Instant now) {
        String id = ProviderJson.id(incident, "id");
        String severity = ProviderJson.text(incident, "severitySlug", ReadingDraft.NAME);
        JsonNode times = incident.path("timestamps");
        Instant detected = ProviderJson.time(times, "detected", Instant.EPOCH);
        Instant started = ProviderJson.time(times, "started", detected);
        Status weight = SEVERITY.getOrDefault(severity, Status.UNKNOWN);
        boolean isWork = weight == Status.MAINTENANCE;
        if (isWork && started.isAfter(now)) {
            weight = Status.OPERATIONAL;
        }
        var parts = new ArrayList<String>();
        Said worst = new Said(Status.OPERATIONAL, severity);
        for (JsonNode part : ProviderJson.objects(incident, "components")) {
            String word = ProviderJson.text(part, "condition", ReadingDraft.NAME);
            String stands = ProviderJson.text(root.path("conditions"), word, 40);
            Status status =
                    isWork
                            ? weight
                            : CONDITION.getOrDefault(
                                    stands.isEmpty() ? word : stands, Status.UNKNOWN);
            var said = new Said(status, word);
            touched.merge(ProviderJson.id(part, "id"), said, Said::worse);
            worst = worst.worse(said);
            parts.add(ProviderJson.text(part, "name", ReadingDraft.NAME));
        }
        timeline(draft, id, incident);
        String title = ProviderJson.text(incident, "title", ReadingDraft.NAME);
        if (isWork) {
            String stage = started.isAfter(now) ? "scheduled" : "in progress";
            draft.maintenance(id, title, stage, started, started, parts, "");
            return new Said(weight, severity);
        }
        draft.incident(id, title, stage(incident), Impact.of(weight), started, started, "");
        // Parts tell more than a severity whose names every company chooses for itself.
        return parts.isEmpty() || worst.status() == Status.OPERATIONAL
                ? new Said(weight, severity)
                : new Said(weight, severity).worse(worst);
    }

    private static void timeline(ReadingDraft draft, String id, JsonNode incident) {
        for (JsonNode entry : ProviderJson.objects(incident, "timeline")) {
            JsonNode details = entry.path("details");
            String note = ProviderJson.text(details, "note", ReadingDraft.TEXT);
            String text =
                    note.isEmpty()
                            ? ProviderJson.text(details.path("note"), "note", ReadingDraft.TEXT)
                            : note;
            if (!text.isEmpty()) {
                Instant written = ProviderJson.time(entry, "time", Instant.EPOCH);
                draft.update(id, ProviderJson.time(entry, "occurredAt", written), "", text);
            }
        }
    }

    /// The milestone that was reached last.
    private static String stage(JsonNode incident) {
        String stage = "";
        Instant newest = Instant.MIN;
        for (JsonNode phase : ProviderJson.objects(incident, "lifecyclePhases")) {
            for (JsonNode milestone : ProviderJson.objects(phase, "milestones")) {
                Instant at = ProviderJson.time(milestone, "occurredAt", Instant.MIN);
                if (at.isAfter(newest)) {
                    newest = at;
                    stage = ProviderJson.text(milestone, "slug", ReadingDraft.NAME);
                }
            }
        }
        return stage;
    }
}
