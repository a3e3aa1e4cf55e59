package dev.bellwether.bench;

import dev.bellwether.bed.ChdbNode;
import dev.bellwether.bed.DebianNode;
import dev.bellwether.bed.NodeSettings;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// A ClickHouse that says what each query needed at its peak.
sealed interface ForecastEngine extends AutoCloseable {
    URI address();

    /// Whether it is of this decade: it knows window functions, and `EXPLAIN ESTIMATE`.
    boolean isModern();

    /// Bytes, of each query that came to its end, by its mark.
    Map<String, Long> peaks() throws IOException;

    @Override
    void close();

    /// Debian's, by its `query_log`.
    record Debian(DebianNode node) implements ForecastEngine {
        private static final long FLUSHED_NANOS = 9_000_000_000L;

        static Debian start(Path folder) throws IOException {
            return new Debian(DebianNode.start(folder, NodeSettings.plain()));
        }

        @Override
        public URI address() {
            return node.address();
        }

        @Override
        public boolean isModern() {
            return false;
        }

        @Override
        public Map<String, Long> peaks() {
            LockSupport.parkNanos(FLUSHED_NANOS);
            return GuardStory.ask(
                            node.address(),
                            "SELECT query_id, memory_usage FROM system.query_log WHERE type = 2")
                    .lines()
                    .map(line -> line.split("\t"))
                    .collect(Collectors.toMap(f -> f[0], f -> Long.parseLong(f[1]), Math::max));
        }

        @Override
        public void close() {
            node.close();
        }
    }

    /// The current engine, by what it logs: it has no `query_log`.
    record Chdb(ChdbNode node, Path log) implements ForecastEngine {
        private static final long LIMIT = 6L << 30;
        private static final Pattern BEGUN =
                Pattern.compile("\\{([^}]+)} <Debug> executeQuery: \\(from .*/\\* (\\w+) \\*/");
        private static final Pattern EXPLAINED = Pattern.compile("\\) EXPLAIN ");
        private static final Pattern PEAK =
                Pattern.compile(
                        "\\{([^}]+)} <Debug> MemoryTracker: Query peak memory usage: ([\\d.]+) (\\w+)\\.");
        private static final String NOT_OURS = "";
        private static final List<String> UNITS = List.of("B", "KiB", "MiB", "GiB");

        static Chdb start(Path folder) throws IOException {
            Path log = Files.createDirectories(folder).resolve("engine.log");
            return new Chdb(ChdbNode.logging(folder, LIMIT, log), log);
        }

        @Override
        public URI address() {
            return node.address();
        }

        @Override
        public boolean isModern() {
            return true;
        }

        /// A query that ran out of its memory has a peak too, which is none; it ran again under the
        /// same mark, and what it had last counts.
        @Override
        public Map<String, Long> peaks() throws IOException {
            var marks = new HashMap<String, String>();
            var peaks = new HashMap<String, Long>();
            try (Stream<String> lines = Files.lines(log)) {
                lines.forEach(line -> {
                    Matcher begun = BEGUN.matcher(line);
                    Matcher peak = PEAK.matcher(line);
                    if (begun.find()) {
                        if (!EXPLAINED.matcher(line).find()) {
                            marks.put(begun.group(1), begun.group(2));
                        }
                    } else if (peak.find()) {
                        double unit = Math.pow(1_024, UNITS.indexOf(peak.group(3)));
                        String mark = marks.getOrDefault(peak.group(1), NOT_OURS);
                        peaks.put(mark, (long) (Double.parseDouble(peak.group(2)) * unit));
                    }
                });
            }
            return peaks;
        }

        @Override
        public void close() {
            node.close();
        }
    }
}
