package dev.bellwether.watch;

import dev.bellwether.model.Impact;
import dev.bellwether.model.Status;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/// Slack's own status API, `/api/v2.0.0/current`: `status` (`ok` or `active`) and
/// `active_incidents`, each with a type, the services it touches, and notes. Services that are well
/// are not listed there, so the list of them is here.
///
/// Words: https://docs.slack.dev/reference/slack-status-api
final class SlackReader implements ProviderReader {
    private static final Map<String, Status> TYPES =
            Map.of(
                    "maintenance", Status.MAINTENANCE,
                    "notice", Status.DEGRADED,
                    "incident", Status.PARTIAL_OUTAGE,
                    "outage", Status.MAJOR_OUTAGE);

    private static final List<String> SERVICES =
            List.of(
                    "Login/SSO",
                    "Messaging",
                    "Notifications",
                    "Search",
                    "Workspace/Org Administration",
                    "Canvases",
                    "Connectivity",
                    "Files",
                    "Huddles",
                    "Apps/Integrations/APIs",
                    "Workflows");

    private static final List<String> OVER = List.of("ok", "resolved", "completed", "cancelled");
    private static final int SERVICES_MOST = 100;

    @Override
    public String name() {
        return "slack";
    }

    @Override
    public boolean mayRead(Provider provider) {
        return provider.platform().equals("slack");
    }

    @Override
    public List<ProviderDocument> documents(Provider provider) {
        return List.of(ProviderDocument.json(provider.document("/api/v2.0.0/current")));
    }

    @Override
    public ProviderReading read(ProviderAnswers answers) {
        JsonNode root = answers.json(0);
        String word = ProviderJson.text(root, "status", Told.NAME);
        if (word.isEmpty() || !root.path("active_incidents").isArray()) {
            throw new UnreadablePage("The answer has not the shape of Slack's status");
        }
        var told = new Told();
        var parts = new LinkedHashMap<String, ProviderComponent>();
        SERVICES.forEach(
                s -> parts.put(s, new ProviderComponent(s, s, "", Status.OPERATIONAL, "ok")));
        Status worst = Status.OPERATIONAL;
        for (JsonNode incident : root.path("active_incidents")) {
            if (incident.isObject() && !told.isFull()) {
                worst = worst.worse(incident(incident, told, parts));
            }
        }
        return new ProviderReading(
                "Slack",
                word.equals("ok") || word.equals("active") ? worst : Status.UNKNOWN.worse(worst),
                told.words(word),
                told.incidents(),
                told.updates(),
                List.copyOf(parts.values()),
                told.maintenances());
    }

    private static Status incident(
            JsonNode incident, Told told, Map<String, ProviderComponent> parts) {
        String id = ProviderJson.id(incident, "id");
        String type = ProviderJson.text(incident, "type", Told.NAME);
        String stage = ProviderJson.text(incident, "status", Told.NAME);
        String title = ProviderJson.text(incident, "title", Told.NAME);
        Instant started = ProviderJson.time(incident, "date_created", Instant.EPOCH);
        for (JsonNode note : incident.path("notes")) {
            told.update(
                    id,
                    ProviderJson.time(note, "date_created", started),
                    stage,
                    FeedText.plain(ProviderJson.text(note, "body", Told.TEXT)));
        }
        List<String> touched = services(incident);
        if (stage.equals("scheduled")) {
            told.maintenance(
                    new ProviderMaintenance(
                            id,
                            title,
                            stage,
                            started,
                            started,
                            touched,
                            ProviderJson.link(incident, "url")));
            return Status.OPERATIONAL;
        }
        if (OVER.contains(stage)) {
            return Status.OPERATIONAL;
        }
        Status status = TYPES.getOrDefault(type, Status.UNKNOWN);
        told.incident(
                id,
                title,
                stage,
                Impact.of(status),
                started,
                ProviderJson.time(incident, "date_updated", started),
                ProviderJson.link(incident, "url"));
        for (String service : touched) {
            var part = new ProviderComponent(service, service, "", status, type);
            if (parts.size() < SERVICES_MOST || parts.containsKey(service)) {
                parts.merge(
                        service,
                        part,
                        (a, b) -> a.status().worse(b.status()) == a.status() ? a : b);
            }
        }
        return status;
    }

    private static List<String> services(JsonNode incident) {
        var services = new ArrayList<String>();
        for (JsonNode service : incident.path("services")) {
            if (service.isString() && services.size() < SERVICES_MOST) {
                services.add(ProviderJson.cut(service.stringValue(), Told.NAME));
            }
        }
        return services;
    }
}
