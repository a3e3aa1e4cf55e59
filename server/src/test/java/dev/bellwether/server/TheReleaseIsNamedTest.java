package dev.bellwether.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bellwether.bed.DebianNode;
import dev.bellwether.guard.Blame;
import dev.bellwether.incident.Suspect;
import dev.bellwether.model.Incident;
import dev.bellwether.model.IncidentPolicy;
import dev.bellwether.model.Service;
import dev.bellwether.model.Status;
import dev.bellwether.people.Principal;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// "A release whose queries need many times the memory opens an incident, and is its first
/// suspect." By real queries of a real node; what a side asks within a tenth of a second is one
/// observation here, not within five, so that it takes seconds and not a minute.
class TheReleaseIsNamedTest {
    private static final Duration UNIT = Duration.ofMillis(100);
    private static final int BEFORE = 10;
    private static final int GIVE_UP = 60;

    @TempDir Path directory;

    private DebianNode node;
    private Booted booted;
    private final HttpClient client = HttpClient.newHttpClient();

    @BeforeEach
    void start() throws IOException {
        node = RealNode.start(directory.resolve("node"));
        booted =
                new Booted(
                        directory.resolve("serve"),
                        RealNode.guarded(
                                node, Map.of("BELLWETHER_GUARD_SERVICE", "Campaign Reports")),
                        new Blame(UNIT));
    }

    @AfterEach
    void stop() {
        client.close();
        if (booted != null) {
            booted.close();
        }
        if (node != null) {
            node.close();
        }
    }

    @Test
    void aReleaseWithManyTimesTheMemoryIsTheFirstSuspectOfAnIncident() throws Exception {
        Principal owner = booted.owner("olga@example.com");
        Rooms rooms = booted.assembly.rooms();
        Service reports = service(rooms, owner);
        for (int i = 0; i < BEFORE; i++) {
            ask("1", 1_000_000);
        }
        assertThat(rooms.incidents().incidents().open(owner.organization())).isEmpty();

        List<Incident> open = List.of();
        for (int i = 0; i < GIVE_UP && open.isEmpty(); i++) {
            ask("2", 9_000_000);
            open = rooms.incidents().incidents().open(owner.organization());
        }

        assertThat(open).hasSize(1);
        Incident incident = open.getFirst();
        assertThat(incident.affected()).containsEntry(reports.id(), Status.DEGRADED);
        assertThat(incident.published()).isTrue();
        Booted.until(
                "a suspect is named", () -> !rooms.incidents().suspects().of(incident).isEmpty());
        Suspect suspect = rooms.incidents().suspects().of(incident).getFirst();
        assertThat(suspect.named()).isTrue();
        assertThat(suspect.change().title()).isEqualTo("campaign-reports 2");
        assertThat(suspect.text()).contains("times the memory of 1 (95 % ");
        assertThat(booted.get("/metrics").body())
                .contains("bellwether_guard_accused 1.0")
                .doesNotContain("campaign-reports");
    }

    private static Service service(Rooms rooms, Principal owner) {
        var services = rooms.incidents().services();
        return services.save(
                new Service(
                        services.newId(),
                        owner.organization(),
                        "Campaign Reports",
                        "",
                        IncidentPolicy.DEFAULT,
                        Optional.empty()),
                owner.actor());
    }

    /// Long enough to be seen on the node.
    private void ask(String release, int numbers) throws IOException, InterruptedException {
        HttpResponse<String> answer =
                client.send(
                        HttpRequest.newBuilder(
                                        URI.create(
                                                "http://127.0.0.1:"
                                                        + booted.assembly.guardPort().orElseThrow()
                                                        + "/"))
                                .header("X-Bellwether-Feature", "campaign-reports")
                                .header("X-Bellwether-Release", release)
                                .POST(
                                        HttpRequest.BodyPublishers.ofString(
                                                "SELECT length(groupArray(number)), sleep(1) FROM"
                                                        + " numbers(%d)".formatted(numbers)))
                                .build(),
                        HttpResponse.BodyHandlers.ofString());
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    }
}
