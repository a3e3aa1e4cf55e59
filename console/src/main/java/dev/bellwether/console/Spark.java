package dev.bellwether.console;

import java.util.List;
import java.util.Locale;

/// The last hour's median latency in a line as high as a word.
record Spark(String path, String text) {
    private static final int WIDTH = 120;
    private static final int HEIGHT = 26;

    /// Room above the slowest, so that a steady line lies in the middle and beside its figure.
    private static final double ROOM = 1.6;

    /// @param points medians in microseconds, oldest first; `-1` where there is none
    static Spark of(List<Long> points) {
        long most = points.stream().mapToLong(Long::longValue).max().orElse(-1);
        if (most <= 0) {
            return new Spark("", "no answers");
        }
        var path = new StringBuilder();
        boolean broken = true;
        long last = -1;
        for (int i = 0; i < points.size(); i++) {
            long micros = points.get(i);
            if (micros >= 0) {
                double x = points.size() == 1 ? 0 : i * (double) WIDTH / (points.size() - 1);
                double y = HEIGHT - 2 - micros / (ROOM * most) * (HEIGHT - 4);
                path.append(String.format(Locale.ROOT, "%s%.1f %.1f", broken ? "M" : "L", x, y));
                last = micros;
            }
            broken = micros < 0;
        }
        return new Spark(path.toString(), LatencyChart.latency(last));
    }
}
