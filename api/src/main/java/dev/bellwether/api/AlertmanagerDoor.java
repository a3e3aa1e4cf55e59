package dev.bellwether.api;

import dev.bellwether.model.Actor;
import dev.bellwether.model.Conflict;
import dev.bellwether.model.InvalidInput;
import dev.bellwether.model.NotFound;
import dev.bellwether.store.StoreUnavailable;
import dev.bellwether.watch.InboundBusy;
import dev.bellwether.watch.Integration;
import dev.bellwether.watch.Silence;
import io.javalin.config.JavalinConfig;
import io.javalin.http.Context;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/// Alertmanager's API v2 as a server, for Prometheus, Grafana, Loki and `amtool`: under
/// `/inbound/{key}/api/v2`, and under `/api/v2` with the key in `Authorization`. Errors are a JSON
/// text, as there.
///
/// Each key sees the alerts and silences of its own integration.
final class AlertmanagerDoor {
    private static final int LARGEST = 4 << 20;
    private static final String PROTOCOL = "alertmanager";
    static final String CONFIG =
            "route:\n  receiver: bellwether\n  group_by: ['alertname']\nreceivers:\n- name: bellwether\n";

    private final InboundGate gate;
    private final AlertmanagerAlerts alerts;
    private final String version;
    private final Instant started;

    AlertmanagerDoor(InboundGate gate, String version) {
        this.gate = gate;
        this.alerts = new AlertmanagerAlerts(gate.inbound());
        this.version = version;
        this.started = gate.clock().instant();
    }

    void register(JavalinConfig javalin) {
        for (String base : List.of("/inbound/{key}/api/v2", "/api/v2")) {
            var routes = javalin.routes;
            routes.get(base + "/status", context -> with(context, this::status));
            routes.get(base + "/receivers", context -> with(context, this::receivers));
            routes.get(base + "/alerts", context -> with(context, this::list));
            routes.post(base + "/alerts", context -> with(context, this::post));
            routes.get(base + "/alerts/groups", context -> with(context, this::groups));
            routes.get(base + "/silences", context -> with(context, this::silences));
            routes.post(base + "/silences", context -> with(context, this::silence));
            routes.get(base + "/silence/{id}", context -> with(context, this::readSilence));
            routes.delete(base + "/silence/{id}", context -> with(context, this::endSilence));
        }
        for (String probe : List.of("ready", "healthy")) {
            javalin.routes.get(
                    "/inbound/{key}/-/" + probe,
                    context -> with(context, (one, _) -> one.result("OK")));
        }
    }

    private interface Work {
        void take(Context context, Integration integration);
    }

    private void with(Context context, Work work) {
        try {
            String key =
                    context.pathParamMap().containsKey("key")
                            ? context.pathParam("key")
                            : InboundGate.header(context);
            Optional<Integration> integration = gate.admit(context, key);
            if (integration.isEmpty()) {
                context.header("WWW-Authenticate", "Bearer");
                InboundGate.json(context, 401, "there is no integration with this key");
                return;
            }
            work.take(context, integration.get());
        } catch (Refused e) {
            InboundGate.retryAfter(context, e);
            InboundGate.json(context, 429, "too many requests; " + e.getMessage());
        } catch (InboundBusy e) {
            InboundGate.busy(context);
            InboundGate.json(context, 429, "too many requests; " + e.getMessage());
        } catch (InvalidInput e) {
            InboundGate.json(
                    context,
                    400,
                    e.problems().stream()
                            .map(InvalidInput.Problem::message)
                            .reduce((one, other) -> one + "; " + other)
                            .orElse("bad request"));
        } catch (JacksonException e) {
            InboundGate.json(context, 400, "parsing body failed: it is not valid JSON");
        } catch (NotFound e) {
            InboundGate.json(context, 404, String.valueOf(e.getMessage()));
        } catch (Conflict e) {
            InboundGate.json(context, 400, String.valueOf(e.getMessage()));
        } catch (StoreUnavailable e) {
            context.header("Retry-After", "5");
            InboundGate.json(context, 503, "the database does not answer");
        }
    }

    private void status(Context context, Integration integration) {
        InboundGate.json(
                context,
                200,
                Map.of(
                        "cluster",
                        Map.of("status", "disabled", "peers", List.of()),
                        "versionInfo",
                        Map.of(
                                "version", version,
                                "revision", "bellwether",
                                "branch", "",
                                "buildUser", "",
                                "buildDate", "",
                                "goVersion", ""),
                        "config",
                        Map.of("original", CONFIG),
                        "uptime",
                        started.toString()));
    }

    private void receivers(Context context, Integration integration) {
        InboundGate.json(context, 200, List.of(Map.of("name", AlertmanagerAlerts.RECEIVER)));
    }

    private void list(Context context, Integration integration) {
        InboundGate.json(
                context, 200, alerts.list(integration, AlertmanagerAlerts.Wanted.of(context)));
    }

    private void groups(Context context, Integration integration) {
        InboundGate.json(
                context, 200, alerts.groups(integration, AlertmanagerAlerts.Wanted.of(context)));
    }

    private void post(Context context, Integration integration) {
        InboundGate.Body body = InboundGate.body(context, LARGEST);
        if (body.tooLarge()) {
            String why = "the body is larger than the " + LARGEST + " bytes that are taken";
            gate.inbound().refused(integration, PROTOCOL, why, body.bytes());
            context.header("Connection", "close");
            InboundGate.json(context, 413, why);
            return;
        }
        gate.inbound().take(integration, PROTOCOL, body.bytes(), InboundGate.headers(context));
        context.status(200);
    }

    // Silences

    private void silences(Context context, Integration integration) {
        List<Silence.Matcher> filter = AlertmanagerMatchers.parse(context.queryParams("filter"));
        Instant now = gate.clock().instant();
        InboundGate.json(
                context,
                200,
                gate.inbound().silences().list(integration.organization()).stream()
                        .filter(silence -> concerns(silence, integration))
                        .filter(silence -> isMeant(silence, filter))
                        .map(silence -> shown(silence, now))
                        .toList());
    }

    /// As there: a filter is asked of the labels that the silence's own matchers name.
    private static boolean isMeant(Silence silence, List<Silence.Matcher> filter) {
        var named = new LinkedHashMap<String, String>();
        silence.matchers().forEach(matcher -> named.put(matcher.name(), matcher.value()));
        return filter.stream().allMatch(matcher -> matcher.holds(named));
    }

    private static boolean concerns(Silence silence, Integration integration) {
        return silence.integration().filter(only -> !only.equals(integration.id())).isEmpty();
    }

    private void silence(Context context, Integration integration) {
        InboundGate.Body body = InboundGate.body(context, 64 << 10);
        if (body.tooLarge()) {
            InboundGate.json(context, 413, "the silence is too large");
            return;
        }
        JsonNode json = InboundJson.tree(body.bytes());
        var matchers = new ArrayList<Silence.Matcher>();
        for (JsonNode matcher : json.path("matchers")) {
            matchers.add(
                    new Silence.Matcher(
                            matcher.path("name").asString(""),
                            matcher.path("value").asString(""),
                            matcher.path("isRegex").asBoolean(false),
                            matcher.path("isEqual").asBoolean(true)));
        }
        Silence saved =
                gate.inbound()
                        .silences()
                        .save(
                                integration.organization(),
                                Optional.of(integration.id()),
                                Optional.of(json.path("id").asString(""))
                                        .filter(id -> !id.isEmpty()),
                                matchers,
                                time(json, "startsAt"),
                                time(json, "endsAt"),
                                json.path("createdBy").asString(""),
                                json.path("comment").asString(""),
                                actor(integration));
        InboundGate.json(context, 200, Map.of("silenceID", saved.id()));
    }

    private void readSilence(Context context, Integration integration) {
        InboundGate.json(context, 200, shown(known(context, integration), gate.clock().instant()));
    }

    private void endSilence(Context context, Integration integration) {
        Silence silence = known(context, integration);
        if (silence.integration().isEmpty()) {
            throw new Conflict(
                    "silence "
                            + silence.id()
                            + " holds for the whole organization; it is ended in"
                            + " the console");
        }
        gate.inbound().silences().end(integration.organization(), silence.id(), actor(integration));
        context.status(200);
    }

    private Silence known(Context context, Integration integration) {
        Silence silence =
                gate.inbound().silences().get(integration.organization(), context.pathParam("id"));
        if (!concerns(silence, integration)) {
            throw new NotFound("silence", silence.id());
        }
        return silence;
    }

    private static Map<String, @Nullable Object> shown(Silence silence, Instant now) {
        var shown = new LinkedHashMap<String, @Nullable Object>();
        shown.put("id", silence.id());
        shown.put(
                "status",
                Map.of(
                        "state",
                        !silence.endsAt().isAfter(now)
                                ? "expired"
                                : silence.isActive(now) ? "active" : "pending"));
        shown.put("updatedAt", silence.updatedAt().toString());
        shown.put("comment", silence.comment());
        shown.put("createdBy", silence.createdBy());
        shown.put("startsAt", silence.startsAt().toString());
        shown.put("endsAt", silence.endsAt().toString());
        shown.put(
                "matchers",
                silence.matchers().stream()
                        .map(matcher ->
                                Map.of(
                                        "name", matcher.name(),
                                        "value", matcher.value(),
                                        "isRegex", matcher.isRegex(),
                                        "isEqual", matcher.isEqual()))
                        .toList());
        return shown;
    }

    private static Instant time(JsonNode json, String field) {
        try {
            return Moments.parse(json.path(field).asString(""));
        } catch (DateTimeParseException e) {
            throw new InvalidInput(field, field + " in body must be of type date-time");
        }
    }

    private static Actor actor(Integration integration) {
        return Actor.automation("inbound", integration.name());
    }
}
