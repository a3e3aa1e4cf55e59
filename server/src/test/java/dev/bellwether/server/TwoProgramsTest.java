package dev.bellwether.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bellwether.model.IncidentPolicy;
import dev.bellwether.model.Service;
import dev.bellwether.people.Principal;
import dev.bellwether.people.Scope;
import dev.bellwether.statuspage.PageSpec;
import dev.bellwether.store.TestStore;
import dev.bellwether.store.TestStores;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// Two whole programs on one PostgreSQL: any of them serves every page and knows every token, they
/// share the checks, and one may be of the release after the other.
class TwoProgramsTest {
    private final TestStore test = TestStores.postgres();
    private final List<Booted> booted = new ArrayList<>();

    @AfterEach
    void close() {
        booted.forEach(Booted::close);
        test.close();
    }

    private Booted node(String name, Optional<Booted> like) throws IOException {
        Path directory = Files.createTempDirectory("bellwether-node");
        if (like.isPresent()) {
            Files.copy(DataDirectory.key(like.get().directory), DataDirectory.key(directory));
        }
        var environment =
                new HashMap<>(
                        Map.of(
                                "BELLWETHER_STORE_URL",
                                test.settings().url(),
                                "BELLWETHER_STORE_USER",
                                "postgres",
                                "BELLWETHER_STORE_PASSWORD",
                                "postgres",
                                "BELLWETHER_SERVER_NODE_NAME",
                                name));
        var node = new Booted(directory, environment);
        booted.add(node);
        return node;
    }

    @Test
    void anyNodeServesEveryPageAndKnowsEveryToken() throws Exception {
        Booted one = node("one", Optional.empty());
        Principal owner = one.owner("olga@example.com");
        String token =
                one.assembly
                        .rooms()
                        .people()
                        .tokens()
                        .issue(owner, "t", Set.of(Scope.READ, Scope.WRITE), Optional.empty())
                        .secret();
        Booted other = node("other", Optional.of(one));
        assertThat(other.api(token, "GET", "/api/v1/services", "").statusCode()).isEqualTo(200);
        var services = other.assembly.rooms().incidents().services();
        services.save(
                new Service(
                        services.newId(),
                        owner.organization(),
                        "Shop",
                        "",
                        IncidentPolicy.DEFAULT,
                        Optional.empty()),
                owner.actor());
        other.assembly
                .rooms()
                .pages()
                .create(
                        owner.organization(),
                        PageSpec.named("shop", "Shop status").withMain(true),
                        owner.actor());
        for (Booted node : booted) {
            Booted.until("the page is served", () -> node.get("/").body().contains("Shop status"));
            assertThat(node.api(token, "GET", "/api/v1/services", "").body()).contains("Shop");
            assertThat(node.browse("/console/sign-in").statusCode()).isEqualTo(200);
        }
        Booted.until(
                "both watch",
                () ->
                        booted.stream()
                                .allMatch(n -> n.assembly.rooms().watch().metrics().shards() > 0));
        assertThat(one.assembly.rooms().store().nodes().list())
                .extracting(node -> node.name())
                .containsExactlyInAnyOrder("one", "other");
        assertThat(one.get("/metrics").body()).contains("bellwether_nodes 2.0");
        other.close();
        booted.remove(other);
        Booted.until(
                "the one that stays has all",
                () -> one.assembly.rooms().watch().metrics().shards() == 64);
    }

    @Test
    void aNodeWithAnotherKeyDoesNotStart() throws Exception {
        Booted one = node("one", Optional.empty());
        Booted.until(
                "it has told of itself",
                () -> !one.assembly.rooms().store().nodes().list().isEmpty());
        assertThatThrownBy(() -> node("other", Optional.empty()))
                .isInstanceOf(Refusal.class)
                .hasMessageContaining("node 'one'")
                .hasMessageContaining("secret.key");
    }

    /// The next release may know more facts and more columns.
    @Test
    void whatTheNextReleaseWritesDoesNotDisturbThisOne() throws Exception {
        Booted one = node("one", Optional.empty());
        Principal owner = one.owner("olga@example.com");
        var store = one.assembly.rooms().store();
        store.run(tx -> {
            for (String table :
                    List.of("checks", "service", "status_page", "place", "node", "lease")) {
                tx.sql()
                        .execute(
                                "ALTER TABLE "
                                        + table
                                        + " ADD COLUMN next_release TEXT DEFAULT ''");
            }
            tx.sql()
                    .execute(
                            """
                            INSERT INTO journal (seq, at, organization, kind, subject, body)
                            SELECT seq + 1, 0, 'default', 'TeleportationChanged', 'x', '{"to":"mars"}'
                            FROM journal_head
                            """);
            tx.sql().execute("UPDATE journal_head SET seq = seq + 1");
        });
        var services = one.assembly.rooms().incidents().services();
        services.save(
                new Service(
                        services.newId(),
                        owner.organization(),
                        "Shop",
                        "",
                        IncidentPolicy.DEFAULT,
                        Optional.empty()),
                owner.actor());
        one.assembly
                .rooms()
                .pages()
                .create(
                        owner.organization(),
                        PageSpec.named("shop", "Shop status").withMain(true),
                        owner.actor());
        Booted.until("the page is served", () -> one.get("/").body().contains("Shop status"));
        Booted.until(
                "every reader has passed the line it does not know",
                () -> store.journal().behind() == 0);
        assertThat(store.report().setAside()).isZero();
    }
}
