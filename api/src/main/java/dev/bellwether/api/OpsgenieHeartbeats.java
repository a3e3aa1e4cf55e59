package dev.bellwether.api;

import dev.bellwether.model.Actor;
import dev.bellwether.model.Check;
import dev.bellwether.model.CheckSpec;
import dev.bellwether.model.CheckState;
import dev.bellwether.model.InvalidInput;
import dev.bellwether.model.Status;
import dev.bellwether.watch.Checks;
import dev.bellwether.watch.Integration;
import dev.bellwether.watch.Verdicts;
import dev.bellwether.watch.Watch;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// Opsgenie's heartbeats: each is a heartbeat check of ours of that name, at the service of the
/// integration.
final class OpsgenieHeartbeats {
    private static final int MOST = 200;

    private final Checks checks;
    private final Verdicts verdicts;
    private final Watch watch;

    OpsgenieHeartbeats(Checks checks, Verdicts verdicts, Watch watch) {
        this.checks = checks;
        this.verdicts = verdicts;
        this.watch = watch;
    }

    void register(RoutesConfig routes, OpsgenieDoor door) {
        OpsgenieDoor.Work ping = (context, integration) -> ping(door, context, integration);
        routes.get("/v2/heartbeats/{name}/ping", context -> door.with(context, ping));
        routes.post("/v2/heartbeats/{name}/ping", context -> door.with(context, ping));
        routes.put("/v2/heartbeats/{name}/ping", context -> door.with(context, ping));
        routes.get(
                "/v2/heartbeats",
                context -> door.with(context, (one, integration) -> list(door, one, integration)));
        routes.post(
                "/v2/heartbeats",
                context -> door.with(context, (one, integration) -> add(door, one, integration)));
        routes.get(
                "/v2/heartbeats/{name}",
                context -> door.with(context, (one, integration) -> read(door, one, integration)));
        for (boolean enable : List.of(true, false)) {
            routes.post(
                    "/v2/heartbeats/{name}/" + (enable ? "enable" : "disable"),
                    context ->
                            door.with(
                                    context,
                                    (one, integration) -> enable(door, one, integration, enable)));
        }
    }

    private void ping(OpsgenieDoor door, Context context, Integration integration) {
        Optional<Check> check = find(door, context, integration);
        if (check.isEmpty()) {
            return;
        }
        watch.beat(((CheckSpec.Heartbeat) check.get().spec()).token());
        InboundGate.json(
                context, 202, OpsgenieDoor.answer(Map.of("result", "PONG - Heartbeat received")));
    }

    private void list(OpsgenieDoor door, Context context, Integration integration) {
        door.ok(
                context,
                Map.of(
                        "heartbeats",
                        checks.ofService(integration.organization(), integration.service()).stream()
                                .filter(check -> check.spec() instanceof CheckSpec.Heartbeat)
                                .limit(MOST)
                                .map(check -> shown(check, integration))
                                .toList()));
    }

    private void read(OpsgenieDoor door, Context context, Integration integration) {
        find(door, context, integration)
                .ifPresent(check -> door.ok(context, shown(check, integration)));
    }

    private void enable(
            OpsgenieDoor door, Context context, Integration integration, boolean enable) {
        find(door, context, integration)
                .map(check ->
                        checks.pause(
                                integration.organization(),
                                check.id(),
                                !enable,
                                actor(integration)))
                .ifPresent(check -> door.ok(context, shown(check, integration)));
    }

    private void add(OpsgenieDoor door, Context context, Integration integration) {
        Optional<JsonNode> body = door.body(context, integration);
        if (body.isEmpty()) {
            return;
        }
        String name = body.get().path("name").asString("").strip();
        int interval = body.get().path("interval").asInt(0);
        Duration unit =
                switch (body.get().path("intervalUnit").asString("minutes")) {
                    case "minutes" -> Duration.ofMinutes(1);
                    case "hours" -> Duration.ofHours(1);
                    case "days" -> Duration.ofDays(1);
                    default ->
                            throw new InvalidInput(
                                    "intervalUnit", "Should be one of minutes, hours, days");
                };
        if (interval < 1 || interval > 1_000) {
            throw new InvalidInput("interval", "Should be 1 to 1000");
        }
        if (named(integration, name).isPresent()) {
            throw new InvalidInput("name", "Heartbeat with name [" + name + "] already exists");
        }
        Duration period = unit.multipliedBy(interval);
        Check made =
                checks.save(
                        new Check(
                                Checks.newId(),
                                integration.organization(),
                                integration.service(),
                                name,
                                new CheckSpec.Heartbeat(
                                        Checks.newToken(),
                                        period,
                                        Duration.ofSeconds(30),
                                        Optional.empty(),
                                        "UTC"),
                                Check.DEFAULT_INTERVAL,
                                Check.DEFAULT_TIMEOUT,
                                Optional.empty(),
                                Status.MAJOR_OUTAGE,
                                Check.Recovery.DEFAULT,
                                List.of(),
                                !body.get().path("enabled").asBoolean(true)),
                        actor(integration));
        InboundGate.json(
                context,
                201,
                OpsgenieDoor.answer(
                        Map.of(
                                "result",
                                "Heartbeat added",
                                "data",
                                Map.of(
                                        "name",
                                        made.name(),
                                        "enabled",
                                        !made.paused(),
                                        "expired",
                                        false))));
    }

    private Optional<Check> find(OpsgenieDoor door, Context context, Integration integration) {
        String name = context.pathParam("name");
        Optional<Check> check = named(integration, name);
        if (check.isEmpty()) {
            door.say(
                    context,
                    404,
                    "Heartbeat with name [" + OpsgenieDoor.cut(name) + "] does not exist",
                    Map.of());
        }
        return check;
    }

    /// Of the integration's service alone: a key reaches no further.
    private Optional<Check> named(Integration integration, String name) {
        return checks.ofService(integration.organization(), integration.service()).stream()
                .filter(check -> check.spec() instanceof CheckSpec.Heartbeat)
                .filter(check -> check.name().equals(name))
                .findFirst();
    }

    private Map<String, @Nullable Object> shown(Check check, Integration integration) {
        var beat = (CheckSpec.Heartbeat) check.spec();
        long minutes = Math.max(1, beat.period().toMinutes());
        var shown = new LinkedHashMap<String, @Nullable Object>();
        shown.put("name", check.name());
        shown.put("description", "");
        shown.put("interval", minutes);
        shown.put("intervalUnit", "minutes");
        shown.put("enabled", !check.paused());
        shown.put(
                "expired",
                verdicts.current(integration.organization(), check.id())
                        .filter(verdict -> verdict.state() == CheckState.DOWN)
                        .isPresent());
        shown.put("alertTags", List.of());
        shown.put("alertPriority", "P3");
        shown.put("alertMessage", "");
        return shown;
    }

    private static Actor actor(Integration integration) {
        return Actor.automation("inbound", integration.name());
    }
}
