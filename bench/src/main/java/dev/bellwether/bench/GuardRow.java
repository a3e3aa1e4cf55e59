package dev.bellwether.bench;

import java.util.List;
import java.util.Locale;

/// One way to run the node, and what came of it.
///
/// @param seconds that it was measured
/// @param oomKills as the kernel counted them
/// @param restarts of the node, the one by hand among them
/// @param memory of the node over time
record GuardRow(
        String name,
        int seconds,
        long oomKills,
        int restarts,
        GuardTally cheap,
        GuardTally heavy,
        List<Sample> memory) {
    /// @param millis since the row began
    /// @param bytes that the node holds
    /// @param oomKills until then
    record Sample(long millis, long bytes, long oomKills) {}

    static final String HEAD =
            """
            | 1 GiB node        | oom_kill | restarts | cheap ok | cheap failed | cheap p50 ms | cheap p99 ms | heavy finished | an hour | heavy failed |
            | ----------------- | -------: | -------: | -------: | -----------: | -----------: | -----------: | -------------: | ------: | -----------: |\
            """;

    double heavyAnHour() {
        return heavy.answered() * 3_600.0 / seconds;
    }

    boolean isEveryCheapAnswered() {
        return cheap.failed() == 0 && cheap.answered() > 0;
    }

    String line() {
        return String.format(
                Locale.ROOT,
                "| %-17s | %8d | %8d | %8d | %12d | %12.1f | %12.1f | %14d | %7.0f | %12d |",
                name,
                oomKills,
                restarts,
                cheap.answered(),
                cheap.failed(),
                cheap.millis(50),
                cheap.millis(99),
                heavy.answered(),
                heavyAnHour(),
                heavy.failed());
    }
}
