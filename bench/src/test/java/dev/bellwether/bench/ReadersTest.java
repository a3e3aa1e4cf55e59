package dev.bellwether.bench;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bellwether.demo.SimulatedPages;
import dev.bellwether.model.Status;
import dev.bellwether.watch.PageReaders;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/// No page of a stranger's breaks a reader: three hundred seeds of what the benchmark `readers`
/// does for ten minutes.
class ReadersTest {
    private static final Instant NOW = Instant.parse("2026-05-01T08:00:00Z");

    @Test
    void everyReaderReadsItsShapeDownAndWell() {
        var read = new TreeSet<String>();
        for (SimulatedPages.Page page : SimulatedPages.all(NOW.minusSeconds(600))) {
            boolean isSecond = !read.add(page.reader());
            assertThat(PageReaders.read(page.reader(), page.documents(), NOW))
                    .as("%s, %s", page.reader(), isSecond ? "well" : "down")
                    .hasValueSatisfying(
                            status -> assertThat(status == Status.OPERATIONAL).isEqualTo(isSecond));
        }
        assertThat(read).containsExactlyInAnyOrderElementsOf(PageReaders.names());
    }

    @Test
    void noSpoiltPageBreaksAReader() {
        var fuzz = new ReaderFuzz();
        for (long seed = 0; seed < 300; seed++) {
            fuzz.round(seed);
        }
        var out = new ByteArrayOutputStream();
        int end =
                Readers.tell(
                        new PrintStream(out, true, StandardCharsets.UTF_8), fuzz.tallies(), 300);
        assertThat(end).as(out.toString(StandardCharsets.UTF_8)).isZero();
        assertThat(fuzz.tallies())
                .allSatisfy(t -> assertThat(t.refused).isBetween(1L, t.reads - 1));
    }

    @Test
    void theSameSeedSpoilsAlike() {
        byte[] page = "{\"a\":[1,2,{\"b\":\"c\"}]}".getBytes(StandardCharsets.UTF_8);
        List<byte[]> spoilt = new ArrayList<>();
        for (int i = 0; i < 2; i++) {
            spoilt.add(PageMutator.spoil(page, new Random(42)));
        }
        assertThat(spoilt.get(0)).isEqualTo(spoilt.get(1)).isNotEqualTo(page);
    }
}
