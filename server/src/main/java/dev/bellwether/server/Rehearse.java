package dev.bellwether.server;

import dev.bellwether.model.Actor;
import dev.bellwether.people.Acceptance;
import dev.bellwether.people.Client;
import dev.bellwether.people.People;
import dev.bellwether.statuspage.PageSpec;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/// Starts everything on an empty database and a free port, asks for each kind of page, has some
/// outages paged, and ends: the run from which the launcher makes its cache of classes and of what
/// is compiled first.
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

    private static final PageSpec PAGE = PageSpec.named("rehearsal", "Rehearsal").withMain(true);
    private static final Actor BY = Actor.automation("server", "rehearsal");
    private static final int LOOKS = 200;
    private static final Duration LOOK_AGAIN = Duration.ofMillis(50);

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
                                            Keys.ALLOW_PRIVATE.variable(),
                                            "127.0.0.0/8",
                                            // So that somebody can be reached; nobody is written
                                            // to.
                                            Keys.SMTP_HOST.variable(),
                                            "127.0.0.1",
                                            "BELLWETHER_LOG_LEVEL",
                                            "warn")));
            LogSetup.apply(settings.log());
            try (var assembly = new Assembly(settings, InstantSource.system())) {
                assembly.start();
                owner(assembly);
                assembly.rooms().pages().create(People.DEFAULT, PAGE, BY);
                visit(assembly.local());
                new RehearsedOutages(assembly.rooms(), assembly.local()).run();
            }
        } finally {
            Directories.remove(directory);
        }
        return 0;
    }

    private static void owner(Assembly assembly) {
        var invitations = assembly.rooms().people().invitations();
        var unused =
                invitations.accept(
                        invitations.firstStart().orElseThrow().token(),
                        new Acceptance("Ada", "ada@rehearsal.example", "correct horse battery 9"),
                        new Client("127.0.0.1", "rehearsal"));
    }

    private static void visit(URI base) throws IOException, InterruptedException {
        try (HttpClient client = HttpClient.newHttpClient()) {
            for (String path : PATHS) {
                get(client, base.resolve(path));
            }
            // The page is rendered by a job; what rendering needs is to be in the cache too.
            for (int i = 0; i < LOOKS && get(client, base.resolve("/")) != 200; i++) {
                Thread.sleep(LOOK_AGAIN);
            }
        }
    }

    private static int get(HttpClient client, URI address)
            throws IOException, InterruptedException {
        return client.send(
                        HttpRequest.newBuilder(address).build(),
                        HttpResponse.BodyHandlers.discarding())
                .statusCode();
    }
}
