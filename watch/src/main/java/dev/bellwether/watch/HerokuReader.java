package dev.bellwether.watch;

import dev.bellwether.model.Impact;
import dev.bellwether.model.Status;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/// Heroku's own status API, `/api/v4/current-status`: a colour for each of its systems, the open
/// incidents with their updates, and what is scheduled.
///
/// Words: https://devcenter.heroku.com/articles/heroku-status
final class HerokuReader implements ProviderReader {
    private static final Map<String, Status> COLOURS =
            Map.of(
                    "green", Status.OPERATIONAL,
                    "blue", Status.MAINTENANCE,
                    "yellow", Status.DEGRADED,
                    "red", Status.MAJOR_OUTAGE);

    private static final int SYSTEMS = 100;

    @Override
    public String name() {
        return "heroku";
    }

    @Override
    public boolean mayRead(Provider provider) {
        return provider.platform().equals("heroku");
    }

    @Override
    public List<ProviderDocument> documents(Provider provider) {
        return List.of(ProviderDocument.json(provider.document("/api/v4/current-status")));
    }

    @Override
    public ProviderReading read(ProviderAnswers answers) {
        JsonNode root = answers.json(0);
        List<ProviderComponent> systems = systems(root.path("status"));
        if (systems.isEmpty()) {
            throw new UnreadablePage("The answer has not the shape of Heroku's status");
        }
        Status whole = whole(systems);
        var told = new Told();
        for (JsonNode incident : root.path("incidents")) {
            if (incident.isObject() && !isOver(incident)) {
                incident(incident, whole, told);
            }
        }
        for (JsonNode planned : root.path("scheduled")) {
            if (planned.isObject() && !isOver(planned)) {
                maintenance(planned, told);
            }
        }
        return new ProviderReading(
                "Heroku",
                whole,
                told.words(
                        whole == Status.OPERATIONAL
                                ? "No known issues at this time"
                                : words(systems)),
                told.incidents(),
                told.updates(),
                systems,
                told.maintenances());
    }

    private static List<ProviderComponent> systems(JsonNode list) {
        var systems = new ArrayList<ProviderComponent>();
        for (JsonNode system : list) {
            String name = ProviderJson.text(system, "system", Told.NAME);
            String colour = ProviderJson.text(system, "status", Told.NAME);
            if (!name.isEmpty() && systems.size() < SYSTEMS) {
                Status status = COLOURS.getOrDefault(colour, Status.UNKNOWN);
                systems.add(new ProviderComponent(name, name, "", status, colour));
            }
        }
        return List.copyOf(systems);
    }

    /// One of several systems that is down is a partial outage of the whole.
    private static Status whole(List<ProviderComponent> systems) {
        Status worst =
                systems.stream()
                        .map(ProviderComponent::status)
                        .reduce(Status::worse)
                        .orElse(Status.UNKNOWN);
        boolean all = systems.stream().allMatch(s -> s.status() == Status.MAJOR_OUTAGE);
        return worst == Status.MAJOR_OUTAGE && !all ? Status.PARTIAL_OUTAGE : worst;
    }

    private static String words(List<ProviderComponent> systems) {
        return String.join(
                ", ",
                systems.stream()
                        .filter(s -> s.status() != Status.OPERATIONAL)
                        .limit(5)
                        .map(s -> s.name() + " " + s.words())
                        .toList());
    }

    private static boolean isOver(JsonNode incident) {
        return incident.path("resolved").asBoolean(false)
                || ProviderJson.text(incident, "state", Told.NAME).equals("resolved");
    }

    private static void incident(JsonNode incident, Status whole, Told told) {
        String id = id(incident);
        Instant created = ProviderJson.time(incident, "created_at", Instant.EPOCH);
        Instant updated = ProviderJson.time(incident, "updated_at", created);
        String stage = updates(id, incident, created, told);
        told.incident(
                id,
                ProviderJson.text(incident, "title", Told.NAME),
                stage.isEmpty() ? ProviderJson.text(incident, "state", Told.NAME) : stage,
                Impact.of(whole.isTrouble() ? whole : Status.DEGRADED),
                created,
                updated,
                ProviderJson.link(incident, "full_url"));
    }

    /// Answers the newest one's type.
    private static String updates(String id, JsonNode incident, Instant created, Told told) {
        Instant newest = Instant.MIN;
        String stage = "";
        for (JsonNode update : incident.path("updates")) {
            Instant at =
                    ProviderJson.time(
                            update, "created_at", ProviderJson.time(update, "updated_at", created));
            String type = ProviderJson.text(update, "update_type", Told.NAME);
            told.update(id, at, type, ProviderJson.text(update, "contents", Told.TEXT));
            if (at.isAfter(newest)) {
                newest = at;
                stage = type;
            }
        }
        return stage;
    }

    private static void maintenance(JsonNode planned, Told told) {
        Instant created = ProviderJson.time(planned, "created_at", Instant.EPOCH);
        Instant from = ProviderJson.time(planned, "scheduled_start", created);
        updates(id(planned), planned, created, told);
        told.maintenance(
                new ProviderMaintenance(
                        id(planned),
                        ProviderJson.text(planned, "title", Told.NAME),
                        ProviderJson.text(planned, "state", Told.NAME),
                        from,
                        ProviderJson.time(planned, "scheduled_end", from),
                        List.of(),
                        ProviderJson.link(planned, "full_url")));
    }

    /// Its number; the title and its time where it has none.
    private static String id(JsonNode incident) {
        String id = ProviderJson.id(incident, "id");
        return id.isEmpty()
                ? ProviderJson.text(incident, "title", 200)
                        + "@"
                        + ProviderJson.text(incident, "created_at", 60)
                : id;
    }
}
