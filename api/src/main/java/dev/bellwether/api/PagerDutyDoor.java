package dev.bellwether.api;

import dev.bellwether.incident.Changes;
import dev.bellwether.incident.NewChange;
import dev.bellwether.model.Actor;
import dev.bellwether.model.Change;
import dev.bellwether.model.InvalidInput;
import dev.bellwether.store.StoreUnavailable;
import dev.bellwether.watch.InboundBusy;
import dev.bellwether.watch.Integration;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/// PagerDuty's Events API v2 (`/v2/enqueue`, `/v2/change/enqueue`) and the events of v1
/// (`/generic/2010-04-15/create_event.json`), with PagerDuty's own answers: 202, 400 with every
/// error, 413 beyond 512 KB, 429 with Retry-After (v1: 403).
final class PagerDutyDoor {
    /// 512 KB, as documented.
    static final int LARGEST = 512 << 10;

    private static final String PROTOCOL = "pagerduty";
    private static final Pattern KEY =
            Pattern.compile("\"(?:routing_key|service_key)\"\\s*:\\s*\"([a-zA-Z0-9]{16,100})\"");

    private final InboundGate gate;
    private final Changes changes;

    PagerDutyDoor(InboundGate gate, Changes changes) {
        this.gate = gate;
        this.changes = changes;
    }

    /// Whether it answers what is posted to this path.
    static boolean isOurs(String path) {
        return Way.of(path).isPresent();
    }

    private enum Way {
        EVENT("/v2/enqueue"),
        CHANGE("/v2/change/enqueue"),
        FIRST("/generic/2010-04-15/create_event.json");

        private final String path;

        Way(String path) {
            this.path = path;
        }

        static Optional<Way> of(String path) {
            for (Way way : values()) {
                if (way.path.equals(path)) {
                    return Optional.of(way);
                }
            }
            return Optional.empty();
        }

        String keyField() {
            return this == FIRST ? "service_key" : "routing_key";
        }
    }

    /// What it says to a request. Waits until what it accepts is durable.
    ///
    /// @param path one of [#isOurs]
    /// @param address of whoever sent it
    SenderAnswer answer(String path, String address, InboundGate.Body body) {
        Way way = Way.of(path).orElseThrow();
        try {
            return body.tooLarge()
                    ? tooLarge(address, body.bytes())
                    : read(way, address, body.bytes());
        } catch (Refused e) {
            return tooFast(way, e.answer().retryAfter().orElse(InboundBusy.AGAIN));
        } catch (InboundBusy e) {
            return tooFast(way, InboundBusy.AGAIN);
        } catch (JacksonException e) {
            return invalid(List.of("The request body is not valid JSON"));
        } catch (InvalidInput e) {
            return invalid(e.problems().stream().map(InvalidInput.Problem::message).toList());
        } catch (StoreUnavailable e) {
            return failed().after(Duration.ofSeconds(5));
        }
    }

    private SenderAnswer read(Way way, String address, byte[] body) {
        JsonNode json = InboundJson.tree(body);
        JsonNode key = json.path(way.keyField());
        if (!key.isString() || key.stringValue().isBlank()) {
            return invalid(List.of("'" + way.keyField() + "' is missing or blank"));
        }
        Optional<Integration> integration = gate.admit(address, key.stringValue());
        if (integration.isEmpty()) {
            return invalid(List.of("Invalid routing key"));
        }
        return switch (way) {
            case EVENT -> event(integration.get(), body, json, 202, "dedup_key");
            case FIRST -> event(integration.get(), body, json, 200, "incident_key");
            case CHANGE -> change(integration.get(), body, json);
        };
    }

    /// Too much is sent at once, by whomever.
    static SenderAnswer tooFast(String path) {
        return tooFast(Way.of(path).orElse(Way.EVENT), Duration.ofSeconds(1));
    }

    private static SenderAnswer tooFast(Way way, Duration again) {
        return SenderAnswer.of(
                        way == Way.FIRST ? 403 : 429,
                        Map.of(
                                "status",
                                "throttle exceeded",
                                "message",
                                "Requests for this service are arriving too quickly.  Please retry"
                                        + " later."))
                .after(again);
    }

    /// Something went wrong on our side.
    static SenderAnswer failed() {
        return SenderAnswer.of(
                500, Map.of("status", "error", "message", "Internal error, please retry later"));
    }

    /// The body did not come whole, or not in time.
    static SenderAnswer cutShort() {
        return SenderAnswer.of(
                        408,
                        Map.of(
                                "status",
                                "invalid event",
                                "message",
                                "The request body did not come whole in time",
                                "errors",
                                List.of("The request body did not come whole in time")))
                .closing();
    }

    private SenderAnswer event(
            Integration integration, byte[] body, JsonNode json, int status, String keyField) {
        String key = gate.inbound().post(integration, PROTOCOL, body, json);
        return SenderAnswer.of(
                status, Map.of("status", "success", "message", "Event processed", keyField, key));
    }

    private SenderAnswer change(Integration integration, byte[] body, JsonNode json) {
        JsonNode payload = json.path("payload");
        JsonNode summary = payload.path("summary");
        if (!summary.isString() || summary.stringValue().isBlank()) {
            String why = "'payload.summary' is missing or blank";
            gate.inbound().refused(integration, PROTOCOL, why, body);
            throw new InvalidInput("payload.summary", why);
        }
        Optional<Instant> at;
        try {
            JsonNode time = payload.path("timestamp");
            at =
                    time.isString()
                            ? Optional.of(Moments.parse(time.stringValue()))
                            : Optional.empty();
        } catch (DateTimeParseException e) {
            String why = "'payload.timestamp' is not ISO 8601";
            gate.inbound().refused(integration, PROTOCOL, why, body);
            throw new InvalidInput("payload.timestamp", why);
        }
        String title = cut(summary.stringValue().strip(), 255);
        JsonNode details = payload.path("custom_details");
        Change recorded =
                changes.record(
                        integration.organization(),
                        new NewChange(
                                Change.Kind.DEPLOY,
                                title,
                                details.isMissingNode() || details.isNull()
                                        ? Optional.empty()
                                        : Optional.of(cut(details.toPrettyString(), 5_000)),
                                at,
                                Set.of(integration.service()),
                                Optional.of(cut(payload.path("source").asString(""), 100))
                                        .filter(source -> !source.isBlank()),
                                Optional.of(json.path("links").path(0).path("href").asString(""))
                                        .filter(link -> link.matches("https?://\\S{1,1990}"))),
                        Actor.automation("inbound", integration.name()));
        gate.inbound().recorded(integration, PROTOCOL, body, recorded.id().value(), title);
        return SenderAnswer.of(
                202, Map.of("status", "success", "message", "Change event processed"));
    }

    private SenderAnswer tooLarge(String address, byte[] start) {
        Matcher key =
                KEY.matcher(
                        new String(
                                start, 0, Math.min(start.length, 4_096), StandardCharsets.UTF_8));
        String why = "The event is larger than the " + LARGEST / 1024 + " KB that are taken";
        if (key.find()) {
            gate.admit(address, key.group(1))
                    .ifPresent(integration ->
                            gate.inbound().refused(integration, PROTOCOL, why, start));
        }
        // What is not read any more must not be taken for the next request.
        return SenderAnswer.of(
                        413,
                        Map.of("status", "invalid event", "message", why, "errors", List.of(why)))
                .closing();
    }

    private static SenderAnswer invalid(List<String> errors) {
        return SenderAnswer.of(
                400,
                Map.of(
                        "status",
                        "invalid event",
                        "message",
                        "Event object is invalid",
                        "errors",
                        errors));
    }

    private static String cut(String text, int longest) {
        return text.length() <= longest ? text : text.substring(0, longest);
    }
}
