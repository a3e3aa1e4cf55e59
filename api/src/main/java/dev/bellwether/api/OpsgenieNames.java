package dev.bellwether.api;

import dev.bellwether.model.Alert;
import dev.bellwether.model.EscalationPolicy;
import dev.bellwether.model.EscalationPolicy.Target;
import dev.bellwether.model.IncidentId;
import dev.bellwether.model.InvalidInput;
import dev.bellwether.model.OrganizationId;
import dev.bellwether.model.Person;
import dev.bellwether.model.Schedule;
import dev.bellwether.oncall.OnCall;
import dev.bellwether.people.People;
import java.time.Instant;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// Whom Opsgenie's names mean here: an escalation is a policy, an owner one of the people, a team
/// that responds a schedule.
final class OpsgenieNames {
    private final OnCall oncall;
    private final People people;
    private final InstantSource clock;

    OpsgenieNames(OnCall oncall, People people, InstantSource clock) {
        this.oncall = oncall;
        this.people = people;
        this.clock = clock;
    }

    /// Our ids for what an action names; empty when it names nothing.
    ///
    /// @throws InvalidInput when it must and does not, or what it names is not here
    ObjectNode resolved(OrganizationId organization, String action, JsonNode body) {
        ObjectNode found = InboundJson.object();
        switch (action) {
            case "escalate" -> found.put("policy", policy(organization, body).id().value());
            case "assign" -> {
                Person owner = owner(organization, body);
                found.put("person", owner.id().value());
                found.put("name", owner.name());
            }
            case "responders" -> responder(organization, body.path("responder"), found);
            case "snooze" -> future(body);
            default -> {
                // Names nobody.
            }
        }
        return found;
    }

    private EscalationPolicy policy(OrganizationId organization, JsonNode body) {
        String name = named(body.path("escalation"), "name");
        if (name.isEmpty()) {
            throw new InvalidInput("escalation", "Escalation can not be empty.");
        }
        return oncall.policies().list(organization).stream()
                .filter(one -> one.id().value().equals(name) || one.name().equals(name))
                .findFirst()
                .orElseThrow(() ->
                        new InvalidInput(
                                "escalation",
                                "Escalation [" + OpsgenieDoor.cut(name) + "] is not found."));
    }

    private Person owner(OrganizationId organization, JsonNode body) {
        return person(organization, named(body.path("owner"), "username"), "owner", "Owner");
    }

    private Person person(OrganizationId organization, String name, String field, String what) {
        if (name.isEmpty()) {
            throw new InvalidInput(field, what + " can not be empty.");
        }
        return people.everybody(organization).stream()
                .filter(one -> one.id().value().equals(name) || one.email().equalsIgnoreCase(name))
                .findFirst()
                .orElseThrow(() ->
                        new InvalidInput(
                                field, "User [" + OpsgenieDoor.cut(name) + "] is not found."));
    }

    /// A team is whoever is on call in a schedule of that name.
    private void responder(OrganizationId organization, JsonNode responder, ObjectNode found) {
        String type = responder.path("type").asString("user");
        switch (type) {
            case "user" -> {
                Person person =
                        person(organization, named(responder, "username"), "responder", "User");
                found.put("person", person.id().value());
                found.put("name", person.name());
            }
            case "team", "schedule" -> {
                String name = named(responder, "name");
                Schedule schedule =
                        oncall.schedules().list(organization).stream()
                                .filter(one ->
                                        one.id().value().equals(name) || one.name().equals(name))
                                .findFirst()
                                .orElseThrow(() ->
                                        new InvalidInput(
                                                "responder",
                                                "Team ["
                                                        + OpsgenieDoor.cut(name)
                                                        + "] is not found: a team is an on-call"
                                                        + " schedule here, by id or name."));
                found.put("schedule", schedule.id().value());
                found.put("name", "whoever is on call in " + schedule.name());
            }
            default ->
                    throw new InvalidInput(
                            "responder",
                            "Responder type ["
                                    + OpsgenieDoor.cut(type)
                                    + "] should be one of user, team, schedule.");
        }
    }

    private static String named(JsonNode node, String field) {
        String id = node.path("id").asString("");
        return id.isEmpty() ? node.path(field).asString("") : id;
    }

    private void future(JsonNode body) {
        String given = body.path("endTime").asString("");
        try {
            Instant end = OffsetDateTime.parse(given).toInstant();
            if (end.isAfter(clock.instant())) {
                return;
            }
        } catch (DateTimeParseException e) {
            // Told below.
        }
        throw new InvalidInput(
                "endTime",
                "'"
                        + OpsgenieDoor.cut(given)
                        + "' should be a time in the future, in ISO 8601 such as"
                        + " 2026-05-01T08:00:00Z.");
    }

    /// The alert that pages for an incident.
    Optional<Alert> paging(OrganizationId organization, IncidentId incident) {
        return oncall.alerts().ofIncident(organization, incident);
    }

    /// The mail address of whoever was given the alert; empty when nobody was.
    String owner(Alert alert) {
        return alert.handling()
                .assigned()
                .flatMap(target ->
                        target instanceof Target.ToPerson(var person)
                                ? people.person(alert.organization(), person)
                                : Optional.empty())
                .map(Person::email)
                .orElse("");
    }
}
