package dev.bellwether.console;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bellwether.analytics.CheckHistory;
import dev.bellwether.analytics.HistorySettings;
import dev.bellwether.model.CheckId;
import dev.bellwether.model.OrganizationId;
import dev.bellwether.model.ProbeResult;
import dev.bellwether.model.Timings;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// The lines in a list cost one question for the whole page, and nobody waits long for them.
class SparksTest {
    private static final OrganizationId ACME = new OrganizationId("acme");
    private static final OrganizationId OTHER = new OrganizationId("other");
    private static final Instant NOW = Instant.parse("2026-05-06T13:37:00Z");

    private final List<CheckId> checks = new ArrayList<>();
    private final Queue<Runnable> asked = new ArrayDeque<>();
    private CheckHistory history;
    private Sparks sparks;

    @BeforeEach
    void fill() throws IOException {
        var file = Files.createTempDirectory("bellwether-sparks").resolve("h.duckdb");
        history = CheckHistory.open(HistorySettings.in(file), () -> NOW);
        for (int i = 0; i < 50; i++) {
            var check = new CheckId("check" + i);
            checks.add(check);
            for (int minute = 1; minute < 60; minute++) {
                history.add(answer(check, NOW.minus(Duration.ofMinutes(minute)), 1_000L * (i + 1)));
            }
        }
        history.flush();
        sparks = new Sparks(history, asked::add);
    }

    @AfterEach
    void close() {
        history.close();
    }

    private static ProbeResult answer(CheckId check, Instant at, long micros) {
        return new ProbeResult(
                ACME, check, "here", at, ProbeResult.Outcome.UP, Timings.total(micros), "", false);
    }

    private void answerAll() {
        while (!asked.isEmpty()) {
            asked.remove().run();
        }
    }

    @Test
    void aPageOfFiftyIsOneQuestion() {
        assertThat(sparks.of(ACME, checks, NOW)).isEmpty();
        assertThat(asked).hasSize(1);
        answerAll();
        var lines = sparks.of(ACME, checks, NOW);
        assertThat(lines.keySet()).containsExactlyInAnyOrderElementsOf(checks);
        assertThat(lines.values()).allMatch(line -> line.path().startsWith("M"));
        assertThat(lines.get(new CheckId("check7")).text()).isEqualTo("8 ms");
        assertThat(asked).isEmpty();
    }

    @Test
    void whoeverLooksMeanwhileAsksNothingMore() {
        sparks.of(ACME, checks, NOW);
        sparks.of(ACME, checks.subList(0, 10), NOW);
        sparks.of(OTHER, checks, NOW);
        assertThat(asked).hasSize(1);
        answerAll();
        assertThat(sparks.of(OTHER, checks, NOW)).isEmpty();
        assertThat(asked).hasSize(1);
    }

    @Test
    void anOldLineIsShownWhileItIsAskedForAnewAndAVeryOldOneIsNot() {
        sparks.of(ACME, checks, NOW);
        answerAll();
        assertThat(sparks.of(ACME, checks, NOW.plusSeconds(60))).hasSize(50);
        assertThat(asked).hasSize(1);
        asked.clear();
        assertThat(sparks.of(ACME, checks, NOW.plusSeconds(600))).isEmpty();
    }

    @Test
    void aHistoryThatIsAwayLeavesTheListWithoutLinesAndIsAskedAgain() throws IOException {
        var inAFile = Files.createTempFile("bellwether-sparks", "").resolve("h.duckdb");
        try (var away = CheckHistory.open(HistorySettings.in(inAFile), () -> NOW)) {
            var none = new Sparks(away, asked::add);
            assertThat(none.of(ACME, checks, NOW)).isEmpty();
            answerAll();
            assertThat(none.of(ACME, checks, NOW)).isEmpty();
            assertThat(asked).hasSize(1);
        }
    }
}
