package dev.bellwether.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.bellwether.people.Principal;
import dev.bellwether.people.Scope;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// "Results that are right": visitors' events come in over HTTP, a campaign is set, started, edited
/// and stopped by a program, and its results say in plain sentences what the counts say, how far
/// they may be believed, and what cannot be said.
class ACampaignSaysWhatItDidTest {
    private static final JsonMapper JSON = new JsonMapper();
    private static final int EACH = 1_000;

    private Booted booted;
    private String token;
    private String site;

    @Test
    void fromTheEventToTheSentence() throws Exception {
        try (var program = Booted.fresh(Map.of())) {
            booted = program;
            Principal owner = program.owner("olga@example.com");
            token =
                    program.assembly
                            .rooms()
                            .people()
                            .tokens()
                            .issue(owner, "test", Set.of(Scope.READ, Scope.WRITE), Optional.empty())
                            .secret();
            JsonNode shop = ask("POST", "/sites", "{\"name\":\"Shop\",\"retentionDays\":90}");
            site = "/sites/" + shop.get("id").asString();
            setUp();
            Instant begin = program.clock.instant().minus(Duration.ofDays(3));
            ask("POST", site + "/campaigns/checkout/start", "{\"from\":\"" + begin + "\"}");
            send(shop.get("key").asString(), begin);
            Booted.until(
                    "the events are counted",
                    () -> results("").at("/arms/1/visitors").asLong() == EACH);

            JsonNode results = results("");
            assertThat(results.at("/trust/passes").asBoolean()).as(results.toString()).isTrue();
            assertThat(results.at("/trust/checks").toString())
                    .contains("10 visitors of 2,010 (0.5 %) saw several variations")
                    .contains("Visitors came in the shares that were set (A 50 % of 50 %");
            JsonNode buyers = metric(results, "buyers");
            assertThat(buyers.at("/levels/0/level/value").asDouble()).isEqualTo(0.1);
            assertThat(buyers.at("/comparisons/0/effect/estimate").asDouble())
                    .isCloseTo(1, within(1e-12));
            assertThat(buyers.at("/comparisons/0/finding").asString()).isEqualTo("BETTER");
            assertThat(buyers.at("/comparisons/0/sentence").asString())
                    .matches("B raises buyers by 100 % \\(\\d+ to \\d+\\); chance > 99\\.9 %\\.");
            assertThat(buyers.at("/comparisons/0/series")).hasSizeBetween(3, 4);
            assertThat(metric(results, "refunds").at("/comparisons/0/sentence").asString())
                    .isEqualTo(
                            "Cannot say what B does to refunds a return, because the denominator's"
                                    + " values sum to zero.");
            assertThat(metric(results, "revenue").at("/comparisons/0/sentence").asString())
                    .contains("A visitor counts at 50 at most; without that: ");
            assertThat(metric(results, "value").at("/levels/1/level/value").asDouble())
                    .isEqualTo(20);
            assertThat(metric(results, "speed").at("/comparisons/0/finding").asString())
                    .isEqualTo("HOLDS");

            cutBySlices();
            rawSumsAndQueries();
            asFiles();
            editedWhileRunning();
        }
    }

    private void setUp() throws Exception {
        put("buyers", "buyers", "{\"kind\":\"Conversion\",\"goal\":{\"event\":\"order\"}}", "");
        put(
                "revenue",
                "revenue per visitor",
                "{\"kind\":\"Total\",\"goal\":{\"event\":\"order\"}}",
                ",\"cap\":{\"kind\":\"At\",\"value\":50}");
        put(
                "value",
                "median order",
                "{\"kind\":\"Quantile\",\"goal\":{\"event\":\"order\"},\"level\":0.5}",
                "");
        put(
                "refunds",
                "refunds a return",
                "{\"kind\":\"Ratio\",\"top\":{\"goal\":{\"event\":\"refund\"}},"
                        + "\"bottom\":{\"goal\":{\"event\":\"return\"}}}",
                "");
        put(
                "speed",
                "loading time",
                "{\"kind\":\"Total\",\"goal\":{\"event\":\"load\"}}",
                ",\"better\":\"LESS\",\"margin\":0.1");
        ask(
                "POST",
                site + "/campaigns",
                """
                {"key":"checkout","name":"One-page checkout","variations":[{"name":"A"},{"name":"B"}],
                 "zone":"Europe/Berlin","slices":["country"],"metrics":[
                 {"metric":"buyers","role":"PRIMARY"},{"metric":"revenue"},{"metric":"value"},
                 {"metric":"refunds"},{"metric":"speed","role":"GUARDRAIL"}]}
                """);
        assertThat(get(site + "/campaigns/checkout/results").statusCode()).isEqualTo(409);
    }

    private void put(String key, String name, String measure, String more) throws Exception {
        ask(
                "PUT",
                site + "/metrics/" + key,
                "{\"name\":\"%s\",\"measure\":%s%s}".formatted(name, measure, more));
    }

    /// In A one of ten orders, in B two of ten; ten visitors see both. One order is huge.
    private void send(String key, Instant begin) throws Exception {
        var lines = new StringBuilder();
        for (int i = 0; i < 2 * EACH + 10; i++) {
            String variation = i % 2 == 0 ? "A" : "B";
            Instant at = begin.plus(Duration.ofMinutes(2L * i + 1));
            String country = i % 4 < 2 ? "de" : "fr";
            exposure(lines, "x" + i, "v" + i, variation, country, at);
            if (i >= 2 * EACH) {
                exposure(lines, "y" + i, "v" + i, i % 2 == 0 ? "B" : "A", country, at);
                continue;
            }
            goal(lines, "l" + i, "v" + i, "load", 1 + i / 2 % 10 * 0.01, at);
            int turn = i / 2 % 20;
            if (variation.equals("A") ? turn % 10 == 0 : turn < 4) {
                goal(lines, "o" + i, "v" + i, "order", i == 0 ? 10_000 : 20, at.plusSeconds(5));
            }
        }
        String batch = "[" + lines.toString().strip().replace("\n", ",") + "]";
        var answer = booted.api(key, "POST", "/ingest/events", batch);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    }

    private static void exposure(
            StringBuilder to,
            String id,
            String visitor,
            String variation,
            String country,
            Instant at) {
        to.append(
                """
                {"id":"%s","visitor":"%s","kind":"exposure","name":"checkout","variation":"%s","time":"%s","properties":{"country":"%s"}}
                """
                        .formatted(id, visitor, variation, at, country));
    }

    private static void goal(
            StringBuilder to, String id, String visitor, String name, double value, Instant at) {
        to.append(
                """
                {"id":"%s","visitor":"%s","kind":"goal","name":"%s","value":%s,"time":"%s"}
                """
                        .formatted(id, visitor, name, value, at));
    }

    private void cutBySlices() throws Exception {
        JsonNode german = results("?filter=" + encode("{\"country\":[\"de\"]}"));
        assertThat(german.at("/period/filter").asString()).isEqualTo("country is de");
        assertThat(german.at("/arms/0/visitors").asLong()).isEqualTo(EACH / 2);
        assertThat(metric(german, "buyers").at("/levels/1/level/value").asDouble()).isEqualTo(0.2);
        var wrong =
                get(
                        site
                                + "/campaigns/checkout/results?filter="
                                + encode("{\"cuontry\":[\"de\"]}"));
        assertThat(wrong.statusCode()).isEqualTo(400);
        assertThat(wrong.body())
                .contains("'cuontry' is not a slice of this campaign; did you mean 'country'?");
    }

    private void rawSumsAndQueries() throws Exception {
        JsonNode whole =
                JSON.readTree(get(site + "/campaigns/checkout/results?sums=true&sql=true").body());
        double orders = 0;
        long visitors = 0;
        for (JsonNode one : whole.get("sums")) {
            if (one.get("metric").asString().equals("buyers")
                    && one.get("variation").asString().equals("B")) {
                orders += one.at("/pairs/0").asDouble() + one.at("/pairs/1").asDouble();
                visitors += one.get("visitors").asLong();
            }
        }
        assertThat(orders).isEqualTo(0.2 * EACH);
        assertThat(visitors).isEqualTo(EACH);
        assertThat(whole.at("/sql/buyers").asString()).contains("FROM event").contains("'order'");
    }

    private void asFiles() throws Exception {
        var csv = get(site + "/campaigns/checkout/results/file");
        assertThat(csv.headers().firstValue("Content-Type").orElse("")).startsWith("text/csv");
        assertThat(csv.body().lines()).hasSize(1 + 5 * 2);
        assertThat(csv.body()).contains(",buyers,PRIMARY,B,1000,0.2,");
        assertThat(get(site + "/campaigns/checkout/results/file?as=pdf").body())
                .startsWith("%PDF-");
        assertThat(
                        JSON.readTree(get(site + "/campaigns/checkout/results/file?as=json").body())
                                .at("/metrics/0/comparisons/0/effect/kind")
                                .asString())
                .isEqualTo("Said");
        assertThat(get(site + "/campaigns/checkout/results/file?as=xls").body())
                .contains("'XLS' is not allowed; allowed: CSV, JSON, PDF");
    }

    private void editedWhileRunning() throws Exception {
        JsonNode kept = JSON.readTree(get(site + "/campaigns/checkout").body());
        String changed =
                """
                {"name":"One-page checkout","variations":[{"name":"A"},{"name":"B","weight":3}],
                 "metrics":[{"metric":"buyers","role":"PRIMARY"}],"version":%d}
                """
                        .formatted(kept.get("version").asLong());
        ask("PUT", site + "/campaigns/checkout", changed);
        assertThat(
                        booted.api(token, "PUT", "/api/v1" + site + "/campaigns/checkout", changed)
                                .statusCode())
                .isEqualTo(409);
        JsonNode anew = results("");
        assertThat(anew.at("/period/edition").asLong()).isEqualTo(2);
        assertThat(anew.at("/trust/passes").asBoolean()).isFalse();
        assertThat(anew.at("/metrics/0/comparisons/0/sentence").asString())
                .isEqualTo(
                        "Cannot say what B does to buyers, because nobody who counts was exposed to"
                                + " A.");
        JsonNode before = results("?edition=1");
        assertThat(before.at("/arms/1/visitors").asLong()).isEqualTo(EACH);
        assertThat(before.at("/period/until").isNull()).isFalse();
        ask("POST", site + "/campaigns/checkout/stop", "");
        ask("POST", site + "/campaigns/checkout/archive", "{\"archived\":true}");
        assertThat(get("/audit").body()).contains("campaign.started").contains("campaign.archived");
    }

    private JsonNode results(String query) throws Exception {
        var answer = get(site + "/campaigns/checkout/results" + query);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return JSON.readTree(answer.body()).get("results");
    }

    private static JsonNode metric(JsonNode results, String key) {
        for (JsonNode one : results.get("metrics")) {
            if (one.at("/metric/key").asString().equals(key)) {
                return one;
            }
        }
        throw new AssertionError(results);
    }

    private java.net.http.HttpResponse<String> get(String path) throws Exception {
        return booted.api(token, "GET", "/api/v1" + path, "");
    }

    private JsonNode ask(String method, String path, String json) throws Exception {
        var answer = booted.api(token, method, "/api/v1" + path, json);
        assertThat(answer.statusCode()).as(answer.body()).isBetween(200, 299);
        return JSON.readTree(answer.body());
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
