package dev.bellwether.server;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// A guard that runs on this machine, asked at its admin port.
final class GuardCalls {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    @Mixin ConfigOption config = new ConfigOption();

    @Option(
            names = "--admin",
            paramLabel = "HOST:PORT",
            description = "The guard's admin port (default: 127.0.0.1:8125)")
    @Nullable String admin;

    /// @throws Refusal with the guard's words, or why there were none
    JsonNode get(String path) {
        return json(path, HttpRequest.newBuilder().GET());
    }

    /// As it came.
    ///
    /// @throws Refusal with the guard's words, or why there were none
    String text(String path) {
        return call(path, HttpRequest.newBuilder().GET());
    }

    /// @throws Refusal with the guard's words, or why there were none
    JsonNode post(String path, String body) {
        return json(path, HttpRequest.newBuilder().POST(HttpRequest.BodyPublishers.ofString(body)));
    }

    private JsonNode json(String path, HttpRequest.Builder request) {
        try {
            return JSON.readTree(call(path, request));
        } catch (JacksonException e) {
            throw new Refusal("the guard answers something else than a guard");
        }
    }

    private String call(String path, HttpRequest.Builder request) {
        Configuration configuration =
                config.load(new Said().and(GuardKeys.ADMIN, "--admin", admin).all());
        GuardConfig guard = GuardConfig.of(configuration);
        Path data = configuration.get(Keys.DATA);
        String base = "http://" + guard.admin();
        try (var client = HttpClient.newBuilder().connectTimeout(PATIENCE).build()) {
            HttpResponse<String> response =
                    client.send(
                            request.uri(URI.create(base + path))
                                    .timeout(PATIENCE)
                                    .header(
                                            "Authorization",
                                            "Bearer " + GuardToken.find(guard, data))
                                    .build(),
                            HttpResponse.BodyHandlers.ofString());
            if (response.statusCode() != 200) {
                throw new Refusal(
                        "the guard answers %d: %s"
                                .formatted(
                                        response.statusCode(),
                                        JSON.readTree(response.body())
                                                .path("detail")
                                                .asString("")));
            }
            return response.body();
        } catch (JacksonException e) {
            throw new Refusal("at " + base + " answers something else than a guard");
        } catch (IOException e) {
            throw new Refusal(
                    "no guard answers at %s; say --admin where it is, or start it".formatted(base));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Refusal("interrupted");
        }
    }
}
