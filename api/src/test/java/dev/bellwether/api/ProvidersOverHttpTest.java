package dev.bellwether.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bellwether.people.Scope;
import dev.bellwether.store.OnEachStore;
import dev.bellwether.store.TestStore;
import org.junit.jupiter.api.DisplayName;

@DisplayName(
        "Providers over HTTP: pushed, suggested, followed, judged; each for its own organization")
class ProvidersOverHttpTest {
    private static final String PROVIDERS = "/api/v1/providers";
    private static final String PUSH =
            "{\"page\":{\"id\":\"x\"},\"incident\":{\"id\":\"1\",\"name\":\"down\"}}";

    @OnEachStore
    void aProviderPushesToItsOwnAddressOnly(TestStore test) throws Exception {
        try (var server = new Server(test, ApiSettings.defaults())) {
            String token = server.token(Scope.READ, Scope.WRITE);
            assertThat(server.post("", PROVIDERS + "/github/hook", "").status()).isEqualTo(401);
            assertThat(
                            server.post(server.token(Scope.READ), PROVIDERS + "/github/hook", "")
                                    .status())
                    .isEqualTo(403);
            assertThat(server.post(token, PROVIDERS + "/no-such-one/hook", "").status())
                    .isEqualTo(404);

            var made = server.post(token, PROVIDERS + "/github/hook", "");
            assertThat(made.status()).isEqualTo(201);
            String path = made.json().get("path").asString();
            assertThat(path).startsWith("/hooks/provider/");
            assertThat(server.post("", path, PUSH).status()).isEqualTo(202);
            assertThat(server.post("", path, "not json").status()).isEqualTo(400);
            assertThat(server.post("", path, "{\"hello\":1}").response().body())
                    .contains("is no message of a status page");
            assertThat(server.post("", path + "x", PUSH).status()).isEqualTo(404);
            assertThat(server.post("", "/hooks/provider/" + "y".repeat(500), PUSH).status())
                    .isEqualTo(404);

            // A new address takes the old one's place; another organization cannot take it away.
            String stranger = server.token(Server.STRANGER, Scope.READ, Scope.WRITE);
            assertThat(server.call(stranger, "DELETE", PROVIDERS + "/github/hook", "").status())
                    .isEqualTo(404);
            String newer =
                    server.post(token, PROVIDERS + "/github/hook", "")
                            .json()
                            .get("path")
                            .asString();
            assertThat(server.post("", path, PUSH).status()).isEqualTo(404);
            assertThat(server.post("", newer, PUSH).status()).isEqualTo(202);
            assertThat(server.call(token, "DELETE", PROVIDERS + "/github/hook", "").status())
                    .isEqualTo(204);
            assertThat(server.post("", newer, PUSH).status()).isEqualTo(404);
        }
    }

    @OnEachStore
    void aListIsRecognizedAndNothingOfOthersIsSeen(TestStore test) throws Exception {
        try (var server = new Server(test, ApiSettings.defaults())) {
            String token = server.token(Scope.READ, Scope.WRITE);
            server.post(
                    token,
                    PROVIDERS,
                    "{\"name\":\"Hidden Payroll\",\"page\":\"https://status.hidden.example\"}");
            String text =
                    "{\"text\":\"github\\nstripe.com\\nHidden Payroll\\nno such thing at all\"}";
            var mine = server.post(server.token(Scope.READ), PROVIDERS + "/suggest", text);
            assertThat(mine.status()).isEqualTo(200);
            assertThat(mine.json().get("matches").findValuesAsString("id"))
                    .contains("github", "stripe", "default.hidden-payroll");
            assertThat(mine.json().get("rest").toString()).contains("no such thing at all");

            String stranger = server.token(Server.STRANGER, Scope.READ);
            assertThat(server.post(stranger, PROVIDERS + "/suggest", text).response().body())
                    .doesNotContain("default.hidden-payroll", "status.hidden.example");
            assertThat(server.post("", PROVIDERS + "/suggest", text).status()).isEqualTo(401);
        }
    }

    @OnEachStore
    void followingIsForWritersAllOrNothingAndOnlyOfWhatIsSeen(TestStore test) throws Exception {
        try (var server = new Server(test, ApiSettings.defaults())) {
            String token = server.token(Scope.READ, Scope.WRITE);
            String follow = PROVIDERS + "/follow";
            String two =
                    "{\"follow\":[{\"provider\":\"github\"},{\"provider\":\"amazon-web-services\","
                            + "\"component\":\"ec2/us-east-1\",\"name\":\"Our machines\"}]}";
            assertThat(server.post(server.token(Scope.READ), follow, two).status()).isEqualTo(403);
            var made = server.post(token, follow, two);
            assertThat(made.status()).as(made.response().body()).isEqualTo(201);
            assertThat(made.json().get("services").findValuesAsString("name"))
                    .containsExactly("GitHub", "Our machines");

            server.post(
                    token,
                    PROVIDERS,
                    "{\"name\":\"Hidden\",\"page\":\"https://status.hidden.example\"}");
            String stranger = server.token(Server.STRANGER, Scope.READ, Scope.WRITE);
            var refused =
                    server.post(
                            stranger,
                            follow,
                            "{\"follow\":[{\"provider\":\"github\"},{\"provider\":\"default.hidden\"},"
                                    + "{\"provider\":\"no-such\"}],\"extra\":1}");
            assertThat(refused.status()).isEqualTo(400);
            assertThat(refused.json().get("errors").findValuesAsString("field"))
                    .containsExactlyInAnyOrder("extra", "follow[1].provider", "follow[2].provider");
            assertThat(server.get(stranger, "/api/v1/services").json().get("items")).isEmpty();
            assertThat(server.get(token, "/api/v1/services").json().get("items")).hasSize(2);
        }
    }

    @OnEachStore
    void theRecordIsOneOrganizationsOwn(TestStore test) throws Exception {
        try (var server = new Server(test, ApiSettings.defaults())) {
            String token = server.token(Scope.READ, Scope.WRITE);
            server.post(
                    token,
                    PROVIDERS,
                    "{\"name\":\"Hidden\",\"page\":\"https://status.hidden.example\"}");
            var record = server.get(token, PROVIDERS + "/github/record");
            assertThat(record.status()).isEqualTo(200);
            assertThat(record.json().get("outages")).isEmpty();
            assertThat(server.get(token, PROVIDERS + "/default.hidden/record").status())
                    .isEqualTo(200);

            String stranger = server.token(Server.STRANGER, Scope.READ, Scope.WRITE);
            for (String path : new String[] {"/record", "/state", "/discovery", ""}) {
                assertThat(server.get(stranger, PROVIDERS + "/default.hidden" + path).status())
                        .as(path)
                        .isEqualTo(404);
            }
            assertThat(server.get("", PROVIDERS + "/github/record").status()).isEqualTo(401);
        }
    }
}
