package dev.bellwether.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/// No page is ever lost: the small form of the benchmark, killed a few times with SIGKILL on its
/// way from verdict to mail. (The share of duplicates is the benchmark's to judge: with so few
/// pages one is many percent.)
class PageLostTest {
    @Test
    void everyPageThatWasDueArrivesAndEachSecondCopySaysSo() {
        var said = new ByteArrayOutputStream();
        int unused = PageLost.run(new PrintStream(said, true, StandardCharsets.UTF_8), 6, 1);
        assertThat(said.toString(StandardCharsets.UTF_8))
                .contains("12 pages due, 0 lost", "0 of those unmarked")
                .doesNotContain("(0 kills");
    }
}
