package dev.bellwether.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bellwether.analytics.Event;
import dev.bellwether.model.Site;
import dev.bellwether.people.Scope;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName(
        "A site's visitors divided by a coin, and a campaign recomputed, from the command line")
class StudiesFromTheCommandLineTest {
    private static final Instant FROM = Instant.parse("2026-11-01T00:00:00Z");

    @TempDir Path directory;

    @Test
    void bothAskTheRunningServer() throws Exception {
        Path campaign =
                Files.writeString(
                        directory.resolve("campaign.json"),
                        """
                        {"key": "blue", "variations": [{"name": "a", "weight": 1}, {"name": "b", "weight": 1}],
                         "from": "2026-11-01T00:00:00Z", "zone": "Europe/Berlin", "multiple": "LEFT_OUT",
                         "metrics": [{"key": "revenue", "name": "revenue per visitor", "role": "PRIMARY",
                           "better": "GREATER", "margin": 0,
                           "measure": {"kind": "Total", "goal": {"event": "order"}}}]}
                        """);
        try (var booted = Booted.fresh(Map.of())) {
            var rooms = booted.assembly.rooms();
            var owner = booted.owner("olga@example.com");
            String token =
                    rooms.people()
                            .tokens()
                            .issue(owner, "studies", Set.of(Scope.READ), Optional.empty())
                            .secret();
            Site site = rooms.people().sites().make(owner, "shop", 365);
            rooms.events().take(site.id(), events());
            rooms.events().apply();
            String url = booted.assembly.local().toString();
            String id = site.id().value();

            var verified = CommandLine.run(url, token, "verify", "--site", id, campaign.toString());
            assertThat(verified.code()).as(verified.text()).isZero();
            assertThat(verified.text())
                    .contains("400 visitors count", ", 0 differ", "revenue, b: p = ", "The same.");

            var simulated =
                    CommandLine.run(
                            url,
                            token,
                            "simulate",
                            "--site",
                            id,
                            "--event",
                            "order",
                            "--measure",
                            "sum",
                            "--days",
                            "10",
                            "--until",
                            "2026-11-11T00:00:00Z",
                            "--runs",
                            "100");
            assertThat(simulated.text())
                    .contains("400 visitors from 2026-11-01T00:00:00Z", "100 A/A campaigns")
                    .contains("asymptotic confidence sequence", "Welch's t, looked at daily");
            assertThat(simulated.code()).as(simulated.text()).isZero();

            var wrong =
                    CommandLine.run(
                            url,
                            token,
                            "simulate",
                            "--site",
                            id,
                            "--event",
                            "order",
                            "--days",
                            "1");
            assertThat(wrong.code()).isEqualTo(1);
            assertThat(wrong.text()).contains("'1' is not from 2 to 90");
            var unknown =
                    CommandLine.run(url, token, "verify", "--site", "nobody", campaign.toString());
            assertThat(unknown.code()).isEqualTo(1);
            assertThat(unknown.text()).contains("the server refused");
        }
    }

    private static List<Event> events() {
        var random = new Random(2);
        List<Event> events = new ArrayList<>();
        for (int i = 0; i < 400; i++) {
            Instant at = FROM.plusSeconds(random.nextInt(9 * 86_400));
            String variation = random.nextBoolean() ? "a" : "b";
            events.add(
                    new Event(
                            "x" + i,
                            "v" + i,
                            at,
                            Event.Kind.EXPOSURE,
                            "blue",
                            variation,
                            Double.NaN,
                            ""));
            if (random.nextInt(4) == 0) {
                events.add(
                        new Event(
                                "o" + i,
                                "v" + i,
                                at.plusSeconds(60),
                                Event.Kind.GOAL,
                                "order",
                                "",
                                1 + random.nextInt(100),
                                ""));
            }
        }
        return events;
    }
}
