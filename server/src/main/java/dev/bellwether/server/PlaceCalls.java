package dev.bellwether.server;

import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/// Places through a running server: those of the token's organization.
final class PlaceCalls {
    private static final String PATH = "/api/v1/places";
    private static final String NOBODY = "never seen";

    private final SetupCall server = new SetupCall();

    PlaceCalls(String url, String token) {
        server.url = url;
        server.token = token.isBlank() ? null : token;
    }

    /// @return the token of the place, told once
    String add(String name, Optional<String> region, Optional<double[]> where) {
        var draft = JsonNodeFactory.instance.objectNode();
        draft.put("name", name);
        region.ifPresent(text -> draft.put("region", text));
        where.ifPresent(degrees -> {
            draft.put("latitude", degrees[0]);
            draft.put("longitude", degrees[1]);
        });
        var answer = server.post(PATH, draft.toString());
        if (answer.status() != 201) {
            throw SetupCall.refused(answer);
        }
        return answer.json().path("token").asString();
    }

    List<String> list() {
        var lines = new ArrayList<String>();
        String after = "";
        do {
            String query = after.isEmpty() ? "" : "&after=" + encoded(after);
            var answer = server.call(PATH + "?limit=200" + query, HttpRequest.Builder::GET);
            if (answer.status() != 200) {
                throw SetupCall.refused(answer);
            }
            JsonNode slice = answer.json();
            slice.path("items").forEach(view -> lines.add(line(view)));
            after = slice.path("next").isString() ? slice.path("next").asString() : "";
        } while (!after.isEmpty());
        return lines;
    }

    void revoke(String id) {
        var answer = server.call(PATH + "/" + encoded(id), HttpRequest.Builder::DELETE);
        if (answer.status() != 204) {
            throw SetupCall.refused(answer);
        }
    }

    private static String line(JsonNode view) {
        JsonNode place = view.path("place");
        JsonNode seen = view.path("seenAt");
        return "%s  %-20s %s"
                .formatted(
                        place.path("id").asString(),
                        place.path("name").asString(),
                        seen.isString() ? "seen " + seen.asString() : NOBODY);
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
