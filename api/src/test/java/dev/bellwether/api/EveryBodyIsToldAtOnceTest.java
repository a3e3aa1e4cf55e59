package dev.bellwether.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bellwether.people.Scope;
import dev.bellwether.store.OnEachStore;
import dev.bellwether.store.TestStore;
import org.junit.jupiter.api.DisplayName;

@DisplayName("Whatever body is wrong, all of its wrong fields stand in one answer")
class EveryBodyIsToldAtOnceTest {
    @OnEachStore
    void formRulesAndNamesThatLeadNowhere(TestStore test) throws Exception {
        try (var server = new Server(test, ApiSettings.defaults())) {
            String token = server.token(Scope.READ, Scope.WRITE, Scope.RESPOND);
            long lines = test.store().journal().head();
            refused(
                    server.post(
                            token,
                            "/api/v1/services",
                            "{\"name\":\"\",\"colour\":1,\"policy\":{\"openAfter\":\"P9D\"},"
                                    + "\"escalation\":\"nobody\"}"),
                    "colour",
                    "name",
                    "policy.openAfter",
                    "escalation");
            refused(
                    server.post(
                            token,
                            "/api/v1/policies",
                            "{\"name\":\"\",\"colour\":1,\"steps\":[{\"delay\":\"PT5M\",\"targets\":"
                                    + "[{\"kind\":\"ToPerson\",\"person\":\"nobody\"}]}]}"),
                    "colour",
                    "name",
                    "steps[0].targets[0].person");
            refused(
                    server.post(
                            token,
                            "/api/v1/incidents",
                            "{\"name\":\"\",\"body\":\"x\",\"impact\":\"NO\",\"affected\":{\"gone\":\"DEGRADED\"}}"),
                    "impact",
                    "name",
                    "affected");
            refused(
                    server.post(
                            token,
                            "/api/v1/maintenances",
                            "{\"name\":\"\",\"body\":\"x\",\"scheduledFor\":\"2030-01-02T00:00:00Z\","
                                    + "\"scheduledUntil\":\"2030-01-01T00:00:00Z\",\"colour\":1,"
                                    + "\"affected\":[\"gone\"]}"),
                    "colour",
                    "name",
                    "scheduledUntil",
                    "affected");
            refused(
                    server.post(
                            token,
                            "/api/v1/templates",
                            "{\"kind\":\"MAINTENANCE\",\"name\":\"\",\"body\":\"\",\"impact\":\"MAJOR\","
                                    + "\"colour\":1,\"affected\":[\"gone\"]}"),
                    "colour",
                    "name",
                    "body",
                    "impact",
                    "affected");
            refused(
                    server.post(
                            token,
                            "/api/v1/applications",
                            "{\"name\":\"\",\"colour\":1,\"services\":[\"gone\"]}"),
                    "colour",
                    "name",
                    "services");
            refused(
                    server.post(
                            token,
                            "/api/v1/changes",
                            "{\"kind\":\"DEPLOY\",\"title\":\"\",\"colour\":1,\"link\":\"ftp://x\","
                                    + "\"services\":[\"gone\"]}"),
                    "colour",
                    "title",
                    "link",
                    "services");
            refused(
                    server.post(
                            token,
                            "/api/v1/providers",
                            "{\"name\":\"\",\"page\":\"ftp://x\",\"reader\":\"none\",\"colour\":1}"),
                    "colour",
                    "name",
                    "page",
                    "reader");
            // Trying a body out changes nothing.
            assertThat(test.store().journal().head()).isEqualTo(lines);
        }
    }

    private static void refused(Server.Answer answer, String... fields) {
        assertThat(answer.status()).as(answer.response().body()).isEqualTo(400);
        assertThat(answer.json().get("errors").findValuesAsString("field"))
                .as(answer.response().body())
                .contains(fields);
    }
}
