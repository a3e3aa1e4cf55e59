package dev.bellwether.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bellwether.people.Scope;
import dev.bellwether.store.OnEachStore;
import dev.bellwether.store.TestStore;
import java.util.List;
import org.junit.jupiter.api.DisplayName;

@DisplayName(
        "A set-up is applied whole or not at all, and the plan tells what applying would refuse")
class SetupIsAllOrNothingTest {
    private static final String PLAN = "/api/v1/setup/plan";
    private static final String APPLY = "/api/v1/setup";

    @OnEachStore
    void circlesTwoMainPagesAndTakenSlugsAreToldInThePlanAllAtOnce(TestStore test)
            throws Exception {
        try (var server = new Server(test, ApiSettings.defaults())) {
            String stranger = server.token(Server.STRANGER, Scope.READ, Scope.WRITE);
            server.post(
                    stranger,
                    APPLY,
                    """
                    {"version":1,"services":[{"id":"x","name":"X"}],
                     "pages":[{"slug":"taken","name":"T","domain":"status.taken.example",
                       "groups":[],"components":[{"service":"x","name":"X"}]}]}
                    """);
            String token = server.token(Scope.READ, Scope.WRITE);
            String wrong =
                    """
                    {"version":1,
                     "services":[{"id":"a","name":"A","dependsOn":["b"]},
                                 {"id":"b","name":"B","dependsOn":["c"]},
                                 {"id":"c","name":"C","dependsOn":["a"]},
                                 {"id":"d","name":"D","dependsOn":["d"]}],
                     "pages":[{"slug":"one","name":"One","main":true,"groups":[],"components":[]},
                              {"slug":"two","name":"Two","main":true,"groups":[],"components":[],
                               "domain":"status.taken.example"},
                              {"slug":"taken","name":"Three","groups":[],"components":[]}]}
                    """;
            for (String path : List.of(PLAN, APPLY)) {
                var answer = server.post(token, path, wrong);
                assertThat(answer.status()).as(answer.response().body()).isEqualTo(400);
                assertThat(answer.json().get("errors").findValuesAsString("field"))
                        .containsExactlyInAnyOrder(
                                "services[0].dependsOn",
                                "services[3].dependsOn",
                                "pages[1].main",
                                "pages[1].domain",
                                "pages[2].slug");
                assertThat(answer.response().body())
                        .contains("'a' needs 'b' needs 'c' needs 'a'", "'d' needs 'd'");
            }
        }
    }

    @OnEachStore
    void whatARoomRefusesLateLeavesNothingBehind(TestStore test) throws Exception {
        try (var server = new Server(test, ApiSettings.defaults())) {
            String check =
                    "\"checks\":[{\"id\":\"front\",\"service\":\"%s\",\"name\":\"C\",\"spec\":"
                            + "{\"kind\":\"Ping\",\"host\":\"example.com\"}}]}";
            String stranger = server.token(Server.STRANGER, Scope.READ, Scope.WRITE);
            server.post(
                    stranger,
                    APPLY,
                    "{\"version\":1,\"services\":[{\"id\":\"x\",\"name\":\"X\"}],"
                            + check.formatted("x"));
            String token = server.token(Scope.READ, Scope.WRITE);
            String document =
                    "{\"version\":1,\"providers\":[{\"id\":\"pay\",\"name\":\"Pay\","
                            + "\"page\":\"https://pay.example\"}],"
                            + "\"services\":[{\"id\":\"shop\",\"name\":\"Shop\"}],"
                            + check.formatted("shop");
            for (String path : List.of(PLAN, APPLY)) {
                var answer = server.post(token, path, document);
                assertThat(answer.status()).as(answer.response().body()).isEqualTo(400);
                assertThat(answer.json().get("errors").findValuesAsString("field"))
                        .containsExactly("checks[0]");
                assertThat(answer.response().body()).contains("belongs to another check");
            }
            var stands = server.get(token, APPLY).json();
            assertThat(stands.get("services")).isEmpty();
            assertThat(stands.get("providers")).isEmpty();
        }
    }

    @OnEachStore
    void aPlanChangesNothing(TestStore test) throws Exception {
        try (var server = new Server(test, ApiSettings.defaults())) {
            String token = server.token(Scope.READ, Scope.WRITE);
            String before = server.get(token, APPLY).response().body();
            long lines = test.store().journal().head();
            var plan = server.post(token, PLAN, OWN);
            assertThat(plan.status()).as(plan.response().body()).isEqualTo(200);
            assertThat(server.get(token, APPLY).response().body()).isEqualTo(before);
            assertThat(test.store().journal().head()).isEqualTo(lines);
        }
    }

    private static final String OWN =
            """
            {"version":1,
             "providers":[{"id":"pay","name":"Pay","page":"https://pay.example/","category":"money",
               "reader":"instatus"}],
             "services":[{"id":"pay","name":"Pay"},{"id":"machines","name":"Machines"}],
             "checks":[
               {"id":"pay","service":"pay","name":"Pay","spec":{"kind":"ProviderPage",
                 "provider":"own.pay"}},
               {"id":"ec2","service":"machines","name":"EC2","spec":{"kind":"ProviderPage",
                 "provider":"amazon-web-services","component":"ec2/us-east-1"}}]}
            """;

    @OnEachStore
    void ownProvidersAndWhatIsFollowedGoOutAndComeBack(TestStore test) throws Exception {
        try (var server = new Server(test, ApiSettings.defaults())) {
            String token = server.token(Scope.READ, Scope.WRITE);
            var applied = server.post(token, APPLY, OWN);
            assertThat(applied.status()).as(applied.response().body()).isEqualTo(200);

            String read = server.get(token, APPLY).response().body();
            assertThat(read)
                    .contains(
                            "\"provider\":\"own.pay\"",
                            "\"provider\":\"amazon-web-services\",\"component\":\"ec2/us-east-1\"");
            var own = server.get(token, "/api/v1/providers/default.pay").json();
            assertThat(own.get("platform").asString()).isEqualTo("instatus");

            // Another organization, whose ids begin otherwise, has the same file.
            String to = server.token(Server.STRANGER, Scope.READ, Scope.WRITE);
            String carried =
                    read.replace("\"id\":\"ec2\"", "\"id\":\"ec2-2\"")
                            .replace("\"check\":null", "\"check\":\"pay-2\"");
            var there = server.post(to, APPLY, carried);
            assertThat(there.status()).as(there.response().body()).isEqualTo(200);
            assertThat(server.get(to, "/api/v1/providers/stranger.pay").status()).isEqualTo(200);
            assertThat(server.get(to, "/api/v1/providers/default.pay").status()).isEqualTo(404);

            var pruned =
                    server.post(
                            token,
                            APPLY + "?prune=true",
                            "{\"version\":1,\"providers\":[],\"checks\":[]}");
            assertThat(pruned.status()).as(pruned.response().body()).isEqualTo(200);
            assertThat(server.get(token, "/api/v1/providers/default.pay").status()).isEqualTo(404);
        }
    }

    @OnEachStore
    void aPolicyGoesTogetherWithTheLastServiceThatNamedIt(TestStore test) throws Exception {
        try (var server = new Server(test, ApiSettings.defaults())) {
            String token = server.token(Scope.READ, Scope.WRITE);
            String policies =
                    "\"policies\":[{\"id\":\"night\",\"name\":\"Night\",\"steps\":[{\"delay\":\"PT5M\","
                            + "\"targets\":[{\"kind\":\"Webhook\",\"url\":\"https://h.example/x\"}]}]}]";
            String shop = "{\"version\":1,%s,\"services\":[{\"id\":\"s\",\"name\":\"S\"%s}]}";
            server.post(token, APPLY, shop.formatted(policies, ",\"escalation\":\"night\""));
            server.work();

            var gone =
                    server.post(
                            token, APPLY + "?prune=true", shop.formatted("\"policies\":[]", ""));
            assertThat(gone.status()).as(gone.response().body()).isEqualTo(200);
            assertThat(server.get(token, APPLY).json().get("policies")).isEmpty();
        }
    }

    @OnEachStore
    void anUnknownKeyNamesTheNearestOne(TestStore test) throws Exception {
        try (var server = new Server(test, ApiSettings.defaults())) {
            var refused =
                    server.post(
                            server.token(Scope.READ, Scope.WRITE),
                            PLAN,
                            "{\"version\":1,\"servces\":[],\"services\":[{\"id\":\"a\",\"name\":\"A\","
                                    + "\"dependson\":[]}]}");
            assertThat(refused.status()).isEqualTo(400);
            assertThat(refused.response().body())
                    .contains("did you mean 'services'?", "did you mean 'dependsOn'?");
        }
    }
}
