package dev.bellwether.watch;

import static dev.bellwether.watch.ProviderJson.text;

import dev.bellwether.model.AlertAsk;
import dev.bellwether.model.EscalationPolicy.Target;
import dev.bellwether.model.InboundAlert.Priority;
import dev.bellwether.model.InvalidInput;
import dev.bellwether.model.InvalidInput.Problem;
import dev.bellwether.model.PersonId;
import dev.bellwether.model.PolicyId;
import dev.bellwether.model.ScheduleId;
import dev.bellwether.model.Severity;
import dev.bellwether.watch.InboundEvent.Action;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;

/// Opsgenie's alert API. Its actions stand in the address, so what is kept is `{action, key,
/// body}`: an alert to be made is `create`.
final class OpsgenieSender implements Sender {
    static final String SLUG = "opsgenie";
    private static final int LONGEST_MESSAGE = 130;
    private static final int LONGEST_ALIAS = 512;
    private static final int LONGEST_DESCRIPTION = 15_000;
    private static final int LONGEST_ENTITY = 512;
    private static final int MOST_TAGS = 20;
    private static final String PRIORITIES =
            "Invalid priority. Should be one of P1, P2, P3, P4, P5";

    @Override
    public String slug() {
        return SLUG;
    }

    @Override
    public String name() {
        return "Opsgenie alert API";
    }

    @Override
    public String setup() {
        return "Whatever sends to Opsgenie: put the address of this server in the place of"
                + " https://api.opsgenie.com, and the key in the place of the API key (GenieKey).";
    }

    @Override
    public List<InboundEvent> read(InboundPayload payload) {
        JsonNode body = payload.json().path("body");
        String key = text(payload.json(), "key", LONGEST_ALIAS);
        String note = text(body, "note", InboundEvent.LONGEST_DETAILS);
        String user = text(body, "user", 100);
        String said = note.isEmpty() ? "" : (user.isEmpty() ? "" : user + ": ") + note;
        return switch (text(payload.json(), "action", 40)) {
            case "create" -> List.of(create(body));
            case "close" -> List.of(InboundEvent.about(key, Action.RESOLVE, said));
            case "acknowledge" -> List.of(InboundEvent.about(key, Action.ACKNOWLEDGE, said));
            case "notes" -> {
                if (note.isBlank()) {
                    throw new InvalidInput("note", "Note can not be empty.");
                }
                yield List.of(InboundEvent.about(key, Action.NOTE, said));
            }
            case "unacknowledge" -> List.of(InboundEvent.ask(key, new AlertAsk.LetGo(), said));
            case "snooze" -> List.of(InboundEvent.ask(key, new AlertAsk.Snooze(until(body)), said));
            case "escalate" ->
                    List.of(
                            InboundEvent.ask(
                                    key,
                                    new AlertAsk.Escalate(
                                            resolved(payload, "policy").map(PolicyId::new)),
                                    said));
            case "assign" ->
                    List.of(
                            InboundEvent.ask(
                                    key,
                                    new AlertAsk.Assign(
                                            resolved(payload, "person")
                                                    .map(PersonId::new)
                                                    .orElseThrow(() ->
                                                            new InvalidInput(
                                                                    "owner",
                                                                    "Owner can not be empty.")),
                                            resolved(payload, "name").orElse("somebody")),
                                    said));
            case "responders" ->
                    List.of(
                            InboundEvent.ask(
                                    key,
                                    new AlertAsk.Join(
                                            joining(payload),
                                            resolved(payload, "name").orElse("somebody")),
                                    said));
            case "priority" ->
                    List.of(
                            InboundEvent.ask(
                                    key,
                                    new AlertAsk.Rank(
                                            priority(text(body, "priority", 20))
                                                    .orElseThrow(() ->
                                                            new InvalidInput(
                                                                    "priority", PRIORITIES))),
                                    said));
            case "tags", "details" -> List.of(tagging(key, Action.TAG, tags(body), said));
            case "untag" -> List.of(tagging(key, Action.UNTAG, tags(body), said));
            case String other -> throw new InvalidInput("action", "'" + other + "' is not known");
        };
    }

    /// Whom a responder of theirs is here.
    private static Target joining(InboundPayload payload) {
        return resolved(payload, "person")
                .<Target>map(id -> new Target.ToPerson(new PersonId(id)))
                .or(() ->
                        resolved(payload, "schedule")
                                .map(id -> new Target.ToSchedule(new ScheduleId(id))))
                .orElseThrow(() -> new InvalidInput("responder", "Responder can not be empty."));
    }

    private static InboundEvent tagging(
            String key, Action action, Map<String, String> tags, String said) {
        if (tags.isEmpty()) {
            throw new InvalidInput("tags", "Tags can not be empty.");
        }
        String words =
                (action == Action.TAG ? "Tagged " : "No longer tagged ")
                        + tags.entrySet().stream()
                                .map(tag ->
                                        "true".equals(tag.getValue())
                                                ? tag.getKey()
                                                : tag.getKey() + ":" + tag.getValue())
                                .collect(Collectors.joining(", "));
        return InboundEvent.about(key, action, said.isEmpty() ? words : words + "\n" + said)
                .tagged(tags);
    }

    /// What whoever took the request found of ours to the names in it.
    private static Optional<String> resolved(InboundPayload payload, String what) {
        return Optional.of(text(payload.json().path("resolved"), what, 200))
                .filter(found -> !found.isEmpty());
    }

    /// With an offset, as ISO 8601 has it.
    private static Instant until(JsonNode body) {
        String given = text(body, "endTime", 40);
        try {
            return OffsetDateTime.parse(given).toInstant();
        } catch (DateTimeParseException e) {
            throw new InvalidInput(
                    "endTime",
                    "'" + given + "' is not a time such as 2026-05-01T08:00:00Z, in ISO 8601.");
        }
    }

    private static InboundEvent create(JsonNode body) {
        var problems = new ArrayList<Problem>();
        if (!body.isObject()) {
            throw new InvalidInput("body", "Request body is not a JSON object.");
        }
        String message = text(body, "message", 20_000);
        if (message.isBlank()) {
            problems.add(new Problem("message", "Message can not be empty."));
        }
        tooLong(body, "alias", LONGEST_ALIAS, problems);
        tooLong(body, "description", LONGEST_DESCRIPTION, problems);
        tooLong(body, "entity", LONGEST_ENTITY, problems);
        String given = text(body, "priority", 20);
        Optional<Priority> priority = priority(given.isEmpty() ? "P3" : given);
        if (priority.isEmpty()) {
            problems.add(new Problem("priority", PRIORITIES));
        }
        if (!problems.isEmpty()) {
            throw new InvalidInput(problems);
        }
        // Opsgenie cuts a message that is too long rather than refuse it.
        String cut = InboundText.cut(message, LONGEST_MESSAGE);
        String alias = text(body, "alias", LONGEST_ALIAS);
        return new InboundEvent(
                Action.TRIGGER,
                alias.isBlank() ? Optional.empty() : Optional.of(alias),
                severity(priority.orElse(Priority.P3)),
                cut,
                Optional.of(text(body, "entity", 255))
                        .filter(entity -> !entity.isEmpty())
                        .orElse(text(body, "source", 255)),
                tags(body),
                text(body, "description", LONGEST_DESCRIPTION),
                "",
                priority,
                Optional.empty(),
                Optional.empty(),
                "");
    }

    private static LinkedHashMap<String, String> tags(JsonNode body) {
        var tags = new LinkedHashMap<String, String>();
        JsonNode list = body.path("tags");
        for (int i = 0; i < Math.min(MOST_TAGS, list.size()); i++) {
            String tag = list.get(i).asString("");
            if (!tag.isBlank()) {
                // Tags of Opsgenie have no value; those written as name:value have.
                int colon = tag.indexOf(':');
                tags.put(
                        colon > 0 ? tag.substring(0, colon) : tag,
                        colon > 0 ? tag.substring(colon + 1) : "true");
            }
        }
        body.path("details")
                .properties()
                .forEach(entry -> tags.put(entry.getKey(), entry.getValue().asString("")));
        return tags;
    }

    private static Severity severity(Priority priority) {
        return switch (priority) {
            case P1 -> Severity.CRITICAL;
            case P2, P3 -> Severity.ERROR;
            case P4 -> Severity.WARNING;
            case P5 -> Severity.INFO;
        };
    }

    private static Optional<Priority> priority(String text) {
        try {
            return Optional.of(Priority.valueOf(text));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static void tooLong(JsonNode body, String field, int most, List<Problem> problems) {
        JsonNode value = body.path(field);
        if (value.isString() && value.stringValue().length() > most) {
            problems.add(
                    new Problem(
                            field, "Length of '" + field + "' is over " + most + " characters."));
        }
    }
}
