package dev.bellwether.statuspage;

import dev.bellwether.model.InvalidInput;
import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/// The documents of an import, from where they are. Each is 64 MB at most.
final class ImportSource {
    private static final int MOST_BYTES = 64 << 20;
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final List<String> NAMES =
            List.of("summary", "components", "incidents", "scheduled-maintenances");

    private ImportSource() {}

    static List<String> read(String source) {
        try {
            if (source.startsWith("http://") || source.startsWith("https://")) {
                return fetch(source);
            }
            Path path = Path.of(source);
            if (Files.isDirectory(path)) {
                var documents = new ArrayList<String>();
                for (String name : NAMES) {
                    Path file = path.resolve(name + ".json");
                    if (Files.exists(file)) {
                        documents.add(read(file));
                    }
                }
                if (documents.isEmpty()) {
                    throw refused(source, "has neither summary.json nor incidents.json");
                }
                return documents;
            }
            if (!Files.isRegularFile(path)) {
                throw refused(source, "is no address, directory or file");
            }
            return List.of(read(path));
        } catch (IOException | IllegalArgumentException e) {
            throw refused(source, "cannot be read: " + why(e));
        }
    }

    /// Not every failed connection says why.
    private static String why(Exception error) {
        return error instanceof ConnectException
                ? "nothing answers there"
                : Objects.requireNonNullElse(error.getMessage(), error.getClass().getSimpleName());
    }

    private static String read(Path file) throws IOException {
        try (var in = Files.newInputStream(file)) {
            return bounded(in, file.toString());
        }
    }

    private static List<String> fetch(String source) throws IOException {
        String base = source.replaceAll("/+$", "").replaceAll("/api/v2(/.*)?$", "");
        var documents = new ArrayList<String>();
        try (var client =
                HttpClient.newBuilder()
                        .connectTimeout(PATIENCE)
                        .followRedirects(HttpClient.Redirect.NORMAL)
                        .build()) {
            for (String name : NAMES) {
                var request =
                        HttpRequest.newBuilder(URI.create(base + "/api/v2/" + name + ".json"))
                                .timeout(PATIENCE)
                                .build();
                HttpResponse<InputStream> response =
                        client.send(request, HttpResponse.BodyHandlers.ofInputStream());
                try (InputStream in = response.body()) {
                    if (response.statusCode() == 200) {
                        documents.add(bounded(in, request.uri().toString()));
                    } else if (name.equals("summary")) {
                        throw refused(
                                source,
                                "answers " + response.statusCode() + " for " + request.uri());
                    }
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
        return documents;
    }

    private static String bounded(InputStream in, String name) throws IOException {
        byte[] bytes = in.readNBytes(MOST_BYTES + 1);
        if (bytes.length > MOST_BYTES) {
            throw new IOException(name + " is larger than 64 MB");
        }
        return new String(bytes, StandardCharsets.UTF_8);
    }

    private static InvalidInput refused(String source, String why) {
        return new InvalidInput("source", "'" + source + "' " + why);
    }
}
