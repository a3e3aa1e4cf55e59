package dev.bellwether.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import dev.bellwether.model.Check;
import dev.bellwether.model.CheckSpec;
import dev.bellwether.model.CheckState;
import dev.bellwether.model.IncidentPolicy;
import dev.bellwether.model.Service;
import dev.bellwether.model.Status;
import dev.bellwether.people.Principal;
import dev.bellwether.people.Scope;
import dev.bellwether.watch.Checks;
import dev.bellwether.watch.Evidence;
import dev.bellwether.watch.PlaceView;
import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// "A second process started with `./bellwether probe` is a place": signed in by token, it votes,
/// and it may be killed, be blind or be revoked without a false outage.
class PlaceProcessTest {
    private final List<Process> children = new ArrayList<>();
    private final AtomicInteger status = new AtomicInteger(200);
    private final AtomicInteger asked = new AtomicInteger();
    private volatile CountDownLatch gate = new CountDownLatch(0);
    private HttpServer shop;
    private Booted booted;
    private Principal owner;
    private File log;

    @BeforeEach
    void boot() throws IOException {
        log = Files.createTempFile("bellwether-place", ".log").toFile();
        shop = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        shop.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        shop.createContext(
                "/",
                exchange -> {
                    asked.incrementAndGet();
                    try {
                        gate.await();
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                    }
                    exchange.sendResponseHeaders(status.get(), -1);
                    exchange.close();
                });
        shop.start();
        booted = Booted.fresh(Map.of("BELLWETHER_WATCH_ALLOW_PRIVATE", "true"));
        owner = booted.owner("olga@example.com");
    }

    @AfterEach
    void end() {
        gate.countDown();
        children.forEach(Process::destroyForcibly);
        booted.close();
        shop.stop(0);
    }

    private Process place(String name, String... options) throws Exception {
        String token =
                booted.assembly
                        .rooms()
                        .people()
                        .tokens()
                        .issue(
                                owner,
                                "places " + name,
                                Set.of(Scope.ADMIN, Scope.READ),
                                Optional.empty())
                        .secret();
        var made =
                booted.api(
                        token,
                        "POST",
                        "/api/v1/places",
                        "{\"name\":\"" + name + "\",\"region\":\"Somewhere\"}");
        assertThat(made.statusCode()).as(made.body()).isEqualTo(201);
        String secret = made.body().replaceAll("(?s).*\"token\"\\s*:\\s*\"(bwp_[^\"]+)\".*", "$1");
        var arguments =
                new ArrayList<>(List.of("probe", "--server", booted.assembly.local().toString()));
        arguments.addAll(List.of(options));
        Process child = Children.start(Map.of("BELLWETHER_PLACE_TOKEN", secret), log, arguments);
        children.add(child);
        Booted.until(
                name + " is connected: " + Files.readString(log.toPath()),
                () -> views().stream().anyMatch(v -> v.place().name().equals(name)));
        return child;
    }

    private List<PlaceView> views() {
        return booted.assembly.rooms().watch().desk().here();
    }

    private Check check() {
        Rooms rooms = booted.assembly.rooms();
        var services = rooms.incidents().services();
        var service =
                services.save(
                        new Service(
                                services.newId(),
                                owner.organization(),
                                "Shop",
                                "",
                                IncidentPolicy.DEFAULT,
                                Optional.empty()),
                        owner.actor());
        return rooms.checks()
                .save(
                        new Check(
                                Checks.newId(),
                                owner.organization(),
                                service.id(),
                                "Front page",
                                CheckSpec.Http.get(
                                        "http://127.0.0.1:" + shop.getAddress().getPort() + "/"),
                                Duration.ofSeconds(5),
                                Duration.ofSeconds(4),
                                Optional.empty(),
                                Status.MAJOR_OUTAGE,
                                new Check.Recovery(1, Duration.ofSeconds(1)),
                                List.of(),
                                false),
                        owner.actor());
    }

    private void until(Check check, CheckState state) throws Exception {
        Booted.until(
                "the check is " + state,
                () ->
                        booted.assembly
                                .rooms()
                                .watch()
                                .state(owner.organization(), check.id())
                                .filter(now -> now.phase() == state)
                                .isPresent());
    }

    private Evidence lastEvidence(Check check) throws Exception {
        var verdicts = booted.assembly.rooms().verdicts();
        var newest = verdicts.list(owner.organization(), check.id(), Optional.empty(), 1).items();
        assertThat(verdicts.recompute(newest.getFirst().verdict()).isSame()).isTrue();
        return verdicts.evidence(owner.organization(), newest.getFirst().verdict());
    }

    /// How a place voted; not at all when its answer came too late or never.
    private static Evidence.Votes votes(Evidence evidence, String place) {
        return evidence.votes().getOrDefault(place, new Evidence.Votes(0, 0, 0, 0));
    }

    @Test
    void itVotesAndEvidenceNamesIt() throws Exception {
        place("paris", "--allow-private", "true");
        Check check = check();
        until(check, CheckState.UP);
        status.set(503);
        until(check, CheckState.DOWN);
        Booted.until(
                "the verdict is written", () -> votes(lastEvidence(check), "paris").down() > 0);
        Evidence evidence = lastEvidence(check);
        assertThat(evidence.votes()).containsOnlyKeys("here", "paris");
        assertThat(votes(evidence, "here").down()).isPositive();
        assertThat(views().getFirst().probes()).isPositive();
        assertThat(booted.get("/metrics").body())
                .contains("bellwether_places_connected 1.0")
                .contains("bellwether_place_late_seconds{place=");
    }

    @Test
    void killedInTheMiddleOfARoundItIsMissingAndNotFailing() throws Exception {
        Process paris = place("paris", "--allow-private", "true");
        Check check = check();
        until(check, CheckState.UP);
        int before = asked.get();
        gate = new CountDownLatch(1);
        Booted.until("both are in the middle of a probe", () -> asked.get() >= before + 2);
        paris.destroyForcibly().waitFor();
        gate.countDown();
        Booted.until("it is no more asked", () -> views().isEmpty());
        status.set(503);
        until(check, CheckState.DOWN);
        Booted.until(
                "the verdict is of this process alone",
                () -> lastEvidence(check).policy().places().equals(List.of("here")));
        var verdicts =
                booted.assembly
                        .rooms()
                        .verdicts()
                        .list(owner.organization(), check.id(), Optional.empty(), 9)
                        .items();
        for (var listed : verdicts) {
            Evidence evidence =
                    booted.assembly
                            .rooms()
                            .verdicts()
                            .evidence(owner.organization(), listed.verdict());
            assertThat(votes(evidence, "paris").down()).as("it never failed").isZero();
        }
    }

    @Test
    void withABrokenNetworkItLosesItsVote() throws Exception {
        // Nobody listens on its control target, and it may not reach private networks either: it
        // sees nothing, and says so.
        place("cave", "--control-target", "127.0.0.1:1");
        Check check = check();
        until(check, CheckState.UP);
        Booted.until(
                "it was asked", () -> views().stream().anyMatch(place -> place.withoutVote() > 0));
        assertThat(views().getFirst().trouble()).contains("private").doesNotContain("\n");
        status.set(503);
        until(check, CheckState.UNKNOWN);
        Booted.until(
                "the verdict is written", () -> votes(lastEvidence(check), "cave").noVote() > 0);
        assertThat(votes(lastEvidence(check), "cave").down()).isZero();
    }

    @Test
    void aRevokedTokenEndsIt() throws Exception {
        Process paris = place("paris", "--allow-private", "true");
        PlaceView view = views().getFirst();
        booted.assembly
                .rooms()
                .watch()
                .places()
                .revoke(Optional.of(owner.organization()), view.place().id(), owner.actor());
        Booted.until("it is asked no more", () -> views().isEmpty());
        assertThat(paris.isAlive()).as("it tries again, should it have been a mistake").isTrue();
        Process again =
                Children.start(
                        Map.of("BELLWETHER_PLACE_TOKEN", "bwp_nobody"),
                        log,
                        List.of("probe", "--server", booted.assembly.local().toString()));
        children.add(again);
        assertThat(again.waitFor()).isEqualTo(1);
        assertThat(Files.readString(log.toPath())).contains("revoked, or never issued");
    }
}
