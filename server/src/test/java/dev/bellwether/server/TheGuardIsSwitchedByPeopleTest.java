package dev.bellwether.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bellwether.bed.DebianNode;
import dev.bellwether.people.Principal;
import dev.bellwether.people.Scope;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// "Within `serve` the guard is seen and switched by the API, by those who may, and the audit log
/// says who." Before a real node.
class TheGuardIsSwitchedByPeopleTest {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    @TempDir Path directory;

    private DebianNode node;
    private Booted booted;
    private Principal owner;
    private final HttpClient client = HttpClient.newHttpClient();

    @BeforeEach
    void start() throws IOException {
        node = RealNode.start(directory.resolve("node"));
        booted = new Booted(directory.resolve("serve"), RealNode.guarded(node, Map.of()));
        owner = booted.owner("olga@example.com");
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
    void aQueryIsSeenAndEndedByWhoMay() throws Exception {
        String reader = token(Scope.READ);
        String responder = token(Scope.READ, Scope.RESPOND);
        CompletableFuture<HttpResponse<String>> asked =
                ask("the/long one", "SELECT sum(number) FROM system.numbers");
        Booted.until("it runs", () -> isRunning(reader, "the/long one"));

        String cancel = "{\"query\": \"the/long one\"}";
        assertThat(booted.api(reader, "POST", "/api/v1/guard/cancel", cancel).statusCode())
                .isEqualTo(403);
        assertThat(booted.api(responder, "POST", "/api/v1/guard/cancel", cancel).statusCode())
                .isEqualTo(200);
        assertThat(asked.get().body()).contains("394");
        assertThat(booted.api(responder, "POST", "/api/v1/guard/cancel", cancel).statusCode())
                .as("it has ended")
                .isEqualTo(404);
    }

    @Test
    void itIsSwitchedAndBlocksUntilItIsToldOtherwise() throws Exception {
        String responder = token(Scope.READ, Scope.RESPOND);
        String editor = token(Scope.READ, Scope.RESPOND, Scope.WRITE);
        String observe = "{\"mode\": \"OBSERVE\"}";
        assertThat(booted.api(responder, "POST", "/api/v1/guard/mode", observe).statusCode())
                .isEqualTo(403);
        assertThat(booted.api(editor, "POST", "/api/v1/guard/mode", observe).body())
                .contains("OBSERVE");
        booted.api(editor, "POST", "/api/v1/guard/mode", "{\"mode\": \"FULL\"}");

        String block =
                """
                {"by": "FEATURE", "value": "reports", "why": "too heavy", "lasts": "PT1H"}\
                """;
        assertThat(booted.api(responder, "POST", "/api/v1/guard/block", block).statusCode())
                .isEqualTo(200);
        assertThat(ask("q1", "SELECT 1").get().body()).contains("too heavy");
        assertThat(
                        booted.api(
                                        responder,
                                        "POST",
                                        "/api/v1/guard/block",
                                        block.replace("PT1H", "PT9000H"))
                                .statusCode())
                .isEqualTo(400);
        booted.api(
                responder,
                "POST",
                "/api/v1/guard/unblock",
                "{\"by\": \"FEATURE\", \"value\": \"reports\"}");
        assertThat(ask("q2", "SELECT 1").get().body()).isEqualTo("1\n");

        assertThat(
                        booted.assembly
                                .rooms()
                                .people()
                                .audit()
                                .entries(owner.organization(), Optional.empty(), 50)
                                .items())
                .anySatisfy(entry -> assertThat(entry.toString()).contains("mode observe"))
                .anySatisfy(
                        entry -> assertThat(entry.toString()).contains("block feature reports"));
    }

    @Test
    void aReleaseInQuarantineIsTellingItsClientsAndIsTakenOut() throws Exception {
        String reader = token(Scope.READ);
        String responder = token(Scope.READ, Scope.RESPOND);
        String put =
                """
                {"by": "FEATURE", "value": "reports", "why": "too heavy", "lasts": "PT1H"}\
                """;
        assertThat(booted.api(reader, "POST", "/api/v1/guard/quarantine", put).statusCode())
                .isEqualTo(403);
        assertThat(booted.api(responder, "POST", "/api/v1/guard/quarantine", put).statusCode())
                .isEqualTo(200);
        HttpResponse<String> answer = ask("q1", "SELECT 1").get();
        assertThat(answer.body()).isEqualTo("1\n");
        assertThat(answer.headers().firstValue("X-Bellwether-Quarantine").orElse(""))
                .startsWith("feature reports until ")
                .endsWith(": too heavy");
        assertThat(answer.headers().firstValueAsLong("X-Bellwether-Cap").orElse(0))
                .as("a tenth of the room at most")
                .isBetween(1L, (768L << 20) / 10);

        booted.api(
                responder,
                "POST",
                "/api/v1/guard/quarantine/end",
                "{\"by\": \"FEATURE\", \"value\": \"reports\"}");
        assertThat(ask("q2", "SELECT 1").get().headers().firstValue("X-Bellwether-Quarantine"))
                .isEmpty();
        assertThat(
                        booted.assembly
                                .rooms()
                                .people()
                                .audit()
                                .entries(owner.organization(), Optional.empty(), 50)
                                .items()
                                .toString())
                .contains(
                        "quarantine feature reports until",
                        "end the quarantine of feature reports");
    }

    private boolean isRunning(String token, String query) throws Exception {
        JsonNode status = JSON.readTree(booted.api(token, "GET", "/api/v1/guard", "").body());
        return StreamSupport.stream(status.path("running").spliterator(), false)
                .anyMatch(one ->
                        one.path("id").asString("").equals(query)
                                && one.path("peak").asLong(0) > 0);
    }

    private String token(Scope... scopes) {
        return booted.assembly
                .rooms()
                .people()
                .tokens()
                .issue(owner, "t" + Set.of(scopes), Set.of(scopes), Optional.empty())
                .secret();
    }

    private CompletableFuture<HttpResponse<String>> ask(String id, String query) {
        return client.sendAsync(
                HttpRequest.newBuilder(
                                URI.create(
                                        "http://127.0.0.1:%d/?query_id=%s"
                                                .formatted(
                                                        booted.assembly.guardPort().orElseThrow(),
                                                        id.replace(" ", "%20"))))
                        .header("X-Bellwether-Feature", "reports")
                        .POST(HttpRequest.BodyPublishers.ofString(query))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }
}
