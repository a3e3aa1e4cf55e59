package dev.bellwether.server;

import dev.bellwether.statuspage.PageImport;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// A server that runs, asked by its API. Redirects are not followed: the token is for the address
/// that was given.
final class RunningServer {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final Duration LONGEST_WORK = Duration.ofMinutes(5);
    private static final int LONGEST_SOURCE = 200;

    private final URI address;
    private final String token;

    /// @throws Refusal when it is no address, or there is no token
    RunningServer(String address, String token) {
        if (!address.matches("https?://[^/?#\\s]+/?")) {
            throw new Refusal(
                    "--url '" + address + "' is no address such as https://status.example.com");
        }
        if (token.isBlank()) {
            throw new Refusal(
                    "a running server asks for a token: set BELLWETHER_TOKEN; the console's Tokens"
                            + " page makes one, with the right WRITE");
        }
        this.address = uri(address, address.replaceAll("/+$", ""));
        this.token = token.strip();
    }

    private static URI uri(String given, String text) {
        try {
            return URI.create(text);
        } catch (IllegalArgumentException e) {
            throw new Refusal("--url '" + given + "' is no address: " + e.getMessage());
        }
    }

    /// @throws Refusal with the server's words, or why there were none
    PageImport.Report take(List<String> documents, String source) throws InterruptedException {
        String from = source.substring(0, Math.min(source.length(), LONGEST_SOURCE));
        HttpRequest request;
        try {
            request =
                    HttpRequest.newBuilder(
                                    URI.create(
                                            address
                                                    + "/api/v1/pages/import?source="
                                                    + URLEncoder.encode(
                                                            from, StandardCharsets.UTF_8)))
                            .timeout(LONGEST_WORK)
                            .header("Authorization", "Bearer " + token)
                            .header("Content-Type", "application/json")
                            .POST(
                                    HttpRequest.BodyPublishers.ofString(
                                            "[" + String.join(",", documents) + "]"))
                            .build();
        } catch (IllegalArgumentException e) {
            throw new Refusal("the token has characters that no token has");
        }
        try (var client = HttpClient.newBuilder().connectTimeout(PATIENCE).build()) {
            HttpResponse<String> response =
                    client.send(request, HttpResponse.BodyHandlers.ofString());
            return report(response.statusCode(), response.body());
        } catch (HttpTimeoutException e) {
            throw new Refusal(address + " did not answer in time");
        } catch (ConnectException e) {
            throw new Refusal("nothing answers at " + address);
        } catch (IOException e) {
            throw new Refusal(address + " cannot be asked: " + Reason.of(e));
        }
    }

    private PageImport.Report report(int status, String body) {
        JsonNode answer;
        try {
            answer = JSON.readTree(body);
        } catch (JacksonException e) {
            throw new Refusal(address + " answers " + status + ", and not as Bellwether does");
        }
        if (status != 200) {
            throw new Refusal(
                    address
                            + " answers "
                            + status
                            + ": "
                            + answer.path("title").asString("")
                            + ". "
                            + answer.path("detail").asString(""));
        }
        return new PageImport.Report(
                answer.path("slug").asString(""),
                answer.path("page").asString(""),
                answer.path("components").asInt(0),
                answer.path("incidents").asInt(0),
                answer.path("maintenances").asInt(0));
    }
}
