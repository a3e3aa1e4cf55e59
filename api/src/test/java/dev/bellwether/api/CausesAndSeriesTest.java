package dev.bellwether.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bellwether.people.Scope;
import dev.bellwether.store.OnEachStore;
import dev.bellwether.store.TestStore;
import org.junit.jupiter.api.DisplayName;

@DisplayName("Dependencies, applications, series, templates and changes over the API")
class CausesAndSeriesTest {
    @OnEachStore
    void eachIsMadeReadChangedAndRefusedInWords(TestStore test) throws Exception {
        try (var server = new Server(test, ApiSettings.defaults())) {
            String token = server.token(Scope.READ, Scope.WRITE, Scope.RESPOND);
            String shop = make(server, token, "services", "{\"name\":\"Shop\"}");
            String stripe = make(server, token, "services", "{\"name\":\"Stripe\"}");
            String path = "/api/v1/services/" + shop + "/dependencies";
            var put = server.call(token, "PUT", path, "{\"on\":[\"" + stripe + "\"]}");
            assertThat(put.status()).isEqualTo(200);
            assertThat(put.json().get("window").asString()).isEqualTo("PT10M");
            var circle =
                    server.call(
                            token,
                            "PUT",
                            "/api/v1/services/" + stripe + "/dependencies",
                            "{\"on\":[\"" + shop + "\"]}");
            assertThat(circle.status()).isEqualTo(400);
            assertThat(circle.response().body()).contains("would make a circle");
            assertThat(
                            server.get(token, "/api/v1/services/" + stripe + "/dependencies")
                                    .json()
                                    .get("usedBy")
                                    .get(0)
                                    .asString())
                    .isEqualTo(shop);
            assertThat(server.get(token, "/api/v1/dependencies").json().get("items")).hasSize(1);

            String application =
                    make(
                            server,
                            token,
                            "applications",
                            "{\"name\":\"All\",\"services\":[\"" + shop + "\"]}");
            assertThat(
                            server.call(token, "DELETE", "/api/v1/applications/" + application, "")
                                    .status())
                    .isEqualTo(204);

            String template =
                    make(
                            server,
                            token,
                            "templates",
                            "{\"kind\":\"INCIDENT\",\"name\":\"T\",\"title\":\"{{services}}\",\"body\":\"{{x}}\"}");
            var filled =
                    server.post(
                            token,
                            "/api/v1/templates/" + template + "/fill",
                            "{\"affected\":[\"" + shop + "\"],\"values\":{\"x\":\"y\"}}");
            assertThat(filled.json().get("title").asString()).isEqualTo("Shop");
            assertThat(filled.json().get("body").asString()).isEqualTo("y");

            make(server, token, "changes", "{\"kind\":\"DEPLOY\",\"title\":\"Shop 4.2\"}");
            assertThat(server.get(token, "/api/v1/changes").json().get("items")).hasSize(1);
            String incident =
                    make(
                            server,
                            token,
                            "incidents",
                            "{\"name\":\"Down\",\"body\":\"We look.\",\"affected\":{}}");
            assertThat(
                            server.get(token, "/api/v1/incidents/" + incident + "/changes")
                                    .json()
                                    .get("changes"))
                    .hasSize(1);
            assertThat(server.get(token, "/api/v1/incidents/" + incident + "/cause").status())
                    .isEqualTo(404);

            String series =
                    make(
                            server,
                            token,
                            "maintenance-series",
                            """
                            {"name":"Upgrade","body":"We upgrade.","begins":"2026-05-03T03:00",
                             "zone":"Europe/Berlin","rule":"FREQ=WEEKLY;BYDAY=SU","lasts":"PT1H",
                             "reminders":["PT24H"],"affected":["%s"]}
                            """
                                    .formatted(shop));
            String one = "/api/v1/maintenance-series/" + series;
            assertThat(server.get(token, one + "/occurrences").json().get("occurrences"))
                    .isNotEmpty();
            assertThat(
                            server.post(token, one + "/skip", "{\"occurs\":\"2026-05-10T03:00\"}")
                                    .status())
                    .isEqualTo(200);
            assertThat(
                            server.post(token, one + "/skip", "{\"occurs\":\"2026-05-11T03:00\"}")
                                    .status())
                    .isEqualTo(404);
            assertThat(server.call(token, "DELETE", one, "").status()).isEqualTo(204);
            String stranger = server.token(Server.STRANGER, Scope.READ, Scope.WRITE);
            assertThat(server.get(stranger, path).status()).isEqualTo(404);
            assertThat(server.get(stranger, "/api/v1/templates/" + template).status())
                    .isEqualTo(404);
        }
    }

    private static String make(Server server, String token, String what, String body)
            throws Exception {
        var made = server.post(token, "/api/v1/" + what, body);
        assertThat(made.status()).as(made.response().body()).isEqualTo(201);
        return made.json().get("id").asString();
    }
}
