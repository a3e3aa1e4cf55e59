package dev.bellwether.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/// The watch says no false down and finds every outage; a small day of it runs with the tests.
class WatchTruthTest {
    @Test
    void aSmallDayHoldsTheBarAndSaysSo() {
        var text = new ByteArrayOutputStream();
        int exit =
                WatchTruth.run(
                        new PrintStream(text, true, StandardCharsets.UTF_8),
                        300,
                        Duration.ofDays(1),
                        7);
        String printed = text.toString(StandardCharsets.UTF_8);
        assertThat(printed).contains("bar watch-truth: holds: 0 false downs");
        assertThat(exit).isZero();
    }
}
