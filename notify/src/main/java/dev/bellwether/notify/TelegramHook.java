package dev.bellwether.notify;

import dev.bellwether.model.Channel;
import dev.bellwether.store.Json;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A pressed button in Telegram (`callback_query`). Telegram repeats the secret that was given with
/// `setWebhook`, and calls the method that the answer names.
record TelegramHook(String secret, CallbackTokens tokens, HookDesk desk) implements Hook {
    @Override
    public String name() {
        return "telegram";
    }

    @Override
    public HookAnswer on(HookRequest request) {
        if (!Signatures.same(secret, request.header("x-telegram-bot-api-secret-token"))) {
            return HookAnswer.refused("X-Telegram-Bot-Api-Secret-Token is not right");
        }
        return pressed(request.text()).map(this::answer).orElse(HookAnswer.json("", List.of()));
    }

    private record Pressed(String id, String data, List<String> chats, String who) {}

    private HookAnswer answer(Pressed pressed) {
        var taken = new ArrayList<HookAnswer.TakenOn>();
        for (String chat : pressed.chats()) {
            desk
                    .pagesTo(
                            Channel.TELEGRAM,
                            chat,
                            message -> tokens.isShortToken(message, pressed.data()))
                    .stream()
                    .findFirst()
                    .ifPresent(page ->
                            taken.addAll(desk.taken(page, "Telegram button", pressed.who())));
        }
        var answer = new LinkedHashMap<String, Object>();
        answer.put("method", "answerCallbackQuery");
        answer.put("callback_query_id", pressed.id());
        answer.put(
                "text", taken.isEmpty() ? "There is nothing to take on any more." : "You have it.");
        return HookAnswer.json(Json.write(answer), taken);
    }

    private static Optional<Pressed> pressed(String update) {
        try {
            if (!(Json.read(update, Map.class).get("callback_query") instanceof Map<?, ?> query)
                    || !(query.get("message") instanceof Map<?, ?> message)
                    || !(message.get("chat") instanceof Map<?, ?> chat)) {
                return Optional.empty();
            }
            var chats = new ArrayList<String>(List.of(String.valueOf(chat.get("id"))));
            if (chat.get("username") instanceof String name) {
                chats.add("@" + name);
            }
            return Optional.of(
                    new Pressed(
                            String.valueOf(query.get("id")),
                            String.valueOf(query.get("data")),
                            chats,
                            query.get("from") instanceof Map<?, ?> from ? name(from) : ""));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static String name(Map<?, ?> from) {
        Object name = from.get("username") == null ? from.get("first_name") : from.get("username");
        return name instanceof String text ? EmailMessages.oneLine(text) : "";
    }

    @Override
    public String toString() {
        return "TelegramHook";
    }
}
