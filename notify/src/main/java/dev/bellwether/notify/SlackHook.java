package dev.bellwether.notify;

import dev.bellwether.model.AlertLinks;
import dev.bellwether.store.Json;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// A pressed button in Slack (`block_actions`), signed by the app's secret.
record SlackHook(String secret, AlertLinks links, InstantSource clock) implements Hook {
    @Override
    public String name() {
        return "slack";
    }

    @Override
    public HookAnswer on(HookRequest request) {
        if (!Signatures.isSlack(
                secret,
                request.header("x-slack-request-timestamp"),
                request.text(),
                request.header("x-slack-signature"),
                clock.instant())) {
            return HookAnswer.refused("X-Slack-Signature is not right");
        }
        var taken = new ArrayList<HookAnswer.TakenOn>();
        for (Object action : actions(request.form().getOrDefault("payload", "{}"))) {
            if (action instanceof Map<?, ?> pressed
                    && SlackChannel.ACTION.equals(pressed.get("action_id"))
                    && pressed.get("value") instanceof String token) {
                links.bearer(token)
                        .map(bearer ->
                                new HookAnswer.TakenOn(
                                        bearer.organization(),
                                        bearer.alert(),
                                        java.util.Optional.of(bearer.person()),
                                        "Slack button"))
                        .ifPresent(taken::add);
            }
        }
        return HookAnswer.json("", taken);
    }

    private static List<?> actions(String payload) {
        try {
            return Json.read(payload, Map.class).get("actions") instanceof List<?> list
                    ? list
                    : List.of();
        } catch (IllegalArgumentException e) {
            return List.of();
        }
    }

    @Override
    public String toString() {
        return "SlackHook";
    }
}
