package dev.bellwether.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bellwether.people.Scope;
import dev.bellwether.store.OnEachStore;
import dev.bellwether.store.TestStore;
import java.util.concurrent.atomic.AtomicInteger;
import tools.jackson.databind.JsonNode;

/// Flags are made, changed, switched, explained and archived by programs, each within its
/// organization and its rights.
class FlagsOverHttpTest {
    private static final String FLAG =
            """
            {"key":"checkout","on":true,
             "variations":[{"name":"old","value":{"steps":3}},{"name":"fast","value":{"steps":1}}],
             "off":"old","otherwise":"old",
             "rules":[{"name":"staff","when":{"kind":"InSegment","segment":"staff"},
                       "serve":{"kind":"Fixed","variation":"fast"}},
                      {"name":"test","serve":{"kind":"Split","campaign":"checkout-test",
                       "by":{"kind":"GrowthBook","version":2,"seed":"checkout-test"},
                       "shares":[{"variation":"old","share":0.5},{"variation":"fast","share":0.5}]}}]}
            """;
    private static final AtomicInteger NAMES = new AtomicInteger();

    static String site(Server server) throws Exception {
        return server.post(
                        server.token(Scope.WRITE),
                        "/api/v1/sites",
                        "{\"name\":\"Shop %d\",\"retentionDays\":90}"
                                .formatted(NAMES.incrementAndGet()))
                .json()
                .get("id")
                .asString();
    }

    @OnEachStore
    void aFlagIsMadeChangedSwitchedAndExplained(TestStore test) throws Exception {
        try (var server = new Server(test, ApiSettings.defaults())) {
            String token = server.token(Scope.WRITE, Scope.READ);
            String at = "/api/v1/sites/" + site(server);
            var wrong = server.post(token, at + "/flags", FLAG);
            assertThat(wrong.status()).isEqualTo(400);
            assertThat(wrong.json().at("/errors/0/field").asString()).startsWith("rules[0].when");
            assertThat(
                            server.call(
                                            token,
                                            "PUT",
                                            at + "/segments/staff",
                                            """
                                            {"when":{"kind":"Attribute","name":"mail","match":
                                              {"kind":"Worded","where":"ENDS","texts":["@us"]}}}
                                            """)
                                    .status())
                    .isEqualTo(200);
            var made = server.post(token, at + "/flags", FLAG);
            assertThat(made.status()).as(made.response().body()).isEqualTo(201);
            assertThat(made.json().get("version").asInt()).isEqualTo(1);
            assertThat(made.json().at("/rules/0/window/from").isNull()).isTrue();
            assertThat(server.post(token, at + "/flags", FLAG).status()).isEqualTo(409);

            var explained =
                    server.post(
                            token,
                            at + "/flags/checkout/explain",
                            "{\"visitor\":\"v1\",\"attributes\":{\"mail\":\"ada@us\",\"n\":3}}");
            assertThat(explained.json().get("value").toString()).isEqualTo("{\"steps\":1}");
            assertThat(explained.json().at("/reason/rule").asString()).isEqualTo("staff");
            var divided =
                    server.post(token, at + "/flags/checkout/explain", "{\"visitor\":\"v1\"}");
            assertThat(divided.json().at("/reason/campaign").asString()).isEqualTo("checkout-test");
            assertThat(divided.json().at("/steps/0/said").asString()).isEqualTo("NO_MATCH");

            var off = server.post(token, at + "/flags/checkout/switch", "{\"on\":false}");
            assertThat(off.json().get("on").asBoolean()).isFalse();
            var late = server.call(token, "PUT", at + "/flags/checkout", changed(made.json(), 1));
            assertThat(late.status()).isEqualTo(409);
            assertThat(late.response().body()).contains("version 2");
            var saved = server.call(token, "PUT", at + "/flags/checkout", changed(off.json(), 2));
            assertThat(saved.status()).as(saved.response().body()).isEqualTo(200);
            assertThat(saved.json().get("open").asBoolean()).isTrue();
            assertThat(
                            server.post(
                                            token,
                                            at + "/flags/checkout/archive",
                                            "{\"archived\":true}")
                                    .json()
                                    .get("archived")
                                    .asBoolean())
                    .isTrue();
            assertThat(server.get(token, "/api/v1/audit").response().body())
                    .contains("flag.switched_off", "flag.archived", "segment.made");
            assertThat(server.get(token, at + "/flags").json().at("/items").size()).isEqualTo(1);
        }
    }

    private static String changed(JsonNode flag, int version) {
        return """
        {"on":false,"variations":%s,"off":"old","otherwise":"old","open":true,"version":%d}
        """
                .formatted(flag.get("variations"), version);
    }

    @OnEachStore
    void othersNeitherSeeNorChangeThem(TestStore test) throws Exception {
        try (var server = new Server(test, ApiSettings.defaults())) {
            String at = "/api/v1/sites/" + site(server) + "/flags";
            String stranger = server.token(Server.STRANGER, Scope.READ, Scope.WRITE);
            assertThat(server.get(stranger, at).status()).isEqualTo(404);
            assertThat(server.post(stranger, at, FLAG).status()).isEqualTo(404);
            assertThat(server.post(server.token(Scope.READ), at, FLAG).status()).isEqualTo(403);
            String owner = server.token(Scope.READ, Scope.WRITE);
            var both =
                    server.post(
                            owner,
                            at,
                            """
                            {"key":"k","variations":[{"name":"a","value":1}],"off":"z","otherwise":"a",
                             "services":["ghost"],"rulez":[]}
                            """);
            assertThat(both.status()).isEqualTo(400);
            assertThat(both.response().body()).contains("rulez", "services", "\"off\"");
        }
    }
}
