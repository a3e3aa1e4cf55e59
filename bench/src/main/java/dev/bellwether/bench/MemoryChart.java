package dev.bellwether.bench;

import java.util.List;
import java.util.Locale;

/// The memory of a node over time, one strip a row, as SVG: the limit as a line, a red mark at each
/// kill by the kernel.
final class MemoryChart {
    private static final int WIDTH = 720;
    private static final int LEFT = 64;
    private static final int STRIP = 110;
    private static final int GAP = 44;

    private MemoryChart() {}

    /// @param limit bytes at the top of each strip
    static String draw(List<GuardRow> rows, long limit) {
        var svg = new StringBuilder();
        int height = rows.size() * (STRIP + GAP) + 24;
        svg.append(
                """
                <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 %d %d" role="img"
                  font-family="system-ui, sans-serif" font-size="12" fill="#444">
                <title>Memory of a ClickHouse node over time</title>
                <rect width="100%%" height="100%%" fill="#fff"/>
                """
                        .formatted(LEFT + WIDTH + 16, height));
        int top = 28;
        for (GuardRow row : rows) {
            strip(svg, row, limit, top);
            top += STRIP + GAP;
        }
        return svg.append("</svg>\n").toString();
    }

    private static void strip(StringBuilder svg, GuardRow row, long limit, int top) {
        double millis = row.seconds() * 1_000.0;
        int bottom = top + STRIP;
        svg.append(
                "<text x=\"%d\" y=\"%d\" font-weight=\"600\" fill=\"#111\">%s: killed %d times by the kernel, %d of %d cheap queries answered</text>\n"
                        .formatted(
                                LEFT,
                                top - 8,
                                row.name(),
                                row.oomKills(),
                                row.cheap().answered(),
                                row.cheap().answered() + row.cheap().failed()));
        svg.append(
                "<path d=\"M%1$d %2$dH%3$d\" stroke=\"#b00\" stroke-dasharray=\"4 3\"/><path d=\"M%1$d %4$dH%3$d\" stroke=\"#999\"/>\n"
                        .formatted(LEFT, top, LEFT + WIDTH, bottom));
        svg.append(label(LEFT - 6, top + 4, "end", (limit >> 20) + " MiB"));
        svg.append(label(LEFT - 6, bottom, "end", "0"));
        svg.append(label(LEFT, bottom + 14, "start", "0 s"));
        svg.append(label(LEFT + WIDTH, bottom + 14, "end", row.seconds() + " s"));
        var line = new StringBuilder();
        long kills = 0;
        for (GuardRow.Sample sample : row.memory()) {
            double x = LEFT + WIDTH * Math.min(1, sample.millis() / millis);
            double y = bottom - STRIP * Math.min(1, (double) sample.bytes() / limit);
            line.append(line.isEmpty() ? 'M' : 'L').append(point(x, y));
            if (sample.oomKills() > kills) {
                svg.append(
                        String.format(
                                Locale.ROOT,
                                "<path d=\"M%.1f %d v%d\" stroke=\"#b00\" stroke-width=\"2\"/>%n",
                                x,
                                top,
                                STRIP));
            }
            kills = sample.oomKills();
        }
        svg.append("<path d=\"%s\" fill=\"none\" stroke=\"#1859b5\"/>%n".formatted(line));
    }

    private static String point(double x, double y) {
        return String.format(Locale.ROOT, "%.1f %.1f", x, y);
    }

    private static String label(int x, int y, String anchor, String text) {
        return "<text x=\"%d\" y=\"%d\" text-anchor=\"%s\">%s</text>%n"
                .formatted(x, y, anchor, text);
    }
}
