package dev.bellwether.api;

import dev.bellwether.model.InvalidInput;
import dev.bellwether.store.StoreUnavailable;
import dev.bellwether.watch.Inbound;
import dev.bellwether.watch.InboundBusy;
import dev.bellwether.watch.InboundResult;
import dev.bellwether.watch.Integration;
import dev.bellwether.watch.SenderRefused;
import io.javalin.config.JavalinConfig;
import io.javalin.http.Context;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Where webhooks are posted: `/inbound/{key}`, or `/inbound` with the key in `Authorization`. How
/// a body is read is said by the kind of the integration. Every answer is JSON that a person at the
/// sender's log understands.
final class WebhookDoor {
    static final int LARGEST = 1 << 20;

    private final InboundGate gate;

    WebhookDoor(InboundGate gate) {
        this.gate = gate;
    }

    void register(JavalinConfig javalin) {
        javalin.routes.post("/inbound/{key}", context -> take(context, context.pathParam("key")));
        javalin.routes.put("/inbound/{key}", context -> take(context, context.pathParam("key")));
        javalin.routes.post("/inbound", context -> take(context, InboundGate.header(context)));
    }

    private void take(Context context, String key) {
        try {
            Optional<Integration> integration = gate.admit(context, key);
            if (integration.isEmpty()) {
                refuse(context, 404, "There is no integration with this key, or its key was ended");
                return;
            }
            InboundGate.Body body = InboundGate.body(context, LARGEST);
            if (body.tooLarge()) {
                String why = "The body is larger than the " + LARGEST + " bytes that are taken";
                gate.inbound()
                        .refused(integration.get(), integration.get().kind(), why, body.bytes());
                context.header("Connection", "close");
                refuse(context, 413, why);
                return;
            }
            answer(
                    context,
                    gate.inbound()
                            .webhook(
                                    integration.get(), body.bytes(), InboundGate.headers(context)));
        } catch (Refused e) {
            InboundGate.retryAfter(context, e);
            refuse(context, 429, String.valueOf(e.getMessage()));
        } catch (InboundBusy e) {
            // Senders of webhooks, Alertmanager among them, come again after 5xx and give up at
            // 429.
            InboundGate.busy(context);
            refuse(context, 503, String.valueOf(e.getMessage()));
        } catch (SenderRefused e) {
            refuse(context, 401, String.valueOf(e.getMessage()));
        } catch (InvalidInput e) {
            refuse(context, 400, String.valueOf(e.getMessage()));
        } catch (StoreUnavailable e) {
            context.header("Retry-After", "5");
            refuse(context, 503, "The database does not answer; nothing was taken");
        }
    }

    static void answer(Context context, Inbound.Accepted accepted) {
        InboundGate.json(
                context,
                202,
                Map.of(
                        "status",
                        "accepted",
                        "delivery",
                        accepted.delivery(),
                        "events",
                        accepted.results().stream().limit(100).map(WebhookDoor::shown).toList()));
    }

    private static Map<String, Object> shown(InboundResult result) {
        var shown = new LinkedHashMap<String, Object>();
        shown.put("did", result.did().name().toLowerCase(java.util.Locale.ROOT));
        shown.put("key", result.key());
        result.incident().ifPresent(incident -> shown.put("incident", incident.value()));
        return shown;
    }

    private static void refuse(Context context, int status, String why) {
        InboundGate.json(
                context,
                status,
                Map.of("status", "refused", "message", why, "errors", List.of(why)));
    }
}
