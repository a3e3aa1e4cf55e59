package dev.bellwether.analytics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The book of attempts to bring rows into ClickHouse.
class AnAttemptCountsOrNeverDoesTest {
    private static final ClickHouseBook EMPTY =
            new ClickHouseBook("own", LogPosition.START, 0, 0, List.of());

    @TempDir Path folder;

    @Test
    void whateverHappensBetween() throws IOException {
        Path file = folder.resolve("book");
        for (int seed = 0; seed < 50; seed++) {
            var random = new Random(seed);
            var counted = new TreeSet<Long>();
            ClickHouseBook book = EMPTY;
            for (int turn = 0; turn < 30; turn++) {
                book = book.begun();
                assertThat(seen(book)).as("while an attempt is under way").isEqualTo(counted);
                if (random.nextInt(3) > 0) {
                    counted.add(book.started());
                    book = book.done().at(new LogPosition(7, turn));
                } else if (random.nextBoolean()) {
                    // Killed, and begun again.
                    book.write(file);
                    book = ClickHouseBook.read(file).settled();
                }
                assertThat(seen(book)).as("seed %d", seed).isEqualTo(counted);
            }
        }
    }

    @Test
    void anOutageIsOneSpan() {
        ClickHouseBook book = EMPTY.begun().done();
        for (int i = 0; i < 1_000; i++) {
            book = book.begun();
        }
        book = book.begun().done();
        assertThat(book.seen()).isEqualTo("attempt <= 1002 AND NOT (attempt BETWEEN 2 AND 1001)");
    }

    @Test
    void aBookThatIsCutOffIsNotBelieved() throws IOException {
        Path file = folder.resolve("book");
        EMPTY.begun().write(file);
        String text = Files.readString(file);
        for (int length = 0; length < text.length() - 1; length++) {
            Files.writeString(file, text.substring(0, length));
            assertThatThrownBy(() -> ClickHouseBook.read(file)).isInstanceOf(Exception.class);
        }
    }

    /// By the condition's own words.
    private static TreeSet<Long> seen(ClickHouseBook book) {
        var seen = new TreeSet<Long>();
        for (long attempt = 1; attempt <= book.started(); attempt++) {
            long one = attempt;
            if (attempt <= book.committed()
                    && book.abandoned().stream()
                            .noneMatch(span -> span.from() <= one && one <= span.to())) {
                seen.add(attempt);
            }
        }
        return seen;
    }
}
