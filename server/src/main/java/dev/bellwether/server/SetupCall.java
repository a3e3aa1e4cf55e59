package dev.bellwether.server;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Where the running server is, and asking it for or about a set-up.
final class SetupCall {
    private static final JsonMapper JSON = new JsonMapper();

    @Option(
            names = "--url",
            paramLabel = "URL",
            description = "The server (default: BELLWETHER_URL, or http://localhost:8080)")
    @Nullable String url;

    @Option(
            names = "--token",
            paramLabel = "TOKEN",
            description =
                    "An API token that may write (default: BELLWETHER_TOKEN, which other users of"
                            + " this machine cannot see)")
    @Nullable String token;

    /// An answer of the server.
    record Answer(int status, String body) {
        JsonNode json() {
            return JSON.readTree(body);
        }
    }

    Answer read() {
        return call("/api/v1/setup", HttpRequest.Builder::GET);
    }

    Answer post(String path, String document) {
        return call(
                path,
                request ->
                        request.header("Content-Type", "application/json")
                                .POST(HttpRequest.BodyPublishers.ofString(document)));
    }

    /// @throws Refusal with the server's own words
    static Refusal refused(Answer answer) {
        try {
            return new Refusal("the server refused: " + answer.json().path("detail").asString());
        } catch (JacksonException e) {
            return new Refusal("the server answered " + answer.status() + "; is it a Bellwether?");
        }
    }

    interface Method {
        HttpRequest.Builder on(HttpRequest.Builder request);
    }

    Answer call(String path, Method method) {
        Map<String, String> environment = System.getenv();
        String base =
                url != null
                        ? url
                        : environment.getOrDefault("BELLWETHER_URL", "http://localhost:8080");
        String secret = token != null ? token : environment.getOrDefault("BELLWETHER_TOKEN", "");
        if (secret.isBlank()) {
            throw new Refusal(
                    "no token: set BELLWETHER_TOKEN to an API token that may write (console,"
                            + " Settings, API tokens)");
        }
        try (var client = HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(10)).build()) {
            var request =
                    method.on(HttpRequest.newBuilder(URI.create(base.replaceAll("/+$", "") + path)))
                            .header("Authorization", "Bearer " + secret)
                            .timeout(Duration.ofMinutes(5))
                            .build();
            var response = client.send(request, HttpResponse.BodyHandlers.ofString());
            return new Answer(response.statusCode(), response.body());
        } catch (IOException | IllegalArgumentException e) {
            throw new Refusal("'" + base + "' cannot be asked: " + e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Refusal("interrupted; what was applied so far stands");
        }
    }
}
