package dev.bellwether.analytics;

import java.nio.file.Path;
import java.time.Duration;

/// How the history of checks is kept.
///
/// @param file the DuckDB file; one process owns it
/// @param raw how long single results are kept, at least 2 days
/// @param hourly how long roll-ups per hour are kept, at least as long as `raw`
/// @param daily how long roll-ups per day are kept, at least as long as `hourly`
/// @param buffer results held at most while they cannot be written, 1,000 to 10,000,000
/// @param memory DuckDB's memory limit in megabytes, at least 64
/// @param threads DuckDB's threads, 1 to 8
/// @param queryLimit time a query may take, at least 1 s
public record HistorySettings(
        Path file,
        Duration raw,
        Duration hourly,
        Duration daily,
        int buffer,
        int memory,
        int threads,
        Duration queryLimit) {
    public HistorySettings {
        require(raw.compareTo(Duration.ofDays(2)) >= 0, "history raw", raw, "at least PT48H");
        require(hourly.compareTo(raw) >= 0, "history hourly", hourly, "at least raw, " + raw);
        require(daily.compareTo(hourly) >= 0, "history daily", daily, "at least hourly, " + hourly);
        require(buffer >= 1_000 && buffer <= 10_000_000, "history buffer", buffer, "1000-10000000");
        require(memory >= 64, "history memory", memory, "at least 64 megabytes");
        require(threads >= 1 && threads <= 8, "history threads", threads, "1-8");
        require(queryLimit.toSeconds() >= 1, "history query limit", queryLimit, "at least PT1S");
    }

    /// Raw 14 days, hourly 90 days, daily 2 years; 200,000 results waiting; 192 MB, 1 thread; 10 s.
    public static HistorySettings in(Path file) {
        return new HistorySettings(
                file,
                Duration.ofDays(14),
                Duration.ofDays(90),
                Duration.ofDays(731),
                200_000,
                192,
                1,
                Duration.ofSeconds(10));
    }

    private static void require(boolean holds, String what, Object value, String allowed) {
        if (!holds) {
            throw new IllegalArgumentException(
                    what + " '" + value + "' is not allowed; allowed: " + allowed);
        }
    }
}
