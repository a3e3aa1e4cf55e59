package dev.bellwether.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bellwether.people.Scope;
import dev.bellwether.store.OnEachStore;
import dev.bellwether.store.TestStore;
import java.time.Duration;
import org.junit.jupiter.api.DisplayName;

@DisplayName(
        "Programs bring subscribers in, choose for them, read what they were told, remove them")
class SubscribersTest {
    @OnEachStore
    void eachIsAddedImportedChosenForReadAndRemoved(TestStore test) throws Exception {
        try (var server = new Server(test, ApiSettings.defaults())) {
            String token = server.token(Scope.READ, Scope.WRITE, Scope.RESPOND);
            String shop = make(server, token, "services", "{\"name\":\"Shop\"}");
            String page =
                    make(
                            server,
                            token,
                            "pages",
                            "{\"slug\":\"shop\",\"name\":\"Shop\",\"components\":[{\"service\":\"%s\",\"name\":\"Web\"}]}"
                                    .formatted(shop));
            String list = "/api/v1/pages/" + page + "/subscribers";
            String component =
                    server.get(token, "/api/v1/pages/" + page)
                            .json()
                            .get("components")
                            .get(0)
                            .get("id")
                            .asString();

            var added = server.post(token, list, mail("ada@example.com", "she asked"));
            assertThat(added.status()).as(added.response().body()).isEqualTo(201);
            String ada = "/api/v1/subscribers/" + added.json().get("id").asString();
            var twice = server.post(token, list, mail("ada@example.com", "again"));
            assertThat(twice.status()).isEqualTo(409);
            assertThat(twice.response().body()).contains("ada@example.com");
            assertThat(server.post(token, list, mail("no address", "x")).status()).isEqualTo(400);
            assertThat(server.post(token, list, mail("bob@example.com", "")).status())
                    .as("nobody is brought in without a note on consent")
                    .isEqualTo(400);

            var taken =
                    server.post(
                            token,
                            list + "/import",
                            "{\"csv\":\"email\\nbob@example.org\\nada@example.com\\nnobody\\n\",\"consent\":\"Terms, 2026\"}");
            assertThat(taken.status()).as(taken.response().body()).isEqualTo(200);
            assertThat(taken.json().get("added").asInt()).isEqualTo(1);
            assertThat(taken.json().get("already").asInt()).isEqualTo(1);
            assertThat(taken.json().get("wrong")).hasSize(1);

            assertThat(server.get(token, list).json().get("items")).hasSize(2);
            assertThat(server.get(token, list + "?limit=1").json().get("items")).hasSize(1);
            assertThat(server.get(token, list + "?search=bob").json().get("items")).hasSize(1);
            assertThat(server.get(token, list + "?state=PENDING").json().get("items")).isEmpty();
            var unknown = server.get(token, list + "?state=ASLEEP");
            assertThat(unknown.status()).isEqualTo(400);
            assertThat(unknown.response().body()).contains("ASLEEP", "QUARANTINED");

            var chosen =
                    server.call(
                            token,
                            "PUT",
                            ada + "/components",
                            "{\"components\":[\"" + component + "\"]}");
            assertThat(chosen.status()).isEqualTo(200);
            assertThat(server.get(token, ada).json().get("components").get(0).asString())
                    .isEqualTo(component);
            assertThat(
                            server.call(
                                            token,
                                            "PUT",
                                            ada + "/components",
                                            "{\"components\":[\"elsewhere\"]}")
                                    .status())
                    .isEqualTo(400);
            assertThat(server.post(token, ada + "/reactivate", "").status()).isEqualTo(409);
            assertThat(server.post(token, ada + "/resend_confirmation", "").status())
                    .isEqualTo(409);

            assertThat(server.call(token, "DELETE", ada, "").status()).isEqualTo(204);
            assertThat(server.get(token, ada).status()).isEqualTo(404);
            assertThat(server.get(token, list).json().get("items")).hasSize(1);
        }
    }

    @OnEachStore
    void whatTheyWereToldCanBeRead(TestStore test) throws Exception {
        try (var server = new Server(test, ApiSettings.defaults())) {
            String token = server.token(Scope.READ, Scope.WRITE, Scope.RESPOND);
            String shop = make(server, token, "services", "{\"name\":\"Shop\"}");
            String page =
                    make(
                            server,
                            token,
                            "pages",
                            "{\"slug\":\"shop\",\"name\":\"Shop\",\"components\":[{\"service\":\"%s\",\"name\":\"Web\"}]}"
                                    .formatted(shop));
            String ada =
                    server.post(
                                    token,
                                    "/api/v1/pages/" + page + "/subscribers",
                                    mail("ada@example.com", "she asked"))
                            .json()
                            .get("id")
                            .asString();
            test.clock().move(Duration.ofSeconds(1));
            make(
                    server,
                    token,
                    "incidents",
                    "{\"name\":\"Shop is slow\",\"body\":\"We look.\",\"published\":true,\"affected\":{\"%s\":\"DEGRADED\"}}"
                            .formatted(shop));
            server.work();

            var receipts = server.get(token, "/api/v1/pages/" + page + "/receipts").json();
            assertThat(receipts.get("items")).hasSize(1);
            var receipt = receipts.get("items").get(0);
            assertThat(receipt.get("title").asString()).contains("Shop is slow");
            assertThat(receipt.get("due").asInt()).isEqualTo(1);
            String one = "/api/v1/receipts/" + receipt.get("id").asString();
            assertThat(server.get(token, one).json().get("due").asInt()).isEqualTo(1);
            var letters = server.get(token, one + "/letters").json().get("items");
            assertThat(letters).hasSize(1);
            assertThat(letters.get(0).get("shown").asString()).isEqualTo("ada@example.com");
            assertThat(server.get(token, one + "/letters?state=DELIVERED").json().get("items"))
                    .as("there is no mail server")
                    .isEmpty();
            assertThat(server.get(token, one + "/letters?state=LOST").status()).isEqualTo(400);
            assertThat(
                            server.get(token, "/api/v1/subscribers/" + ada + "/letters")
                                    .json()
                                    .get("items"))
                    .hasSize(1);

            String stranger = server.token(Server.STRANGER, Scope.READ, Scope.WRITE);
            assertThat(server.get(stranger, one).status()).isEqualTo(404);
            assertThat(server.get(stranger, "/api/v1/subscribers/" + ada).status()).isEqualTo(404);
            assertThat(server.call(stranger, "DELETE", "/api/v1/subscribers/" + ada, "").status())
                    .isEqualTo(404);
            assertThat(server.get(stranger, "/api/v1/pages/" + page + "/subscribers").status())
                    .isEqualTo(404);
            String reader = server.token(Scope.READ);
            assertThat(server.call(reader, "DELETE", "/api/v1/subscribers/" + ada, "").status())
                    .isEqualTo(403);
        }
    }

    private static String mail(String address, String consent) {
        return "{\"mode\":\"EMAIL\",\"address\":\"%s\",\"components\":[],\"confirmed\":true,\"consent\":\"%s\"}"
                .formatted(address, consent);
    }

    private static String make(Server server, String token, String what, String body)
            throws Exception {
        var made = server.post(token, "/api/v1/" + what, body);
        assertThat(made.status()).as(made.response().body()).isEqualTo(201);
        return made.json().get("id").asString();
    }
}
