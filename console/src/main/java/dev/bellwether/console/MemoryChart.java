package dev.bellwether.console;

import dev.bellwether.guard.MemoryLog.NodeMemory;
import dev.bellwether.guard.MemoryLog.Point;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.ToLongFunction;

/// A node's memory over the last hour, as lines to be drawn under the line of what it may have.
///
/// @param summary what the chart shows, in words
record MemoryChart(
        String node,
        String resident,
        String reserved,
        String budget,
        int limitAt,
        List<Tick> levels,
        List<Tick> times,
        boolean empty,
        String summary) {
    static final int WIDTH = 880;
    static final int HEIGHT = 210;
    static final int LEFT = 58;
    static final int RIGHT = WIDTH - 8;
    static final int TOP = 12;
    static final int BOTTOM = HEIGHT - 28;

    /// Room above the limit, so that what passes it is seen.
    private static final double ABOVE = 1.08;

    private static final int LEVELS = 4;
    private static final int TIMES = 4;
    private static final Duration SPAN = Duration.ofHours(1);

    /// Two points further apart than this are not joined: the guard was away.
    private static final Duration GAP = Duration.ofSeconds(30);

    private static final DateTimeFormatter CLOCK =
            DateTimeFormatter.ofPattern("HH:mm", Locale.ENGLISH).withZone(ZoneOffset.UTC);

    record Tick(int at, String text) {}

    static MemoryChart of(NodeMemory memory, Instant now) {
        List<Point> points =
                memory.points().stream()
                        .filter(point -> point.at().isAfter(now.minus(SPAN)))
                        .toList();
        var scale = new Scale(now.minus(SPAN), Math.max(1, memory.limit()));
        return new MemoryChart(
                memory.node(),
                line(points, Point::resident, scale),
                line(points, Point::reserved, scale),
                line(points, Point::budget, scale),
                Math.round(scale.y(memory.limit())),
                levels(scale),
                times(scale),
                points.isEmpty(),
                summary(memory, points));
    }

    private static String summary(NodeMemory memory, List<Point> points) {
        long most = points.stream().mapToLong(Point::resident).max().orElse(0);
        long caps = points.stream().mapToLong(Point::reserved).max().orElse(0);
        return "Memory of %s in the last hour: at most %s in use and %s given out, of %s"
                .formatted(memory.node(), Sizes.of(most), Sizes.of(caps), Sizes.of(memory.limit()));
    }

    private static String line(List<Point> points, ToLongFunction<Point> value, Scale scale) {
        var path = new StringBuilder();
        Instant last = Instant.MIN;
        for (Point point : points) {
            boolean begins = last.equals(Instant.MIN) || point.at().isAfter(last.plus(GAP));
            path.append(begins ? 'M' : 'L')
                    .append(text(scale.x(point.at())))
                    .append(' ')
                    .append(text(scale.y(value.applyAsLong(point))));
            last = point.at();
        }
        return path.toString();
    }

    private static String text(float at) {
        return String.format(Locale.ROOT, "%.1f", at);
    }

    private static List<Tick> levels(Scale scale) {
        var ticks = new ArrayList<Tick>();
        for (int i = 0; i <= LEVELS; i++) {
            long bytes = scale.limit() / LEVELS * i;
            ticks.add(new Tick(Math.round(scale.y(bytes)), Sizes.of(bytes)));
        }
        return ticks;
    }

    private static List<Tick> times(Scale scale) {
        var ticks = new ArrayList<Tick>();
        for (int i = 0; i <= TIMES; i++) {
            Instant at = scale.from().plus(SPAN.multipliedBy(i).dividedBy(TIMES));
            ticks.add(new Tick(Math.round(scale.x(at)), CLOCK.format(at)));
        }
        return ticks;
    }

    private record Scale(Instant from, long limit) {
        float x(Instant at) {
            double share = Duration.between(from, at).toMillis() / (double) SPAN.toMillis();
            return (float) (LEFT + share * (RIGHT - LEFT));
        }

        float y(long bytes) {
            double share = Math.min(1, bytes / (limit * ABOVE));
            return (float) (BOTTOM - share * (BOTTOM - TOP));
        }
    }
}
