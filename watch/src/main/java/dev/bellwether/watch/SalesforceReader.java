package dev.bellwether.watch;

import dev.bellwether.model.Impact;
import dev.bellwether.model.Status;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/// Salesforce Trust: `/v1/instances/status/preview` (an array of instances, each with its status),
/// `/v1/incidents/active`, and `/v1/maintenances`. Parts are instances, such as `NA211`; those in
/// trouble stand first.
///
/// Words: https://api.status.salesforce.com/v1/docs
final class SalesforceReader implements ProviderReader {
    private static final Map<String, Status> INSTANCE =
            Map.of(
                    "OK", Status.OPERATIONAL,
                    "INFORMATIONAL_CORE", Status.OPERATIONAL,
                    "INFORMATIONAL_NONCORE", Status.OPERATIONAL,
                    "MAINTENANCE_CORE", Status.MAINTENANCE,
                    "MAINTENANCE_NONCORE", Status.MAINTENANCE,
                    "MINOR_INCIDENT_CORE", Status.DEGRADED,
                    "MINOR_INCIDENT_NONCORE", Status.DEGRADED,
                    "MAJOR_INCIDENT_CORE", Status.MAJOR_OUTAGE,
                    "MAJOR_INCIDENT_NONCORE", Status.PARTIAL_OUTAGE);

    private static final Map<String, Impact> SEVERITY =
            Map.of(
                    "informational", Impact.NONE,
                    "maintenance", Impact.MAINTENANCE,
                    "minor", Impact.MINOR,
                    "major", Impact.MAJOR,
                    "critical", Impact.CRITICAL);

    private static final int INSTANCES = 2_000;
    private static final int LONGEST_LIST = 20;

    @Override
    public String name() {
        return "salesforce";
    }

    @Override
    public boolean mayRead(Provider provider) {
        return provider.platform().equals("salesforce");
    }

    @Override
    public List<ProviderDocument> documents(Provider provider) {
        boolean isTheirs =
                HttpTarget.parse(provider.page())
                        .filter(p -> p.host().endsWith(".salesforce.com"))
                        .isPresent();
        String api = isTheirs ? "https://api.status.salesforce.com/v1" : provider.document("/v1");
        return List.of(
                ProviderDocument.json(api + "/instances/status/preview"),
                ProviderDocument.json(api + "/incidents/active"),
                ProviderDocument.json(api + "/maintenances").optional());
    }

    @Override
    public ProviderReading read(ProviderAnswers answers) {
        List<ProviderComponent> instances = instances(answers.jsonList(0));
        var told = new Told();
        for (JsonNode incident : answers.jsonList(1)) {
            if (incident.isObject() && isOpen(incident)) {
                incident(answers.provider(), incident, told);
            }
        }
        if (answers.has(2)) {
            for (JsonNode maintenance : answers.jsonList(2)) {
                maintenance(answers, maintenance, told);
            }
        }
        Status whole = whole(instances);
        return new ProviderReading(
                "Salesforce",
                told.hasIncidents() && whole == Status.OPERATIONAL ? Status.DEGRADED : whole,
                told.words(whole == Status.OPERATIONAL ? "Available" : worst(instances)),
                told.incidents(),
                told.updates(),
                instances,
                told.maintenances());
    }

    private static List<ProviderComponent> instances(JsonNode list) {
        var instances = new ArrayList<ProviderComponent>();
        for (JsonNode instance : list) {
            String key = ProviderJson.text(instance, "key", Told.NAME);
            String word = ProviderJson.text(instance, "status", Told.NAME);
            if (key.isEmpty() || word.isEmpty()) {
                throw new UnreadablePage("The answer has not the shape of Salesforce's instances");
            }
            if (instance.path("isActive").asBoolean(true)) {
                instances.add(
                        new ProviderComponent(
                                key,
                                key,
                                ProviderJson.text(instance, "location", Told.NAME),
                                INSTANCE.getOrDefault(word, Status.UNKNOWN),
                                word));
            }
        }
        if (instances.isEmpty()) {
            throw new UnreadablePage("The answer names no active instance");
        }
        instances.sort(
                Comparator.comparing((ProviderComponent i) -> i.status() == Status.OPERATIONAL)
                        .thenComparing(ProviderComponent::name));
        return List.copyOf(instances.subList(0, Math.min(INSTANCES, instances.size())));
    }

    /// One instance of many that is down is a partial outage of the whole.
    private static Status whole(List<ProviderComponent> instances) {
        Status worst =
                instances.stream()
                        .map(ProviderComponent::status)
                        .reduce(Status::worse)
                        .orElse(Status.UNKNOWN);
        boolean all = instances.stream().allMatch(i -> i.status() == Status.MAJOR_OUTAGE);
        return worst == Status.MAJOR_OUTAGE && !all ? Status.PARTIAL_OUTAGE : worst;
    }

    private static String worst(List<ProviderComponent> instances) {
        return instances.getFirst().name() + ": " + instances.getFirst().words();
    }

    /// Until every impact has ended.
    private static boolean isOpen(JsonNode incident) {
        JsonNode impacts = incident.path("IncidentImpacts");
        boolean isOpen = impacts.isEmpty();
        for (JsonNode impact : impacts) {
            isOpen |= ProviderJson.text(impact, "endTime", Told.NAME).isEmpty();
        }
        return isOpen;
    }

    private static void incident(Provider provider, JsonNode incident, Told told) {
        String id = ProviderJson.id(incident, "id");
        Instant created = ProviderJson.time(incident, "createdAt", Instant.EPOCH);
        String stage = events(id, incident.path("IncidentEvents"), created, told);
        Impact impact = Impact.NONE;
        Instant started = created;
        String type = "";
        for (JsonNode one : incident.path("IncidentImpacts")) {
            Impact said =
                    SEVERITY.getOrDefault(
                            ProviderJson.text(one, "severity", Told.NAME), Impact.NONE);
            if (type.isEmpty() || said.compareTo(impact) > 0) {
                impact = said;
                type = ProviderJson.text(one, "type", Told.NAME);
                started = ProviderJson.time(one, "startTime", created);
            }
        }
        told.incident(
                id,
                (type.isEmpty() ? "Incident " + id : type)
                        + ": "
                        + list(incident, "serviceKeys")
                        + " on "
                        + list(incident, "instanceKeys"),
                stage,
                impact,
                started,
                ProviderJson.time(incident, "updatedAt", created),
                provider.page().replaceFirst("/+$", "") + "/incidents/" + id);
    }

    /// Answers the newest one's type.
    private static String events(String id, JsonNode events, Instant created, Told told) {
        Instant newest = Instant.MIN;
        String stage = "";
        for (JsonNode event : events) {
            Instant at = ProviderJson.time(event, "createdAt", created);
            String type = ProviderJson.text(event, "type", Told.NAME);
            told.update(id, at, type, ProviderJson.text(event, "message", Told.TEXT));
            if (at.isAfter(newest)) {
                newest = at;
                stage = type;
            }
        }
        return stage;
    }

    private static void maintenance(ProviderAnswers answers, JsonNode maintenance, Told told) {
        Instant from = ProviderJson.time(maintenance, "plannedStartTime", Instant.EPOCH);
        Instant until = ProviderJson.time(maintenance, "plannedEndTime", from);
        String stage = ProviderJson.text(maintenance.path("message"), "eventStatus", Told.NAME);
        if (until.isBefore(answers.now()) || stage.equals("resolved")) {
            return;
        }
        String id = ProviderJson.id(maintenance, "id");
        told.maintenance(
                new ProviderMaintenance(
                        id,
                        ProviderJson.text(maintenance, "name", Told.NAME),
                        stage,
                        from,
                        until,
                        keys(maintenance, "instanceKeys"),
                        answers.provider().page().replaceFirst("/+$", "") + "/maintenances/" + id));
    }

    private static String list(JsonNode node, String field) {
        List<String> keys = keys(node, field);
        return keys.isEmpty() ? "all" : String.join(", ", keys);
    }

    private static List<String> keys(JsonNode node, String field) {
        var keys = new ArrayList<String>();
        for (JsonNode key : node.path(field)) {
            if (key.isString() && keys.size() < LONGEST_LIST) {
                keys.add(ProviderJson.cut(key.stringValue(), 100));
            }
        }
        return keys;
    }
}
