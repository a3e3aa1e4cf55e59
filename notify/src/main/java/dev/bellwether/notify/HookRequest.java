package dev.bellwether.notify;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/// What a provider sent to one of our addresses.
///
/// @param hook what stands in the path after `/hooks/channels/`, such as `twilio/status`
/// @param query as it was sent, without the question mark; empty when there is none
/// @param headers by name in lower case
public record HookRequest(String hook, String query, Map<String, String> headers, byte[] body) {
    String header(String name) {
        return headers.getOrDefault(name, "");
    }

    String text() {
        return new String(body, StandardCharsets.UTF_8);
    }

    Map<String, String> form() {
        return fields(text());
    }

    String queried(String name) {
        return fields(query).getOrDefault(name, "");
    }

    private static Map<String, String> fields(String text) {
        var fields = new LinkedHashMap<String, String>();
        for (String field : text.split("&", -1)) {
            int at = field.indexOf('=');
            if (at > 0) {
                try {
                    fields.putIfAbsent(
                            decode(field.substring(0, at)), decode(field.substring(at + 1)));
                } catch (IllegalArgumentException e) {
                    // What is no form has no such field.
                }
            }
        }
        return fields;
    }

    private static String decode(String text) {
        return URLDecoder.decode(text, StandardCharsets.UTF_8);
    }

    /// Neither query nor body: both may hold secrets.
    @Override
    public String toString() {
        return "HookRequest[" + hook + "]";
    }
}
