package dev.bellwether.guard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.bellwether.guard.QueryUse.End;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Map;
import java.util.Random;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("It is known what each form of query took, by feature and release")
class WhatEachReleaseTookTest {
    private static final Instant NOW = Instant.parse("2026-03-01T08:00:00Z");
    private static final Duration HOUR = Duration.ofHours(1);

    @Test
    void queriesAreCountedByHowTheyEnded() {
        var releases = new Releases();
        releases.ended(use(1, "a", "1", End.ANSWERED, 100 << 20, 10, Spill.YES), NOW);
        releases.ended(use(1, "a", "1", End.OUT_OF_MEMORY, 200 << 20, 5, Spill.NO), NOW);
        releases.ended(use(1, "a", "1", End.REFUSED, 0, 0, Spill.UNKNOWN), NOW);
        releases.ended(use(1, "a", "1", End.FAILED, 0, 0, Spill.UNKNOWN), NOW.plusSeconds(9));
        releases.ended(use(1, "a", "2", End.ANSWERED, 900 << 20, 1, Spill.UNKNOWN), NOW);

        assertThat(releases.heaviest(HOUR, 10, NOW))
                .extracting(Releases.Line::release)
                .containsExactly("2", "1");
        Releases.Line line = releases.heaviest(HOUR, 10, NOW).getLast();
        assertThat(line)
                .isEqualTo(
                        new Releases.Line(
                                1,
                                "q1",
                                "a",
                                "1",
                                4,
                                1,
                                1,
                                1,
                                1,
                                2,
                                15,
                                line.median(),
                                200 << 20,
                                200 << 20,
                                300.0 * (1 << 20) / 2,
                                NOW,
                                NOW.plusSeconds(9)));
        assertThat(line.median()).isCloseTo(100 << 20, Percentage.withPercentage(19));
    }

    @Test
    void peaksAreToldWithinAFifth() {
        var random = new Random(7);
        var releases = new Releases();
        var peaks = new long[1_000];
        for (int i = 0; i < peaks.length; i++) {
            peaks[i] = (long) (1e8 * Math.exp(random.nextGaussian()));
            releases.ended(use(1, "a", "1", End.ANSWERED, peaks[i], 1, Spill.UNKNOWN), NOW);
        }
        Arrays.sort(peaks);
        Releases.Line line = releases.heaviest(HOUR, 1, NOW).getFirst();
        assertThat((double) line.median() / peaks[499]).isBetween(1.0, 1.2);
        assertThat((double) line.p99() / peaks[989]).isBetween(1.0, 1.2);
        assertThat(line.highest()).isEqualTo(peaks[999]);
        assertThat(line.byteSeconds()).isCloseTo(Arrays.stream(peaks).sum() / 2.0, within(1e3));
    }

    @Test
    void theOldestIsForgottenAndCounted() {
        var releases = new Releases();
        for (int i = 0; i < Releases.MOST; i++) {
            releases.ended(use(i, "a", "1", End.ANSWERED, 1 << 24, 1, Spill.UNKNOWN), NOW);
        }
        releases.ended(use(0, "a", "1", End.ANSWERED, 1 << 24, 1, Spill.UNKNOWN), NOW);
        releases.ended(use(-1, "a", "1", End.ANSWERED, 1 << 24, 1, Spill.UNKNOWN), NOW);

        assertThat(releases.size()).isEqualTo(Releases.MOST);
        assertThat(releases.forgotten()).isOne();
        assertThat(releases.heaviest(HOUR, Releases.MOST, NOW))
                .extracting(Releases.Line::fingerprint)
                .contains(0L, -1L)
                .doesNotContain(1L);
    }

    @Test
    void whatWasNotSeenForAWhileIsNotAmongTheHeaviest() {
        var releases = new Releases();
        releases.ended(use(1, "a", "1", End.ANSWERED, 1 << 24, 1, Spill.UNKNOWN), NOW);
        assertThat(releases.heaviest(HOUR, 10, NOW.plus(HOUR))).hasSize(1);
        assertThat(releases.heaviest(HOUR, 10, NOW.plus(HOUR).plusMillis(1))).isEmpty();
    }

    private static QueryUse use(
            long form,
            String feature,
            String release,
            End end,
            long peak,
            long rows,
            Spill spilled) {
        return new QueryUse(
                new Origin(feature, release, Map.of()),
                form,
                "q" + form,
                end,
                peak,
                rows,
                spilled,
                Duration.ofMillis(500));
    }
}
