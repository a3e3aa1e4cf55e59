package dev.bellwether.api;

import dev.bellwether.incident.Changes;
import dev.bellwether.incident.NewChange;
import dev.bellwether.model.Actor;
import dev.bellwether.model.Change;
import dev.bellwether.model.InvalidInput;
import dev.bellwether.store.StoreUnavailable;
import dev.bellwether.watch.InboundBusy;
import dev.bellwether.watch.Integration;
import io.javalin.config.JavalinConfig;
import io.javalin.http.Context;
import java.nio.charset.StandardCharsets;
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

    void register(JavalinConfig javalin) {
        javalin.routes.post("/v2/enqueue", context -> answer(context, false, this::event));
        javalin.routes.post("/v2/change/enqueue", context -> answer(context, false, this::change));
        javalin.routes.post(
                "/generic/2010-04-15/create_event.json",
                context -> answer(context, true, this::event));
    }

    private interface Work {
        void take(Context context, Integration integration, byte[] body, JsonNode json);
    }

    private void answer(Context context, boolean first, Work work) {
        try {
            InboundGate.Body body = InboundGate.body(context, LARGEST);
            if (body.tooLarge()) {
                tooLarge(context, body.bytes());
                return;
            }
            JsonNode json = InboundJson.tree(body.bytes());
            String field = first ? "service_key" : "routing_key";
            JsonNode key = json.path(field);
            if (!key.isString() || key.stringValue().isBlank()) {
                invalid(context, List.of("'" + field + "' is missing or blank"));
                return;
            }
            Optional<Integration> integration = gate.admit(context, key.stringValue());
            if (integration.isEmpty()) {
                invalid(context, List.of("Invalid routing key"));
                return;
            }
            work.take(context, integration.get(), body.bytes(), json);
        } catch (Refused e) {
            InboundGate.retryAfter(context, e);
            tooFast(context, first);
        } catch (InboundBusy e) {
            context.header("Retry-After", "" + InboundBusy.AGAIN.toSeconds());
            tooFast(context, first);
        } catch (JacksonException e) {
            invalid(context, List.of("The request body is not valid JSON"));
        } catch (InvalidInput e) {
            invalid(context, e.problems().stream().map(InvalidInput.Problem::message).toList());
        } catch (StoreUnavailable e) {
            context.header("Retry-After", "5");
            InboundGate.json(
                    context,
                    500,
                    Map.of("status", "error", "message", "Internal error, please retry later"));
        }
    }

    private static void tooFast(Context context, boolean first) {
        InboundGate.json(
                context,
                first ? 403 : 429,
                Map.of(
                        "status",
                        "throttle exceeded",
                        "message",
                        "Requests for this service are arriving too quickly.  Please retry"
                                + " later."));
    }

    private void event(Context context, Integration integration, byte[] body, JsonNode json) {
        boolean first = json.has("service_key");
        String key = gate.inbound().post(integration, PROTOCOL, body, json);
        InboundGate.json(
                context,
                first ? 200 : 202,
                Map.of(
                        "status",
                        "success",
                        "message",
                        "Event processed",
                        first ? "incident_key" : "dedup_key",
                        key));
    }

    private void change(Context context, Integration integration, byte[] body, JsonNode json) {
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
        InboundGate.json(
                context, 202, Map.of("status", "success", "message", "Change event processed"));
    }

    private void tooLarge(Context context, byte[] start) {
        Matcher key =
                KEY.matcher(
                        new String(
                                start, 0, Math.min(start.length, 4_096), StandardCharsets.UTF_8));
        String why = "The event is larger than the " + LARGEST / 1024 + " KB that are taken";
        if (key.find()) {
            gate.admit(context, key.group(1))
                    .ifPresent(integration ->
                            gate.inbound().refused(integration, PROTOCOL, why, start));
        }
        // What is not read any more must not be taken for the next request.
        context.header("Connection", "close");
        InboundGate.json(
                context,
                413,
                Map.of("status", "invalid event", "message", why, "errors", List.of(why)));
    }

    private static void invalid(Context context, List<String> errors) {
        InboundGate.json(
                context,
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
