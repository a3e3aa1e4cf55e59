package dev.bellwether.statuspage;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// The three requests of the S3 protocol that pages need. The address is the operator's own
/// setting, so it may be a private one.
final class Bucket {
    private static final Duration CONNECT = Duration.ofSeconds(10);
    private static final Duration DEADLINE = Duration.ofSeconds(30);
    private static final int MOST_TOLD = 300;

    private final BucketSettings settings;
    private final SigV4 signature;
    private final InstantSource clock;
    private final HttpClient client =
            HttpClient.newBuilder()
                    .connectTimeout(CONNECT)
                    .version(HttpClient.Version.HTTP_1_1)
                    .build();

    Bucket(BucketSettings settings, InstantSource clock) {
        this.settings = settings;
        this.signature = new SigV4(settings.region(), settings.accessKey(), settings.secretKey());
        this.clock = clock;
    }

    /// @param headers such as `content-type`, names in lower case
    void put(String key, Map<String, String> headers, byte[] body) throws IOException {
        HttpResponse<byte[]> response = send("PUT", key, headers, body);
        if (response.statusCode() / 100 != 2) {
            throw refused("PUT", key, response);
        }
    }

    /// Empty when it is not there.
    Optional<byte[]> get(String key) throws IOException {
        HttpResponse<byte[]> response = send("GET", key, Map.of(), new byte[0]);
        if (response.statusCode() == 404) {
            return Optional.empty();
        }
        if (response.statusCode() != 200) {
            throw refused("GET", key, response);
        }
        return Optional.of(response.body());
    }

    void delete(String key) throws IOException {
        HttpResponse<byte[]> response = send("DELETE", key, Map.of(), new byte[0]);
        if (response.statusCode() / 100 != 2 && response.statusCode() != 404) {
            throw refused("DELETE", key, response);
        }
    }

    private HttpResponse<byte[]> send(
            String method, String key, Map<String, String> headers, byte[] body)
            throws IOException {
        String base = settings.url().toString().replaceAll("/+$", "");
        URI url = URI.create(base + "/" + SigV4.path(settings.prefix() + key));
        var request =
                HttpRequest.newBuilder(url)
                        .timeout(DEADLINE)
                        .method(
                                method,
                                body.length == 0
                                        ? BodyPublishers.noBody()
                                        : BodyPublishers.ofByteArray(body));
        signature
                .sign(method, url, new TreeMap<>(headers), body, clock.instant())
                .forEach(request::header);
        try {
            return client.send(request.build(), BodyHandlers.ofByteArray());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("Interrupted", e);
        }
    }

    private static IOException refused(String method, String key, HttpResponse<byte[]> response) {
        String told =
                new String(response.body(), StandardCharsets.UTF_8)
                        .replaceAll("<\\?[^>]*>", "")
                        .replaceAll("<[^>]+>", " ")
                        .replaceAll("\\s+", " ")
                        .strip();
        return new IOException(
                "%s '%s' was answered %d %s"
                        .formatted(
                                method,
                                key,
                                response.statusCode(),
                                told.substring(0, Math.min(told.length(), MOST_TOLD))));
    }
}
