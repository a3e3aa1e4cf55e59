package dev.bellwether.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The REST API as a small script uses it.
final class Rest {
    private static final Pattern ID = Pattern.compile("\"id\":\"([^\"]+)\"");

    private final HttpClient http = HttpClient.newHttpClient();
    private final Program program;
    private final String token;

    Rest(Program program, String token) {
        this.program = program;
        this.token = token;
    }

    String token() {
        return token;
    }

    String get(String path) throws IOException, InterruptedException {
        return send(path, HttpRequest.newBuilder().GET(), 200);
    }

    /// Posts, and answers the id of what was made.
    String make(String path, String body) throws IOException, InterruptedException {
        String answer = answered(path, body);
        Matcher id = ID.matcher(answer);
        assertThat(id.find()).as(answer).isTrue();
        return id.group(1);
    }

    /// Posts, and answers all that is said of what was made.
    String answered(String path, String body) throws IOException, InterruptedException {
        return send(
                path,
                HttpRequest.newBuilder().POST(HttpRequest.BodyPublishers.ofString(body)),
                201);
    }

    /// Posts a question, and answers what is said.
    String asked(String path, String body) throws IOException, InterruptedException {
        return send(
                path,
                HttpRequest.newBuilder().POST(HttpRequest.BodyPublishers.ofString(body)),
                200);
    }

    /// The first of the people: the owner.
    String owner() throws IOException, InterruptedException {
        Matcher id = ID.matcher(get("people"));
        assertThat(id.find()).isTrue();
        return id.group(1);
    }

    /// A policy that pages the owner.
    ///
    /// @return its id
    String policy() throws IOException, InterruptedException {
        return make(
                "policies",
                """
                {"name": "Web", "steps": [{"delay": "PT5M",
                  "targets": [{"kind": "ToPerson", "person": "%s"}]}]}
                """
                        .formatted(owner()));
    }

    /// A service whose alerts go by a policy.
    ///
    /// @return its id
    String service(String name, String policy) throws IOException, InterruptedException {
        return make(
                "services", "{\"name\": \"%s\", \"escalation\": \"%s\"}".formatted(name, policy));
    }

    /// Puts a thing in place.
    void put(String path, String body) throws IOException, InterruptedException {
        send(path, HttpRequest.newBuilder().PUT(HttpRequest.BodyPublishers.ofString(body)), 200);
    }

    private String send(String path, HttpRequest.Builder request, int expected)
            throws IOException, InterruptedException {
        HttpResponse<String> response =
                http.send(
                        request.uri(program.at("/api/v1/" + path))
                                .header("Authorization", "Bearer " + token)
                                .header("Content-Type", "application/json")
                                .build(),
                        HttpResponse.BodyHandlers.ofString());
        assertThat(response.statusCode()).as(path + ": " + response.body()).isEqualTo(expected);
        return response.body();
    }
}
