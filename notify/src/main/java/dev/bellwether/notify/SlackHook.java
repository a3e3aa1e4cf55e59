package dev.bellwether.notify;

import dev.bellwether.model.AlertLinks;
import dev.bellwether.store.Json;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A pressed button in Slack (`block_actions`), signed by the app's secret.
record SlackHook(
        String secret, AlertLinks links, CallbackTokens tokens, HookDesk desk, InstantSource clock)
        implements Hook {
    private static final String HOW = "Slack button";

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
        Map<?, ?> payload = payload(request.form().getOrDefault("payload", "{}"));
        for (Object action : actions(payload)) {
            if (action instanceof Map<?, ?> pressed
                    && SlackChannel.ACTION.equals(pressed.get("action_id"))
                    && pressed.get("value") instanceof String token) {
                links.bearer(token)
                        .map(bearer ->
                                new HookAnswer.TakenOn(
                                        bearer.organization(),
                                        bearer.alert(),
                                        Optional.of(bearer.person()),
                                        HOW,
                                        who(payload)))
                        .ifPresent(taken::add);
                tokens.readButton(token)
                        .ifPresent(of -> taken.addAll(desk.taken(of, HOW, who(payload))));
            }
        }
        return HookAnswer.json("", taken);
    }

    private static Map<?, ?> payload(String text) {
        try {
            return Json.read(text, Map.class);
        } catch (IllegalArgumentException e) {
            return Map.of();
        }
    }

    private static List<?> actions(Map<?, ?> payload) {
        return payload.get("actions") instanceof List<?> list ? list : List.of();
    }

    /// Slack calls it `username` or `name`, by the age of the app.
    private static String who(Map<?, ?> payload) {
        if (!(payload.get("user") instanceof Map<?, ?> user)) {
            return "";
        }
        Object name = user.get("username") == null ? user.get("name") : user.get("username");
        return name instanceof String text ? EmailMessages.oneLine(text) : "";
    }

    @Override
    public String toString() {
        return "SlackHook";
    }
}
