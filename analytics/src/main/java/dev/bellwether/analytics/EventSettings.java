package dev.bellwether.analytics;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/// How events are kept.
///
/// @param directory of the log and the DuckDB file; one process owns it
/// @param memory DuckDB's memory limit, or that of a question to ClickHouse, in megabytes, at least
///   128
/// @param threads DuckDB's threads, 1 to 64
/// @param mostWaiting bytes of the log that may wait to be applied; beyond it nothing is taken. At
///   least 1 MiB
/// @param queryLimit time a question may take, at least 1 s
/// @param clickHouse where the tables are, if not in DuckDB
public record EventSettings(
        Path directory,
        int memory,
        int threads,
        long mostWaiting,
        Duration queryLimit,
        Optional<ClickHouseUrl> clickHouse) {
    /// A segment of the log is ended beyond it.
    static final long SEGMENT = 64L << 20;

    public EventSettings {
        require(memory >= 128, "events memory", memory, "at least 128 megabytes");
        require(threads >= 1 && threads <= 64, "events threads", threads, "1-64");
        require(mostWaiting >= 1 << 20, "events waiting", mostWaiting, "at least 1048576 bytes");
        require(queryLimit.toSeconds() >= 1, "events query limit", queryLimit, "at least PT1S");
    }

    /// 512 MB, 2 threads, 4 GiB waiting, 30 s.
    public static EventSettings in(Path directory) {
        return new EventSettings(directory, 512, 2, 4L << 30, Duration.ofSeconds(30));
    }

    /// In DuckDB.
    public EventSettings(
            Path directory, int memory, int threads, long mostWaiting, Duration queryLimit) {
        this(directory, memory, threads, mostWaiting, queryLimit, Optional.empty());
    }

    /// The same in ClickHouse; only the log stays here.
    ///
    /// @param megabytes of memory that a question may have there
    public EventSettings at(ClickHouseUrl url, int megabytes) {
        return new EventSettings(
                directory, megabytes, threads, mostWaiting, queryLimit, Optional.of(url));
    }

    Path file() {
        return directory.resolve("events.duckdb");
    }

    Path log() {
        return directory.resolve("log");
    }

    private static void require(boolean holds, String what, Object value, String allowed) {
        if (!holds) {
            throw new IllegalArgumentException(
                    what + " '" + value + "' is not allowed; allowed: " + allowed);
        }
    }
}
