package dev.bellwether.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bellwether.people.Scope;
import dev.bellwether.store.OnEachStore;
import dev.bellwether.store.TestStore;

/// A policy and a check's thresholds are tried by API before they are saved; nothing is written.
class TriedBeforeItIsSavedTest {
    private static final String POLICY =
            """
            {"name": "Shop", "steps": [{"delay": "PT5M", "targets":
              [{"kind": "ToWebhook", "url": "https://hooks.example/1"}]}]}
            """;

    @OnEachStore
    void aPolicyIsTriedNewAndChanged(TestStore test) throws Exception {
        try (var server = new Server(test, ApiSettings.defaults())) {
            String token = server.token(Scope.READ, Scope.WRITE);
            server.owner();
            var saved = server.post(token, "/api/v1/policies", POLICY);
            assertThat(saved.status()).isEqualTo(201);
            String stranger = server.token(Server.STRANGER, Scope.READ, Scope.WRITE);
            long lines = test.store().journal().head();
            String id = saved.json().get("id").asString();
            var fresh = server.post(token, "/api/v1/policies/backtest", POLICY);
            assertThat(fresh.status()).isEqualTo(200);
            assertThat(fresh.json().get("pagesSaved").asInt()).isZero();
            String changed = "/api/v1/policies/" + id + "/backtest";
            assertThat(server.post(token, changed, POLICY).status()).isEqualTo(200);
            assertThat(server.post(token, changed, POLICY.replace("Shop", "")).status())
                    .isEqualTo(400);
            assertThat(server.post(stranger, changed, POLICY).status()).isEqualTo(404);
            assertThat(test.store().journal().head()).isEqualTo(lines);
        }
    }

    @OnEachStore
    void thresholdsOfACheckAreTried(TestStore test) throws Exception {
        try (var server = new Server(test, ApiSettings.defaults())) {
            String token = server.token(Scope.READ, Scope.WRITE);
            String service =
                    server.post(token, "/api/v1/services", "{\"name\": \"Shop\"}")
                            .json()
                            .get("id")
                            .asString();
            String check =
                    """
                    {"service": "%s", "name": "Front", "degradedAbove": "PT1S", "places": [], "spec":
                      {"kind": "Ping", "host": "shop.example"}}
                    """
                            .formatted(service);
            var saved = server.post(token, "/api/v1/checks", check);
            assertThat(saved.status()).isEqualTo(201);
            String path = "/api/v1/checks/" + saved.json().findValue("id").asString() + "/backtest";
            var tried = server.post(token, path, check.replace("PT1S", "PT2S"));
            assertThat(tried.status()).isEqualTo(200);
            assertThat(tried.json().get("results").asInt()).isZero();
            assertThat(server.post(token, path, check.replace("PT1S", "PT50S")).status())
                    .as("longer than the timeout")
                    .isEqualTo(400);
            assertThat(server.post(token, path, check.replace(service, "another")).status())
                    .isEqualTo(400);
            String stranger = server.token(Server.STRANGER, Scope.READ, Scope.WRITE);
            assertThat(server.post(stranger, path, check).status()).isEqualTo(404);
        }
    }
}
