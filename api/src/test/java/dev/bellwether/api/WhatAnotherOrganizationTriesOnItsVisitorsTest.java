package dev.bellwether.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bellwether.people.Scope;
import dev.bellwether.store.OnEachStore;
import dev.bellwether.store.TestStore;
import java.util.ArrayList;
import java.util.List;

/// Campaigns, metrics, results, audiences and reports are kept, changed and read by programs of
/// their organization, and are not there for others.
class WhatAnotherOrganizationTriesOnItsVisitorsTest {
    private static final String METRIC =
            """
            {"name":"share of buyers","measure":{"kind":"Conversion",
              "goal":{"event":"order","filters":[]}},"covariates":[]}
            """;
    private static final String CAMPAIGN =
            """
            {"key":"checkout","name":"Checkout","variations":[{"name":"A"},{"name":"B"}],
             "slices":[],"metrics":[{"metric":"buyers","role":"PRIMARY"}]}
            """;
    private static final String CHOSEN =
            """
            {"key":"spring","name":"Spring","kind":"PERSONALISATION","variations":[{"name":"banner"}],
             "slices":[],"metrics":[{"metric":"buyers"}]}
            """;
    private static final String AUDIENCE =
            """
            {"name":"Buyers","zone":"Europe/Berlin",
             "goals":[{"name":"Orders","goal":{"event":"order","filters":[]},"values":true}],
             "segments":[{"key":"team","name":"Teams","rule":{"kind":"All","of":[
               {"kind":"Did","goal":{"event":"order","filters":[
                 {"property":"plan","test":"IS","value":"team"}]}},
               {"kind":"Not","of":{"kind":"Did","goal":{"event":"leave","filters":[]}}}]}}],
             "version":%d}
            """;

    private record Try(String method, String path, String body) {}

    private static List<Try> everything() {
        List<Try> all = new ArrayList<>();
        for (String path :
                List.of(
                        "/metrics",
                        "/metrics/buyers",
                        "/campaigns",
                        "/campaigns/checkout",
                        "/campaigns/checkout/editions",
                        "/campaigns/checkout/results",
                        "/campaigns/checkout/results/file",
                        "/campaign-report",
                        "/campaign-report/file",
                        "/audiences",
                        "/audiences/buyers",
                        "/audiences/buyers/report",
                        "/audiences/buyers/report/file")) {
            all.add(new Try("GET", path, ""));
        }
        all.add(new Try("PUT", "/metrics/other", METRIC));
        all.add(new Try("DELETE", "/metrics/buyers", ""));
        all.add(new Try("POST", "/campaigns", CAMPAIGN.replace("checkout", "other")));
        all.add(
                new Try(
                        "PUT",
                        "/campaigns/checkout",
                        CAMPAIGN.replace("\"key\":\"checkout\",", "\"version\":2,")));
        all.add(new Try("POST", "/campaigns/checkout/start", "{}"));
        all.add(new Try("POST", "/campaigns/checkout/stop", ""));
        all.add(new Try("POST", "/campaigns/checkout/archive", "{\"archived\":true}"));
        all.add(new Try("PUT", "/audiences/buyers", AUDIENCE.formatted(1)));
        all.add(new Try("DELETE", "/audiences/buyers", ""));
        return all;
    }

    @OnEachStore
    void isNotThere(TestStore test) throws Exception {
        try (var server = new Server(test, ApiSettings.defaults())) {
            String owner = server.token(Scope.READ, Scope.WRITE);
            String at = "/api/v1/sites/" + FlagsOverHttpTest.site(server);
            fill(server, owner, at);

            String stranger = server.token(Server.STRANGER, Scope.READ, Scope.WRITE);
            String reader = server.token(Scope.READ);
            for (Try one : everything()) {
                var answer =
                        one.method().equals("GET")
                                ? server.get(stranger, at + one.path())
                                : server.call(stranger, one.method(), at + one.path(), one.body());
                assertThat(answer.status()).as(one.toString()).isEqualTo(404);
                int forReaders =
                        one.method().equals("GET")
                                ? server.get(reader, at + one.path()).status()
                                : server.call(reader, one.method(), at + one.path(), one.body())
                                        .status();
                assertThat(forReaders)
                        .as(one.toString())
                        .isEqualTo(one.method().equals("GET") ? 200 : 403);
            }
            assertThat(server.get(owner, at + "/campaigns").json().at("/items").size())
                    .isEqualTo(2);
            assertThat(server.get(owner, at + "/audiences/buyers").json().get("version").asInt())
                    .isEqualTo(1);
        }
    }

    private static void fill(Server server, String owner, String at) throws Exception {
        assertThat(server.call(owner, "PUT", at + "/metrics/buyers", METRIC).status())
                .isEqualTo(200);
        assertThat(server.post(owner, at + "/campaigns", CAMPAIGN).status()).isEqualTo(201);
        assertThat(server.post(owner, at + "/campaigns", CHOSEN).status()).isEqualTo(201);
        assertThat(server.post(owner, at + "/campaigns/checkout/start", "{}").status())
                .isEqualTo(200);
        assertThat(server.post(owner, at + "/campaigns/spring/start", "{}").status())
                .isEqualTo(200);
        var made = server.call(owner, "PUT", at + "/audiences/buyers", AUDIENCE.formatted(0));
        assertThat(made.status()).as(made.response().body()).isEqualTo(200);
    }

    @OnEachStore
    void forTheirOwnItIsKeptToldAndTakenAlong(TestStore test) throws Exception {
        try (var server = new Server(test, ApiSettings.defaults())) {
            String owner = server.token(Scope.READ, Scope.WRITE);
            String at = "/api/v1/sites/" + FlagsOverHttpTest.site(server);
            fill(server, owner, at);
            var kept = server.get(owner, at + "/audiences/buyers").json();
            assertThat(kept.at("/segments/0/rule/of/1/kind").asString()).isEqualTo("Not");
            var again = server.call(owner, "PUT", at + "/audiences/buyers", AUDIENCE.formatted(0));
            assertThat(again.status()).isEqualTo(409);
            var report = server.get(owner, at + "/audiences/buyers/report?months=3").json();
            assertThat(report.at("/segments/0/months").size()).isEqualTo(3);
            assertThat(report.at("/segments/0/rule").asString())
                    .isEqualTo("order where plan is team, and not (leave)");
            assertThat(report.at("/freshness/words").asString()).startsWith("As of ");
            var wrong = server.get(owner, at + "/audiences/buyers/report?until=2026-13");
            assertThat(wrong.status()).isEqualTo(400);
            assertThat(wrong.response().body()).contains("is not a month such as 2026-05");
            var file = server.get(owner, at + "/audiences/buyers/report/file");
            assertThat(file.response().body()).startsWith("audience,as of,stale since,segment,");

            var campaigns = server.get(owner, at + "/campaign-report?days=7").json();
            assertThat(campaigns.at("/campaigns/0/randomised").asBoolean()).isTrue();
            assertThat(campaigns.at("/campaigns/1/warning").asString())
                    .startsWith("Nobody was randomised: what is shown is no effect.");
            assertThat(server.get(owner, at + "/campaign-report/file?as=xls").response().body())
                    .contains("'XLS' is not allowed; allowed: CSV, JSON, PDF");
            for (String paper : List.of("/campaign-report/file", "/audiences/buyers/report/file")) {
                assertThat(server.get(owner, at + paper + "?as=pdf").response().body())
                        .startsWith("%PDF-");
            }
            assertThat(server.call(owner, "DELETE", at + "/audiences/buyers", "").status())
                    .isEqualTo(204);
            assertThat(server.get(owner, "/api/v1/audit").response().body())
                    .contains("audience.made", "audience.removed", "campaign.started");
        }
    }
}
