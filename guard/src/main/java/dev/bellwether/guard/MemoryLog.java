package dev.bellwether.guard;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Each node's memory over the last hour. Safe for several threads.
public final class MemoryLog {
    /// How often it is written down.
    static final Duration STEP = Duration.ofSeconds(5);

    static final int MOST = 720;

    private final Map<String, ArrayDeque<Point>> nodes = new LinkedHashMap<>();

    /// A node's memory at one moment; bytes.
    ///
    /// @param resident in memory; 0 while it is not known
    /// @param reserved that all caps reached
    /// @param budget that all caps might reach
    public record Point(Instant at, long resident, long reserved, long budget) {}

    /// A node's memory over time.
    ///
    /// @param limit bytes that it may have
    /// @param points the oldest first, five seconds apart, at most 720
    public record NodeMemory(String node, long limit, List<Point> points) {
        public NodeMemory {
            points = List.copyOf(points);
        }
    }

    synchronized void add(String node, Point point) {
        ArrayDeque<Point> points = nodes.computeIfAbsent(node, _ -> new ArrayDeque<>());
        if (points.size() == MOST) {
            points.removeFirst();
        }
        points.addLast(point);
    }

    synchronized NodeMemory of(String node, long limit) {
        return new NodeMemory(
                node, limit, List.copyOf(nodes.getOrDefault(node, new ArrayDeque<>())));
    }
}
