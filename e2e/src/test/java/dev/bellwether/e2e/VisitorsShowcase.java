package dev.bellwether.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/// A shop's visitors over some months, an experiment and a personalisation that they saw, and an
/// audience of them.
final class VisitorsShowcase {
    private static final int VISITORS = 400;

    private VisitorsShowcase() {}

    /// @return the site's id
    static String fill(Program program, Rest rest) throws Exception {
        String site = rest.make("sites", "{\"name\": \"Web shop\", \"retentionDays\": 800}");
        String at = "sites/" + site + "/";
        rest.put(
                at + "metrics/buyers",
                """
                {"name": "share of buyers", "covariates": [],
                 "measure": {"kind": "Conversion", "goal": {"event": "order", "filters": []}}}
                """);
        rest.answered(
                at + "campaigns",
                """
                {"key": "checkout-test", "name": "One-page checkout", "slices": ["country"],
                 "variations": [{"name": "old"}, {"name": "fast"}],
                 "metrics": [{"metric": "buyers", "role": "PRIMARY"}]}
                """);
        rest.answered(
                at + "campaigns",
                """
                {"key": "spring-banner", "name": "Spring banner", "kind": "PERSONALISATION",
                 "slices": [], "variations": [{"name": "none"}, {"name": "tulips"}],
                 "metrics": [{"metric": "buyers"}]}
                """);
        Instant begin = Instant.now().minus(Duration.ofDays(40));
        for (String campaign : List.of("checkout-test", "spring-banner")) {
            rest.asked(at + "campaigns/" + campaign + "/start", "{\"from\": \"" + begin + "\"}");
        }
        rest.put(
                at + "audiences/all",
                """
                {"name": "Shop visitors", "zone": "Europe/Berlin",
                 "goals": [{"name": "Orders", "goal": {"event": "order", "filters": []}},
                           {"name": "Revenue", "values": true,
                            "goal": {"event": "order", "filters": []}}],
                 "segments": [
                   {"key": "buyers", "name": "Buyers",
                    "rule": {"kind": "Did", "goal": {"event": "order", "filters": []}}},
                   {"key": "teams", "name": "Teams",
                    "rule": {"kind": "Did", "goal": {"event": "view", "filters": [
                      {"property": "plan", "test": "IS", "value": "team"}]}}},
                   {"key": "lookers", "name": "Who look and do not buy", "rule": {"kind": "All",
                    "of": [{"kind": "Did", "goal": {"event": "view", "filters": []}},
                           {"kind": "Not", "of": {"kind": "Did",
                            "goal": {"event": "order", "filters": []}}}]}}]}
                """);
        List<String> events = new ArrayList<>();
        for (int i = 0; i < VISITORS; i++) {
            visits(events, i, Instant.now().minus(Duration.ofHours(20L * i)));
            exposed(events, i, begin.plus(Duration.ofHours(2L * i)));
        }
        send(program, rest, site, events);
        return site;
    }

    private static void visits(List<String> events, int visitor, Instant at) {
        String team = visitor % 3 == 0 ? "team" : "solo";
        events.add(
                goal("w" + visitor, "m" + visitor, at, "view", 0, "{\"plan\":\"" + team + "\"}"));
        if (visitor % 5 < 2) {
            events.add(goal("o" + visitor, "m" + visitor, at, "order", 10 + visitor % 7, "{}"));
        }
    }

    private static void exposed(List<String> events, int visitor, Instant at) {
        String arm = visitor % 2 == 0 ? "old" : "fast";
        events.add(exposure("x" + visitor, visitor, at, "checkout-test", arm));
        events.add(
                exposure(
                        "y" + visitor,
                        visitor,
                        at,
                        "spring-banner",
                        visitor % 4 == 0 ? "none" : "tulips"));
        if (visitor % (visitor % 2 == 0 ? 8 : 3) == 0) {
            events.add(
                    goal(
                            "b" + visitor,
                            "c" + visitor,
                            at.plusSeconds(60),
                            "order",
                            20,
                            "{\"plan\":\"solo\"}"));
        }
    }

    private static String goal(
            String id, String visitor, Instant at, String name, int value, String properties) {
        return """
        {"id":"%s","visitor":"%s","kind":"goal","name":"%s","value":%d,"time":"%s","properties":%s}
        """
                .formatted(id, visitor, name, value, at, properties);
    }

    private static String exposure(
            String id, int visitor, Instant at, String campaign, String arm) {
        return """
        {"id":"%s","visitor":"c%d","kind":"exposure","name":"%s","variation":"%s","time":"%s",
         "properties":{"country":"%s"}}
        """
                .formatted(id, visitor, campaign, arm, at, visitor % 3 == 0 ? "fr" : "de");
    }

    private static void send(Program program, Rest rest, String site, List<String> events)
            throws Exception {
        try (var http = HttpClient.newHttpClient()) {
            var answer =
                    http.send(
                            HttpRequest.newBuilder(program.at("/ingest/events?site=" + site))
                                    .header("Authorization", "Bearer " + rest.token())
                                    .header("Content-Type", "application/json")
                                    .POST(
                                            HttpRequest.BodyPublishers.ofString(
                                                    "[" + String.join(",", events) + "]"))
                                    .build(),
                            HttpResponse.BodyHandlers.ofString());
            assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        }
    }
}
