package dev.bellwether.api;

import dev.bellwether.model.Alert;
import dev.bellwether.model.IncidentId;
import dev.bellwether.model.InvalidInput;
import dev.bellwether.store.StoreUnavailable;
import dev.bellwether.watch.Inbound;
import dev.bellwether.watch.InboundBusy;
import dev.bellwether.watch.InboundDelivery;
import dev.bellwether.watch.InboundDid;
import dev.bellwether.watch.InboundResult;
import dev.bellwether.watch.InboundState;
import dev.bellwether.watch.Integration;
import io.javalin.config.JavalinConfig;
import io.javalin.http.Context;
import java.time.Instant;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// Opsgenie's alert API: make, read, list, close, acknowledge and note, by id or by alias, and the
/// state of a request; and of its other actions unacknowledge, snooze, escalate, assign,
/// responders, tags, details and priority. Its answers and its errors have Opsgenie's shape. An
/// *escalation* of Opsgenie is a policy of ours, by id or name, its *owner* is one of our people,
/// by id or mail address, and a *team* that responds whoever is on call in a schedule. What has no
/// counterpart here (its message, attachments, …) is refused rather than pretended.
final class OpsgenieDoor {
    private static final int LARGEST = 512 << 10;
    private static final String PROTOCOL = "opsgenie";
    private static final Set<String> ACTIONS =
            Set.of(
                    "close",
                    "acknowledge",
                    "notes",
                    "unacknowledge",
                    "snooze",
                    "escalate",
                    "assign",
                    "responders",
                    "tags",
                    "details",
                    "priority");

    private final InboundGate gate;
    private final OpsgenieHeartbeats heartbeats;
    private final OpsgenieNames names;

    OpsgenieDoor(InboundGate gate, OpsgenieHeartbeats heartbeats, OpsgenieNames names) {
        this.gate = gate;
        this.names = names;
        this.heartbeats = heartbeats;
    }

    void register(JavalinConfig javalin) {
        var routes = javalin.routes;
        routes.post("/v2/alerts", context -> with(context, this::create));
        routes.get("/v2/alerts", context -> with(context, this::list));
        routes.get("/v2/alerts/count", context -> with(context, this::count));
        routes.get("/v2/alerts/requests/{id}", context -> with(context, this::request));
        routes.get("/v2/alerts/{id}", context -> with(context, this::read));
        // Deleting has no counterpart: what happened stays. It ends, as when it is closed.
        routes.delete(
                "/v2/alerts/{id}",
                context ->
                        with(
                                context,
                                (one, integration) ->
                                        take(
                                                one,
                                                integration,
                                                "close",
                                                key(one, integration),
                                                InboundJson.object())));
        routes.post("/v2/alerts/{id}/{action}", context -> with(context, this::act));
        routes.put("/v2/alerts/{id}/{action}", context -> with(context, this::act));
        routes.delete("/v2/alerts/{id}/{action}", context -> with(context, this::takeBack));
        heartbeats.register(routes, this);
    }

    /// One request of an integration.
    interface Work {
        void take(Context context, Integration integration);
    }

    void with(Context context, Work work) {
        try {
            Optional<Integration> integration = gate.admit(context, InboundGate.header(context));
            if (integration.isEmpty()) {
                say(context, 401, "Could not authenticate", Map.of());
                return;
            }
            work.take(context, integration.get());
        } catch (Refused e) {
            InboundGate.retryAfter(context, e);
            tooFast(context);
        } catch (InboundBusy e) {
            InboundGate.busy(context);
            tooFast(context);
        } catch (JacksonException e) {
            say(context, 422, "Request body is not processable. It is not valid JSON.", Map.of());
        } catch (InvalidInput e) {
            var errors = new LinkedHashMap<String, @Nullable Object>();
            e.problems().forEach(problem -> errors.put(problem.field(), problem.message()));
            say(
                    context,
                    422,
                    "Request body is not processable. Please check the errors.",
                    Map.of("errors", errors));
        } catch (StoreUnavailable e) {
            context.header("Retry-After", "5");
            say(context, 503, "Service is unavailable, please retry later.", Map.of());
        }
    }

    private void tooFast(Context context) {
        say(
                context,
                429,
                "You are making too many requests! To avoid any limitations please retry later.",
                Map.of());
    }

    /// The body as JSON; an empty object where there is none.
    Optional<JsonNode> body(Context context, Integration integration) {
        InboundGate.Body body = InboundGate.body(context, LARGEST);
        if (body.tooLarge()) {
            String why = "Request body is larger than " + LARGEST + " bytes.";
            gate.inbound().refused(integration, PROTOCOL, why, body.bytes());
            context.header("Connection", "close");
            say(context, 413, why, Map.of());
            return Optional.empty();
        }
        return Optional.of(
                body.bytes().length == 0 ? InboundJson.object() : InboundJson.tree(body.bytes()));
    }

    private void create(Context context, Integration integration) {
        body(context, integration)
                .ifPresent(body -> take(context, integration, "create", "", body));
    }

    private void act(Context context, Integration integration) {
        String action = context.pathParam("action");
        if (!ACTIONS.contains(action)) {
            say(
                    context,
                    422,
                    "The action '"
                            + action
                            + "' has no counterpart here; there are "
                            + String.join(", ", ACTIONS.stream().sorted().toList())
                            + ".",
                    Map.of());
            return;
        }
        Optional<JsonNode> body = body(context, integration);
        if (body.isEmpty()) {
            return;
        }
        take(context, integration, action, key(context, integration), body.get());
    }

    /// Tags and details are taken off by their names, which stand in the address.
    private void takeBack(Context context, Integration integration) {
        String action = context.pathParam("action");
        String names = context.queryParam("details".equals(action) ? "keys" : "tags");
        if (!Set.of("tags", "details").contains(action) || names == null) {
            say(
                    context,
                    422,
                    "'"
                            + cut(action)
                            + "' cannot be taken back here; there are tags (?tags=a,b) and details"
                            + " (?keys=a,b).",
                    Map.of());
            return;
        }
        ObjectNode body = InboundJson.object();
        Arrays.stream(names.split(",", 64))
                .filter(name -> !name.isBlank())
                .forEach(body.putArray("tags")::add);
        take(context, integration, "untag", key(context, integration), body);
    }

    /// The alias; an id that is not known names nothing, and does nothing, as there.
    private String key(Context context, Integration integration) {
        String id = context.pathParam("id");
        if ("alias".equals(context.queryParam("identifierType"))) {
            return id;
        }
        return state(integration, id).map(state -> state.alert().key()).orElse(id);
    }

    private Optional<InboundState> state(Integration integration, String id) {
        try {
            return gate.inbound().find(integration, new IncidentId(id));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private void take(
            Context context, Integration integration, String action, String key, JsonNode body) {
        ObjectNode envelope = InboundJson.object();
        envelope.put("action", action);
        envelope.put("key", key);
        envelope.set("body", body);
        ObjectNode resolved = names.resolved(integration.organization(), action, body);
        if (!resolved.isEmpty()) {
            envelope.set("resolved", resolved);
        }
        Inbound.Accepted accepted =
                gate.inbound().take(integration, PROTOCOL, InboundJson.bytes(envelope), Map.of());
        InboundGate.json(
                context,
                202,
                Map.of(
                        "result",
                        "Request will be processed",
                        "took",
                        0.001,
                        "requestId",
                        accepted.delivery()));
    }

    private void request(Context context, Integration integration) {
        Optional<InboundDelivery> found =
                gate.inbound()
                        .log()
                        .find(integration.organization(), context.pathParam("id"))
                        .filter(delivery -> delivery.integration().equals(integration.id()));
        if (found.isEmpty()) {
            say(context, 404, "Request not found. It might not be processed, yet.", Map.of());
            return;
        }
        InboundDelivery delivery = found.get();
        Optional<InboundResult> result = delivery.results().stream().findFirst();
        var data = new LinkedHashMap<String, @Nullable Object>();
        boolean success = result.filter(one -> one.did() != InboundDid.NOTHING_OPEN).isPresent();
        data.put("success", success);
        data.put("isSuccess", success);
        data.put("action", action(result));
        data.put("processedAt", delivery.at().toString());
        data.put("integrationId", integration.id().value());
        data.put("status", status(result));
        data.put(
                "alertId",
                result.flatMap(InboundResult::incident).map(IncidentId::value).orElse(""));
        data.put("alias", result.map(InboundResult::key).orElse(""));
        ok(context, data);
    }

    private static String action(Optional<InboundResult> result) {
        return result.map(InboundResult::did)
                .map(did ->
                        switch (did) {
                            case OPENED, SEEN_AGAIN, CHANGED, SILENCED, DROPPED -> "Create";
                            case ACKNOWLEDGED -> "Acknowledge";
                            case RESOLVED -> "Close";
                            case NOTED -> "AddNote";
                            case TAGGED -> "UpdateTags";
                            case ASKED -> "Update";
                            case NOTHING_OPEN, RECORDED -> "";
                        })
                .orElse("");
    }

    private static String status(Optional<InboundResult> result) {
        return result.map(InboundResult::did)
                .map(did ->
                        switch (did) {
                            case OPENED -> "Created alert";
                            case SEEN_AGAIN, CHANGED -> "Deduplicated alert";
                            case SILENCED -> "Created alert, silenced";
                            case DROPPED -> "Ignored by a routing rule";
                            case ACKNOWLEDGED -> "Acknowledged alert";
                            case RESOLVED -> "Closed alert";
                            case NOTED -> "Added note to alert";
                            case TAGGED -> "Changed tags of alert";
                            case ASKED -> "Alert updated";
                            case NOTHING_OPEN -> "Alert does not exist";
                            case RECORDED -> "Recorded";
                        })
                .orElse("");
    }

    private void read(Context context, Integration integration) {
        String id = context.pathParam("id");
        Optional<InboundState> found =
                "alias".equals(context.queryParam("identifierType"))
                        ? gate.inbound().open(integration, id)
                        : state(integration, id);
        if (found.isEmpty()) {
            say(context, 404, "Alert with id [" + cut(id) + "] not found", Map.of());
            return;
        }
        boolean open =
                gate.inbound()
                        .open(integration, found.get().alert().key())
                        .filter(state ->
                                state.alert().incident().equals(found.get().alert().incident()))
                        .isPresent();
        ok(context, shown(found.get(), integration, open));
    }

    private void list(Context context, Integration integration) {
        int limit = whole(context.queryParam("limit"), 20, 1, 100);
        int offset = whole(context.queryParam("offset"), 0, 0, 20_000);
        List<InboundState> open = gate.inbound().open(integration, offset + limit);
        InboundGate.json(
                context,
                200,
                answer(
                        Map.of(
                                "data",
                                open.stream()
                                        .skip(offset)
                                        .map(state -> shown(state, integration, true))
                                        .toList(),
                                "paging",
                                Map.of())));
    }

    private void count(Context context, Integration integration) {
        ok(context, Map.of("count", gate.inbound().open(integration, 20_000).size()));
    }

    private Map<String, @Nullable Object> shown(
            InboundState state, Integration integration, boolean open) {
        var alert = state.alert();
        var shown = new LinkedHashMap<String, @Nullable Object>();
        shown.put("id", alert.incident().value());
        shown.put("tinyId", alert.incident().value());
        shown.put("alias", alert.key());
        shown.put("message", alert.summary());
        shown.put("status", open ? "open" : "closed");
        shown.put("acknowledged", state.acknowledged());
        shown.put("isSeen", state.acknowledged());
        Optional<Alert> paging = names.paging(alert.organization(), alert.incident());
        Optional<Instant> snoozed = paging.flatMap(one -> one.handling().snoozedUntil());
        shown.put("snoozed", snoozed.isPresent());
        snoozed.ifPresent(until -> shown.put("snoozedUntil", until.toString()));
        shown.put("count", state.count());
        shown.put("tags", alert.tags().keySet().stream().sorted().toList());
        shown.put("details", alert.tags());
        shown.put("createdAt", alert.startedAt().toString());
        shown.put("updatedAt", state.seenAt().toString());
        shown.put("lastOccurredAt", state.seenAt().toString());
        shown.put("source", alert.source());
        shown.put("entity", alert.source());
        shown.put("description", alert.details());
        shown.put("priority", alert.paging().priority().map(Enum::name).orElse("P3"));
        shown.put("owner", paging.map(names::owner).orElse(""));
        shown.put("teams", List.of());
        shown.put("responders", List.of());
        shown.put("actions", List.of());
        shown.put(
                "integration",
                Map.of("id", integration.id().value(), "name", integration.name(), "type", "API"));
        return shown;
    }

    void ok(Context context, Object data) {
        InboundGate.json(context, 200, answer(Map.of("data", data)));
    }

    void say(Context context, int status, String message, Map<String, ?> more) {
        var body = new LinkedHashMap<String, @Nullable Object>();
        body.put("message", message);
        body.putAll(more);
        InboundGate.json(context, status, answer(body));
    }

    static Map<String, @Nullable Object> answer(Map<String, ?> body) {
        var all = new LinkedHashMap<String, @Nullable Object>(body);
        all.put("took", 0.001);
        all.put("requestId", UUID.randomUUID().toString());
        return all;
    }

    static int whole(@Nullable String text, int standard, int least, int most) {
        if (text == null || !text.matches("\\d{1,9}")) {
            return standard;
        }
        return Math.clamp(Integer.parseInt(text), least, most);
    }

    static String cut(String text) {
        return text.length() <= 100 ? text : text.substring(0, 100);
    }
}
