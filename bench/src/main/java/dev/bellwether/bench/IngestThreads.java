package dev.bellwether.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/// Processor time of a process by the names of its threads (`proc(5)`, at most 15 characters),
/// those that differ by a number taken together. Threads that ended are not in it.
record IngestThreads(Map<String, Double> seconds) {
    private static final double TICKS_A_SECOND = 100;

    static IngestThreads of(long pid) throws IOException {
        var seconds = new TreeMap<String, Double>();
        try (var tasks = Files.list(Path.of("/proc", Long.toString(pid), "task"))) {
            for (Path task : tasks.toList()) {
                String stat = Files.readString(task.resolve("stat"));
                int end = stat.lastIndexOf(')');
                String name =
                        stat.substring(stat.indexOf('(') + 1, end).replaceAll("[-#]?\\d+", "");
                String[] fields = stat.substring(end + 2).split(" ", -1);
                double ticks = Double.parseDouble(fields[11]) + Double.parseDouble(fields[12]);
                seconds.merge(name, ticks / TICKS_A_SECOND, Double::sum);
            }
        }
        return new IngestThreads(seconds);
    }

    /// The eight that took most since `before`.
    String since(IngestThreads before) {
        var more = new TreeMap<String, Double>();
        seconds.forEach(
                (name, now) -> more.put(name, now - before.seconds.getOrDefault(name, 0.0)));
        return more.entrySet().stream()
                .sorted(Map.Entry.comparingByValue(Comparator.reverseOrder()))
                .limit(8)
                .map(one -> String.format(Locale.ROOT, "%s %.1f", one.getKey(), one.getValue()))
                .collect(Collectors.joining(", "));
    }
}
