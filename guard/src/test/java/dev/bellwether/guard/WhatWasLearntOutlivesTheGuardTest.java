package dev.bellwether.guard;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("What was learnt of queries outlives the guard; a broken file costs that, and no more")
class WhatWasLearntOutlivesTheGuardTest {
    private static final Instant NOW = Instant.parse("2026-05-01T08:00:00Z");
    private static final Shape.Family FAMILY = Shape.Family.GROUP;

    @TempDir Path folder;

    @Test
    void everyForecastIsAsItWas() {
        Forecasts learnt = learnt();
        new ForecastFile(folder).write(learnt);
        Forecasts read = new ForecastFile(folder).read(NOW);
        assertThat(read.forms()).isEqualTo(learnt.forms()).isEqualTo(51);
        for (long form = 0; form < 52; form++) {
            for (long rows = 1; rows < 1L << 40; rows *= 8) {
                assertThat(read.of(form, FAMILY, rows, NOW.plusSeconds(86_400)))
                        .isEqualTo(learnt.of(form, FAMILY, rows, NOW.plusSeconds(86_400)));
            }
        }
    }

    @Test
    void withoutAFileItStartsCold() {
        assertThat(new ForecastFile(folder).read(NOW).forms()).isZero();
    }

    @Test
    void aFileThatIsCutOrChangedAnywhereIsNotBelieved() throws IOException {
        Path file = folder.resolve("forecasts.bin");
        new ForecastFile(folder).write(learnt());
        byte[] whole = Files.readAllBytes(file);
        var random = new Random(7);
        for (int i = 0; i < 200; i++) {
            byte[] broken = whole.clone();
            int at = i < 24 ? i : random.nextInt(broken.length);
            broken[at] ^= (byte) (1 << random.nextInt(8));
            Files.write(file, broken);
            assertThat(new ForecastFile(folder).read(NOW).forms()).as("byte " + at).isZero();
            assertThat(folder.resolve("forecasts.bin.broken")).hasBinaryContent(broken);
        }
        Files.write(file, Arrays.copyOf(whole, whole.length / 2));
        assertThat(new ForecastFile(folder).read(NOW).forms()).isZero();
    }

    private static Forecasts learnt() {
        var learnt = new Forecasts();
        var random = new Random(42);
        for (int i = 0; i < 3_000; i++) {
            long rows = 1L << random.nextInt(30);
            long peak = (1L << 20) + random.nextInt(1 << 28);
            boolean ranOut = random.nextInt(20) == 0;
            learnt.ended(
                    random.nextInt(50), FAMILY, rows, peak, ranOut, NOW.minusSeconds(4_000 - i));
        }
        for (int i = 0; i < 3; i++) {
            learnt.fitted(51, 48L << 20);
        }
        return learnt;
    }
}
