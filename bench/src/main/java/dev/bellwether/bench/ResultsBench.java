package dev.bellwether.bench;

import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;

/// `results`: how long it takes until a campaign's results are there: the first time, after 1 %
/// more events, as a page, through a filter; and in how much memory. Ten metrics, two variations,
/// 40 million events of 2 million visitors (`-Dbellwether.results.events` for others, a visitor for
/// each 20 events). In the same process and the same DuckDB: a scan of the columns that are needed,
/// and the SQL that open-source tools for experiments send ([ResultsRival]).
///
/// All of it is measured in a process of its own ([ResultsHouse]) with the heap of the program.
final class ResultsBench {
    static final String EVENTS = "bellwether.results.events";
    private static final long DEFAULT = 40_000_000;

    private ResultsBench() {}

    static long events() {
        return Long.getLong(EVENTS, DEFAULT);
    }

    /// @return 0 when the bars hold, 1 when not
    static int run(PrintStream out) {
        List<String> options = new ArrayList<>(List.of("-Xmx768m", "-D" + EVENTS + "=" + events()));
        try {
            Process house =
                    JavaChild.of(ResultsHouse.class, options.toArray(String[]::new))
                            .redirectError(ProcessBuilder.Redirect.INHERIT)
                            .start();
            try (var told = house.inputReader()) {
                told.lines().forEach(out::println);
            }
            return house.waitFor();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }
}
