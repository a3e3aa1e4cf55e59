package dev.bellwether.statuspage;

import dev.bellwether.model.Actor;
import dev.bellwether.model.Component;
import dev.bellwether.model.ComponentGroup;
import dev.bellwether.model.ComponentId;
import dev.bellwether.model.Impact;
import dev.bellwether.model.Incident;
import dev.bellwether.model.IncidentId;
import dev.bellwether.model.IncidentPolicy;
import dev.bellwether.model.IncidentStatus;
import dev.bellwether.model.InvalidInput;
import dev.bellwether.model.Maintenance;
import dev.bellwether.model.MaintenanceId;
import dev.bellwether.model.MaintenanceStatus;
import dev.bellwether.model.OrganizationId;
import dev.bellwether.model.Service;
import dev.bellwether.model.ServiceId;
import dev.bellwether.model.Status;
import dev.bellwether.model.Update;
import dev.bellwether.model.UpdateId;
import dev.bellwether.store.JsonFault;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Reads Statuspage v2 documents, whole or as a visitor noted them down (titles, impacts, days, one
/// text each). Every document may lack what another has.
final class StatuspageReader {
    private static final JsonMapper MAPPER = JsonMapper.builder().build();
    private static final int MOST = 10_000;
    private static final Actor SOURCE = Actor.imported("Statuspage");

    private final OrganizationId organization;
    private final List<String> documents;
    private final Instant now;

    private final Map<String, Service> services = new LinkedHashMap<>();
    private final Map<String, ComponentGroup> groups = new LinkedHashMap<>();
    private final Map<String, Positioned> components = new LinkedHashMap<>();
    private final Map<String, Incident> incidents = new TreeMap<>();
    private final Map<String, Maintenance> maintenances = new TreeMap<>();
    private String pageId = "";
    private String pageName = "";
    private String timeZone = "Etc/UTC";

    private record Positioned(int position, Component component) {}

    StatuspageReader(OrganizationId organization, List<String> documents, Instant now) {
        this.organization = organization;
        this.documents = documents;
        this.now = now;
    }

    /// @throws InvalidInput with the line and column where it breaks
    static void refuseWhatIsNotJson(String document) {
        JsonFault.in(document)
                .ifPresent(fault -> {
                    throw new InvalidInput("source", "is not JSON. " + fault);
                });
    }

    Imported read() {
        var roots = new ArrayList<JsonNode>();
        for (String document : documents) {
            try {
                roots.add(MAPPER.readTree(document));
            } catch (JacksonException _) {
                throw new InvalidInput("source", "is not JSON. " + JsonFault.of(document));
            }
        }
        roots.forEach(this::page);
        if (pageName.isEmpty()) {
            throw new InvalidInput("source", "names no page: 'page.name' is missing");
        }
        if (pageId.isEmpty()) {
            pageId = derived("page", pageName);
        }
        roots.forEach(root -> root.path("components").forEach(this::component));
        for (JsonNode root : roots) {
            root.path("incidents").forEach(this::incident);
            root.path("scheduled_maintenances").forEach(this::incident);
        }
        return new Imported(
                pageId,
                pageName,
                timeZone,
                List.copyOf(services.values()),
                List.copyOf(groups.values()),
                components.values().stream()
                        .sorted(Comparator.comparingInt(Positioned::position))
                        .map(Positioned::component)
                        .toList(),
                List.copyOf(incidents.values()),
                List.copyOf(maintenances.values()));
    }

    private void page(JsonNode root) {
        JsonNode page = root.path("page");
        if (pageName.isEmpty()) {
            pageName = text(page, "name");
        }
        if (pageId.isEmpty()) {
            pageId = id(text(page, "id"));
        }
        if (page.has("time_zone")) {
            timeZone = text(page, "time_zone");
        }
    }

    private void component(JsonNode node) {
        String name = text(node, "name");
        String id = known(text(node, "id"), "component", name);
        if (name.isEmpty() || components.size() >= MOST) {
            return;
        }
        Instant createdAt = time(node, "created_at").orElse(now);
        if (node.path("group").asBoolean(false)) {
            groups.put(
                    id,
                    new ComponentGroup(
                            new ComponentId(id), name, text(node, "description"), createdAt));
            return;
        }
        Optional<ComponentId> group =
                Optional.of(id(text(node, "group_id")))
                        .filter(g -> !g.isEmpty())
                        .map(ComponentId::new);
        components.put(
                id,
                new Positioned(
                        node.path("position").asInt(0),
                        new Component(
                                new ComponentId(id),
                                new ServiceId(id),
                                name,
                                text(node, "description"),
                                group,
                                node.path("showcase").asBoolean(true),
                                node.path("only_show_if_degraded").asBoolean(false),
                                date(text(node, "start_date")),
                                createdAt)));
        services.put(id, service(id, name, text(node, "description")));
    }

    private Service service(String id, String name, String description) {
        return new Service(
                new ServiceId(id),
                organization,
                name,
                description,
                IncidentPolicy.DEFAULT,
                Optional.empty());
    }

    private void incident(JsonNode node) {
        String name = text(node, "name");
        Optional<Instant> created = time(node, "created_at").or(() -> time(node, "started_at"));
        if (name.isEmpty() || incidents.size() + maintenances.size() >= MOST) {
            return;
        }
        Instant createdAt = created.orElse(now);
        String id = known(text(node, "id"), "incident", name + "/" + createdAt);
        List<Update> updates = updates(node, id, createdAt);
        if (node.has("scheduled_for") && !node.path("scheduled_for").isNull()) {
            maintenances.put(id, maintenance(node, id, name, createdAt, updates));
        } else {
            incidents.put(id, incident(node, id, name, createdAt, updates));
        }
    }

    private Incident incident(
            JsonNode node, String id, String name, Instant createdAt, List<Update> updates) {
        Optional<Instant> resolvedAt = time(node, "resolved_at");
        IncidentStatus status =
                status(text(node, "status"))
                        .orElse(
                                resolvedAt.isPresent()
                                        ? IncidentStatus.RESOLVED
                                        : IncidentStatus.INVESTIGATING);
        Optional<Incident.Postmortem> postmortem = postmortem(node, resolvedAt.orElse(createdAt));
        return new Incident(
                new IncidentId(id),
                organization,
                name,
                status,
                impact(text(node, "impact")),
                createdAt,
                time(node, "started_at").orElse(createdAt),
                time(node, "updated_at").or(() -> resolvedAt).orElse(createdAt),
                time(node, "monitoring_at"),
                resolvedAt,
                affected(node, updates),
                updates,
                postmortem,
                true,
                Incident.Wheel.PERSON,
                true);
    }

    private Maintenance maintenance(
            JsonNode node, String id, String name, Instant createdAt, List<Update> updates) {
        Instant start = time(node, "scheduled_for").orElse(createdAt);
        MaintenanceStatus status =
                switch (text(node, "status")) {
                    case "in_progress" -> MaintenanceStatus.IN_PROGRESS;
                    case "verifying" -> MaintenanceStatus.VERIFYING;
                    case "completed", "resolved", "postmortem" -> MaintenanceStatus.COMPLETED;
                    default -> MaintenanceStatus.SCHEDULED;
                };
        return new Maintenance(
                new MaintenanceId(id),
                organization,
                name,
                status,
                createdAt,
                time(node, "updated_at").orElse(createdAt),
                start,
                time(node, "scheduled_until").orElse(start),
                status == MaintenanceStatus.SCHEDULED
                        ? Optional.empty()
                        : time(node, "started_at").or(() -> Optional.of(start)),
                time(node, "resolved_at"),
                Set.copyOf(affected(node, updates).keySet()),
                updates,
                false);
    }

    /// As it came, on one line or on several; showing it puts lost line breaks back.
    private static Optional<Incident.Postmortem> postmortem(JsonNode node, Instant at) {
        String body = text(node, "postmortem_source");
        if (body.isEmpty()) {
            body = text(node, "postmortem");
        }
        return body.isEmpty()
                ? Optional.empty()
                : Optional.of(new Incident.Postmortem(body, at, Optional.of(at)));
    }

    private List<Update> updates(JsonNode node, String incident, Instant createdAt) {
        var updates = new ArrayList<Update>();
        for (JsonNode one : node.path("incident_updates")) {
            Instant at =
                    time(one, "display_at").or(() -> time(one, "created_at")).orElse(createdAt);
            String body = text(one, "body");
            updates.add(
                    new Update(
                            new UpdateId(known(text(one, "id"), "update", incident + at + body)),
                            text(one, "status"),
                            body,
                            time(one, "created_at").orElse(at),
                            at,
                            time(one, "updated_at")
                                    .filter(t -> t.isAfter(time(one, "created_at").orElse(at))),
                            touched(one),
                            SOURCE));
        }
        updates.sort(Comparator.comparing(Update::at));
        String body = text(node, "body");
        if (updates.isEmpty() && !body.isEmpty()) {
            Instant at = time(node, "resolved_at").orElse(createdAt);
            updates.add(
                    new Update(
                            new UpdateId(derived("update", incident + body)),
                            time(node, "resolved_at").isPresent() ? "resolved" : "investigating",
                            body,
                            at,
                            at,
                            Optional.empty(),
                            List.of(),
                            SOURCE));
        }
        return updates;
    }

    private List<Update.Affected> touched(JsonNode update) {
        var touched = new ArrayList<Update.Affected>();
        for (JsonNode one : update.path("affected_components")) {
            String code = id(text(one, "code"));
            if (!code.isEmpty() && services.containsKey(code)) {
                touched.add(
                        new Update.Affected(
                                new ServiceId(code),
                                text(one, "name"),
                                Statuses.status(text(one, "old_status")),
                                Statuses.status(text(one, "new_status"))));
            }
        }
        return touched;
    }

    /// The worst that was said of each component: what the incident did to it. Components named
    /// without a word count by the impact.
    private Map<ServiceId, Status> affected(JsonNode node, List<Update> updates) {
        var affected = new HashMap<ServiceId, Status>();
        Status byImpact =
                switch (impact(text(node, "impact"))) {
                    case NONE -> Status.OPERATIONAL;
                    case MAINTENANCE -> Status.MAINTENANCE;
                    case MINOR -> Status.DEGRADED;
                    case MAJOR -> Status.PARTIAL_OUTAGE;
                    case CRITICAL -> Status.MAJOR_OUTAGE;
                };
        for (Update update : updates) {
            update.affected().forEach(a -> affected.merge(a.service(), a.to(), Status::worse));
        }
        for (JsonNode one : node.path("components")) {
            String id = id(text(one, "id"));
            if (services.containsKey(id)) {
                affected.putIfAbsent(new ServiceId(id), byImpact);
            }
        }
        return affected;
    }

    private static Optional<IncidentStatus> status(String word) {
        return switch (word) {
            case "investigating" -> Optional.of(IncidentStatus.INVESTIGATING);
            case "identified" -> Optional.of(IncidentStatus.IDENTIFIED);
            case "monitoring" -> Optional.of(IncidentStatus.MONITORING);
            case "resolved" -> Optional.of(IncidentStatus.RESOLVED);
            case "postmortem" -> Optional.of(IncidentStatus.POSTMORTEM);
            default -> Optional.empty();
        };
    }

    private static Impact impact(String word) {
        return switch (word.toLowerCase(Locale.ROOT)) {
            case "minor" -> Impact.MINOR;
            case "major" -> Impact.MAJOR;
            case "critical" -> Impact.CRITICAL;
            case "maintenance" -> Impact.MAINTENANCE;
            default -> Impact.NONE;
        };
    }

    private static String text(JsonNode node, String field) {
        JsonNode value = node.path(field);
        return value.isString() ? value.asString() : "";
    }

    private static Optional<Instant> time(JsonNode node, String field) {
        String text = text(node, field);
        try {
            return text.isEmpty()
                    ? Optional.empty()
                    : Optional.of(OffsetDateTime.parse(text).toInstant());
        } catch (DateTimeParseException e) {
            throw new InvalidInput(field, "'" + text + "' is not a time in ISO 8601");
        }
    }

    private static Optional<LocalDate> date(String text) {
        try {
            return text.isEmpty() ? Optional.empty() : Optional.of(LocalDate.parse(text));
        } catch (DateTimeParseException e) {
            return Optional.empty();
        }
    }

    private String known(String id, String thing, String said) {
        String legal = id(id);
        return legal.isEmpty() ? derived(thing, pageId + "/" + said) : legal;
    }

    private static String id(String id) {
        return id.matches("[a-z0-9_.-]{1,64}") ? id : "";
    }

    /// Twelve characters of base 36, always the same for the same words.
    private static String derived(String thing, String said) {
        byte[] bytes = (thing + "/" + said).getBytes(StandardCharsets.UTF_8);
        return new BigInteger(1, Piece.sha256(bytes)).toString(36).substring(0, 12);
    }
}
