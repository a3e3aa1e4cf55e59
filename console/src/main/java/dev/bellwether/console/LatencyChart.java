package dev.bellwether.console;

import dev.bellwether.analytics.LatencyPoint;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.ToLongFunction;

/// The median, 95th and 99th percentile of a check's latency over time, as lines to be drawn. A
/// bucket without an answer breaks the line; a lone bucket is a dot.
///
/// @param summary what the chart shows, in words
record LatencyChart(
        List<Line> lines, List<Tick> levels, List<Tick> times, boolean empty, String summary) {
    static final int WIDTH = 880;
    static final int HEIGHT = 250;
    static final int LEFT = 58;
    static final int RIGHT = WIDTH - 8;
    static final int TOP = 12;
    static final int BOTTOM = HEIGHT - 28;
    private static final int LEVELS = 4;
    private static final int TIMES = 6;

    /// @param style the CSS classes of its colour and dashes
    record Line(String name, String style, String path, List<Dot> dots) {}

    record Dot(String x, String y) {}

    record Tick(int at, String text) {}

    static LatencyChart of(List<LatencyPoint> points, Instant from, Instant to) {
        long most = points.stream().mapToLong(LatencyPoint::p99).max().orElse(-1);
        if (most <= 0) {
            return new LatencyChart(
                    List.of(), List.of(), List.of(), true, "No answers in this time");
        }
        long top = roundUp(most);
        var scale = new Scale(from, to, top);
        List<Line> lines =
                List.of(
                        line("p50", "line-a", points, LatencyPoint::p50, scale),
                        line("p95", "line-b dash-b", points, LatencyPoint::p95, scale),
                        line("p99", "line-c dash-c", points, LatencyPoint::p99, scale));
        return new LatencyChart(lines, levels(scale), times(scale), false, summary(points));
    }

    /// The least of 1, 2, 2.5 and 5 times a power of ten that is not below `micros`, so that a
    /// quarter of it is a round number too.
    static long roundUp(long micros) {
        long power = 1;
        while (true) {
            for (long step : new long[] {10, 20, 40, 60, 80}) {
                if (step * power >= micros) {
                    return step * power;
                }
            }
            power *= 10;
        }
    }

    static String latency(long micros) {
        if (micros < 0) {
            return "–";
        }
        if (micros < 1_000) {
            return micros + " µs";
        }
        if (micros < 10_000) {
            return String.format(Locale.ROOT, "%.1f ms", micros / 1_000.0).replace(".0 ", " ");
        }
        if (micros < 1_000_000) {
            return micros / 1_000 + " ms";
        }
        return String.format(Locale.ROOT, "%.2f s", micros / 1_000_000.0)
                .replaceAll("0+ s$", " s")
                .replace(". s", " s");
    }

    private static String summary(List<LatencyPoint> points) {
        long answers = points.stream().mapToLong(LatencyPoint::answers).sum();
        long worst = points.stream().mapToLong(LatencyPoint::p99).max().orElse(-1);
        long typical =
                points.stream()
                        .filter(p -> p.p50() >= 0)
                        .mapToLong(LatencyPoint::p50)
                        .sorted()
                        .skip(points.stream().filter(p -> p.p50() >= 0).count() / 2)
                        .findFirst()
                        .orElse(-1);
        return "Latency of "
                + answers
                + " answers: typically "
                + latency(typical)
                + ", 99th percentile at most "
                + latency(worst);
    }

    private static Line line(
            String name,
            String style,
            List<LatencyPoint> points,
            ToLongFunction<LatencyPoint> value,
            Scale scale) {
        var path = new StringBuilder();
        var dots = new ArrayList<Dot>();
        int run = 0;
        for (int i = 0; i < points.size(); i++) {
            LatencyPoint point = points.get(i);
            long micros = value.applyAsLong(point);
            if (micros < 0) {
                run = 0;
                continue;
            }
            String x = scale.x(point.from());
            String y = scale.y(micros);
            path.append(run == 0 ? 'M' : 'L').append(x).append(' ').append(y);
            boolean last = i + 1 == points.size() || value.applyAsLong(points.get(i + 1)) < 0;
            if (run == 0 && last) {
                dots.add(new Dot(x, y));
            }
            run++;
        }
        return new Line(name, style, path.toString(), dots);
    }

    private static List<Tick> levels(Scale scale) {
        var ticks = new ArrayList<Tick>();
        for (int i = 0; i <= LEVELS; i++) {
            long micros = scale.top() * i / LEVELS;
            ticks.add(new Tick(Math.round(scale.yOf(micros)), i == 0 ? "0" : latency(micros)));
        }
        return ticks;
    }

    private static List<Tick> times(Scale scale) {
        Duration span = Duration.between(scale.from(), scale.to());
        String pattern = span.compareTo(Duration.ofDays(2)) > 0 ? "d MMM" : "HH:mm";
        var format = DateTimeFormatter.ofPattern(pattern, Locale.ENGLISH).withZone(ZoneOffset.UTC);
        var ticks = new ArrayList<Tick>();
        for (int i = 0; i <= TIMES; i++) {
            Instant at = scale.from().plus(span.multipliedBy(i).dividedBy(TIMES));
            ticks.add(new Tick(Math.round(scale.xOf(at)), format.format(at)));
        }
        return ticks;
    }

    private record Scale(Instant from, Instant to, long top) {
        float xOf(Instant at) {
            double share =
                    Duration.between(from, at).toMillis()
                            / (double) Math.max(1, Duration.between(from, to).toMillis());
            return (float) (LEFT + share * (RIGHT - LEFT));
        }

        float yOf(long micros) {
            return (float) (BOTTOM - micros / (double) top * (BOTTOM - TOP));
        }

        String x(Instant at) {
            return String.format(Locale.ROOT, "%.1f", xOf(at));
        }

        String y(long micros) {
            return String.format(Locale.ROOT, "%.1f", yOf(micros));
        }
    }
}
