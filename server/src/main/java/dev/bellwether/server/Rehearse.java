package dev.bellwether.server;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/// Starts everything on an empty database and a free port, asks for each kind of page, and ends:
/// the run from which the launcher makes its cache of classes.
@Command(name = "rehearse", hidden = true, description = "The run the class cache is made from.")
final class Rehearse implements Callable<Integer> {
    private static final List<String> PATHS =
            List.of(
                    "/health",
                    "/health/ready",
                    "/metrics",
                    "/",
                    "/api/v2/summary.json",
                    "/console/sign-in",
                    "/api/v1/me",
                    "/api/openapi.json",
                    "/api/docs");

    @Override
    public Integer call() throws IOException, InterruptedException {
        Path directory = Files.createTempDirectory("bellwether-rehearsal");
        try {
            Settings settings =
                    Settings.of(
                            Configuration.load(
                                    Optional.empty(),
                                    Map.of(
                                            "BELLWETHER_DATA",
                                            directory.toString(),
                                            "BELLWETHER_SERVER_HOST",
                                            "127.0.0.1",
                                            "BELLWETHER_SERVER_PORT",
                                            "0",
                                            "BELLWETHER_LOG_LEVEL",
                                            "warn")));
            LogSetup.apply(settings.log());
            try (var assembly = new Assembly(settings, InstantSource.system())) {
                assembly.start();
                visit(assembly.local());
            }
        } finally {
            Directories.remove(directory);
        }
        return 0;
    }

    private static void visit(URI base) throws IOException, InterruptedException {
        try (HttpClient client = HttpClient.newHttpClient()) {
            for (String path : PATHS) {
                client.send(
                        HttpRequest.newBuilder(base.resolve(path)).build(),
                        HttpResponse.BodyHandlers.discarding());
            }
        }
    }
}
