package dev.bellwether.watch;

import java.util.Locale;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.databind.node.StringNode;

/// Takes secrets out of what is kept for people to read: the values of fields that are called like
/// one.
final class InboundRedactor {
    static final String CUT = "(cut)";
    private static final Set<String> SECRET =
            Set.of(
                    "routing_key",
                    "service_key",
                    "routingkey",
                    "servicekey",
                    "authorization",
                    "password",
                    "passwd",
                    "secret",
                    "client_secret",
                    "token",
                    "access_token",
                    "refresh_token",
                    "id_token",
                    "api_key",
                    "apikey",
                    "app_key",
                    "private_key",
                    "cookie",
                    "set-cookie",
                    "signature",
                    "bearer",
                    "credentials");

    private InboundRedactor() {}

    static JsonNode cut(JsonNode node) {
        return switch (node) {
            case ObjectNode object -> {
                ObjectNode copy = InboundPayload.MAPPER.createObjectNode();
                object.properties()
                        .forEach(entry ->
                                copy.set(
                                        entry.getKey(),
                                        isSecret(entry.getKey()) && !entry.getValue().isNull()
                                                ? StringNode.valueOf(CUT)
                                                : cut(entry.getValue())));
                yield copy;
            }
            case ArrayNode array -> {
                ArrayNode copy = InboundPayload.MAPPER.createArrayNode();
                array.forEach(one -> copy.add(cut(one)));
                yield copy;
            }
            default -> node;
        };
    }

    private static boolean isSecret(String name) {
        String low = name.toLowerCase(Locale.ROOT).replace('-', '_');
        return SECRET.contains(low)
                || low.endsWith("_secret")
                || low.endsWith("_token")
                || low.endsWith("password");
    }
}
