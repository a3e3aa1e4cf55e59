package dev.bellwether.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bellwether.model.Role;
import dev.bellwether.people.Acceptance;
import dev.bellwether.people.Client;
import dev.bellwether.people.People;
import dev.bellwether.people.Principal;
import dev.bellwether.people.Scope;
import dev.bellwether.store.OnEachStore;
import dev.bellwether.store.TestStore;
import dev.bellwether.store.TestStores;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

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

    @OnEachStore
    void peopleAndHowTheyAreReached(TestStore test) throws Exception {
        try (var server = new Server(test, ApiSettings.defaults())) {
            String token = server.token(Scope.READ, Scope.WRITE, Scope.RESPOND, Scope.ADMIN);
            String ada = "/api/v1/people/" + ada(server);
            long lines = test.store().journal().head();
            refused(
                    server.post(
                            token,
                            "/api/v1/people/invitations",
                            "{\"name\":\"\",\"email\":\"nowhere\",\"role\":\"KING\",\"colour\":1}"),
                    "colour",
                    "role",
                    "name",
                    "email");
            refused(
                    server.call(
                            token,
                            "PATCH",
                            ada,
                            "{\"name\":\"\",\"email\":\"nowhere\",\"role\":\"KING\",\"active\":\"yes\"}"),
                    "role",
                    "active",
                    "name",
                    "email");
            refused(
                    server.post(
                            token,
                            ada + "/contacts",
                            "{\"channel\":\"EMAIL\",\"address\":\"nowhere\",\"label\":\"%s\",\"colour\":1}"
                                    .formatted("x".repeat(41))),
                    "colour",
                    "address",
                    "label");
            refused(
                    server.call(
                            token,
                            "PUT",
                            ada + "/rules",
                            "{\"rules\":[{\"urgency\":\"SOME\",\"after\":\"PT0S\",\"contact\":\"gone\"},"
                                    + "{\"urgency\":\"HIGH\",\"after\":\"PT9H\",\"contact\":\"gone\"}]}"),
                    "rules[0].urgency",
                    "rules[0].contact",
                    "rules[1].after",
                    "rules[1].contact");
            refused(
                    server.call(
                            token,
                            "PUT",
                            ada + "/quiet-hours",
                            "{\"zone\":\"Mars\",\"from\":\"25:00\",\"to\":\"x\",\"colour\":1}"),
                    "colour",
                    "zone",
                    "from",
                    "to");
            refused(
                    server.post(
                            token,
                            "/api/v1/tokens",
                            "{\"name\":\"\",\"scopes\":[\"ALL\"],\"expiresAt\":\"2001-01-01T00:00:00Z\"}"),
                    "scopes[0]",
                    "name",
                    "expiresAt");
            assertThat(test.store().journal().head()).isEqualTo(lines);
        }
    }

    @OnEachStore
    void whatDependsOnAWrongFieldIsNotHeldAgainstTheOthers(TestStore test) throws Exception {
        try (var server = new Server(test, ApiSettings.defaults())) {
            String token = server.token(Scope.ADMIN, Scope.WRITE);
            String ada = "/api/v1/people/" + ada(server);
            assertThat(
                            fields(
                                    server.post(
                                            token,
                                            ada + "/contacts",
                                            "{\"channel\":\"PIGEON\",\"address\":\"ada@example.com\"}")))
                    .as("an address is good or not by its channel, and that is not known")
                    .containsExactly("channel");
            assertThat(
                            fields(
                                    server.call(
                                            token,
                                            "PUT",
                                            ada + "/rules",
                                            "{\"rules\":[7,{\"urgency\":\"HIGH\",\"after\":\"PT0S\",\"contact\":\"gone\"}]}")))
                    .as("the rule after one that cannot be read has the sender's position")
                    .containsExactly("rules[0]", "rules[1].contact");
            assertThat(
                            fields(
                                    server.post(
                                            token,
                                            "/api/v1/policies",
                                            "{\"name\":\"P\",\"steps\":[7,{\"delay\":\"PT5M\",\"targets\":"
                                                    + "[true,{\"kind\":\"ToPerson\",\"person\":\"nobody\"}]}]}")))
                    .as("in a list within a list too")
                    .containsExactly(
                            "steps[0]", "steps[1].targets[0]", "steps[1].targets[1].person");
            assertThat(
                            fields(
                                    server.post(
                                            token,
                                            "/api/v1/policies",
                                            "{\"name\":\"P\",\"steps\":[7]}")))
                    .as("a list is not held to be empty for what could not be read in it")
                    .containsExactly("steps[0]");
        }
    }

    @OnEachStore
    void subscribersAndReports(TestStore test) throws Exception {
        try (var server = new Server(test, ApiSettings.defaults())) {
            String token = server.token(Scope.READ, Scope.WRITE, Scope.RESPOND);
            var page = server.post(token, "/api/v1/pages", "{\"slug\":\"shop\",\"name\":\"Shop\"}");
            String list = "/api/v1/pages/" + page.json().get("id").asString() + "/subscribers";
            long lines = test.store().journal().head();
            refused(
                    server.post(
                            token,
                            list,
                            "{\"mode\":\"EMAIL\",\"address\":\"nowhere\",\"components\":[\"gone\"],"
                                    + "\"confirmed\":true,\"consent\":\"\",\"colour\":1}"),
                    "colour",
                    "address",
                    "components",
                    "consent");
            refused(
                    server.post(
                            token,
                            list,
                            "{\"mode\":\"EMAIL\",\"address\":\"nowhere\",\"components\":[\"gone\"],"
                                    + "\"confirmed\":true,\"consent\":\"\"}"),
                    "address",
                    "components",
                    "consent");
            refused(
                    server.post(token, list + "/import", "{\"csv\":7,\"consent\":\"\"}"),
                    "csv",
                    "consent");
            refused(
                    server.post(token, "/api/v1/sites", "{\"name\":\" \",\"retentionDays\":\"x\"}"),
                    "retentionDays",
                    "name");
            var incident =
                    server.post(
                            token,
                            "/api/v1/incidents",
                            "{\"name\":\"Slow\",\"body\":\"x\",\"impact\":\"MINOR\"}");
            refused(
                    server.call(
                            token,
                            "PUT",
                            "/api/v1/incidents/"
                                    + incident.json().get("id").asString()
                                    + "/postmortem",
                            "{\"body\":\"\",\"colour\":1}"),
                    "colour",
                    "body");
            assertThat(test.store().journal().head()).isEqualTo(lines + 1);
        }
    }

    @Test
    void noBodyIsForgotten() throws Exception {
        try (var test = TestStores.sqlite();
                var server = new Server(test, ApiSettings.defaults())) {
            assertThat(server.routes)
                    .filteredOn(route -> route.takes().isPresent() && !route.takesFile())
                    .filteredOn(route -> !route.tried() && route.rules() == Route.FORM_ONLY)
                    .extracting(Route::path)
                    .as("refused for their form only")
                    .containsExactlyInAnyOrder(
                            // They read for long, and must not hold the one writer meanwhile.
                            "/policies/backtest",
                            "/policies/{policy}/backtest",
                            "/checks/{check}/backtest",
                            "/integrations/{integration}/keys",
                            "/integrations/{integration}/try",
                            "/pages/import",
                            "/providers/suggest",
                            "/sites/{site}/simulate",
                            "/sites/{site}/verify",
                            // No value of the right form is refused, or there is one field alone.
                            "/guard/mode",
                            "/guard/drain",
                            "/guard/unblock",
                            "/guard/quarantine/end",
                            "/guard/cancel",
                            "/sites/{site}/forget");
        }
    }

    private static String ada(Server server) {
        var link =
                server.people
                        .invitations()
                        .invite(
                                Principal.system(People.DEFAULT, "test"),
                                "Ada",
                                "ada@example.com",
                                Role.RESPONDER);
        return server.people
                .invitations()
                .accept(
                        link.token(),
                        new Acceptance("Ada", "ada@example.com", "a long passphrase of hers"),
                        new Client("127.0.0.1", "test"))
                .session()
                .person()
                .id()
                .value();
    }

    private static List<String> fields(Server.Answer answer) {
        assertThat(answer.status()).as(answer.response().body()).isEqualTo(400);
        return answer.json().get("errors").findValuesAsString("field");
    }

    private static void refused(Server.Answer answer, String... fields) {
        assertThat(fields(answer)).as(answer.response().body()).contains(fields);
    }
}
