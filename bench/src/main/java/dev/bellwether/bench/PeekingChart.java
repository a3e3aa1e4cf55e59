package dev.bellwether.bench;

import dev.bellwether.experiment.EveningLooks.Method;
import java.util.List;
import java.util.Locale;

/// The share of campaigns that each method has called by each evening, as SVG: on the left where
/// nothing is to be found, on the right where something is.
final class PeekingChart {
    private static final int WIDTH = 340;
    private static final int HEIGHT = 240;
    private static final int TOP = 56;
    private static final int LEFT = 44;
    private static final int GAP = 56;

    private record Line(Method method, String colour, String dashes) {}

    private static final List<Line> LINES =
            List.of(
                    new Line(Method.PEEKING, "#b00", ""),
                    new Line(Method.OBRIEN_FLEMING, "#1859b5", "6 3"),
                    new Line(Method.POCOCK, "#6a3fb0", "2 2"),
                    new Line(Method.SEQUENCE, "#0a7a3d", ""),
                    new Line(Method.MIXTURE, "#c47a00", "8 3 2 3"));

    private PeekingChart() {}

    static String draw(String site, PeekingTally nothing, PeekingTally lifted) {
        var svg = new StringBuilder();
        svg.append(
                """
                <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 %d %d" role="img"
                  font-family="system-ui, sans-serif" font-size="12" fill="#444">
                <title>Campaigns called by each evening: %s</title>
                <rect width="100%%" height="100%%" fill="#fff"/>
                """
                        .formatted(
                                2 * (LEFT + WIDTH) + GAP,
                                TOP + HEIGHT + 40 + 18 * LINES.size(),
                                site));
        panel(svg, LEFT, "no effect: called falsely", nothing, 0.4);
        panel(svg, LEFT + WIDTH + GAP, "a lift of 3 %: found", lifted, 1);
        for (int i = 0; i < LINES.size(); i++) {
            Line line = LINES.get(i);
            int y = TOP + HEIGHT + 40 + 18 * i;
            svg.append(
                    "<path d=\"M%d %dh28\" stroke=\"%s\" stroke-width=\"2\" stroke-dasharray=\"%s\"/>\n"
                            .formatted(LEFT, y - 4, line.colour, line.dashes));
            svg.append(text(LEFT + 36, y, "start", line.method.text()));
        }
        return svg.append("</svg>\n").toString();
    }

    private static void panel(
            StringBuilder svg, int left, String title, PeekingTally tally, double most) {
        int bottom = TOP + HEIGHT;
        svg.append(
                "<text x=\"%d\" y=\"%d\" font-weight=\"600\" fill=\"#111\">%s</text>\n"
                        .formatted(left, TOP - 16, title));
        svg.append(
                String.format(
                        Locale.ROOT,
                        "<path d=\"M%1$d %2$dV%3$dH%4$d\" fill=\"none\" stroke=\"#999\"/><path d=\"M%1$d %5$.1fH%4$d\" stroke=\"#999\" stroke-dasharray=\"1 3\"/>%n",
                        left,
                        TOP,
                        bottom,
                        left + WIDTH,
                        bottom - HEIGHT * 0.05 / most));
        svg.append(text(left - 6, TOP + 4, "end", Math.round(100 * most) + " %"));
        svg.append(text(left - 6, (int) (bottom - HEIGHT * 0.05 / most) + 4, "end", "5 %"));
        svg.append(text(left, bottom + 16, "start", "day 1"));
        svg.append(text(left + WIDTH, bottom + 16, "end", "day " + PeekingCampaign.DAYS));
        for (Line line : LINES) {
            double[] shares = tally.byDay(line.method);
            var path = new StringBuilder();
            for (int day = 0; day < shares.length; day++) {
                path.append(
                        String.format(
                                Locale.ROOT,
                                "%s%.1f %.1f",
                                day == 0 ? "M" : "L",
                                left + (double) WIDTH * day / (shares.length - 1),
                                bottom - HEIGHT * Math.min(1, shares[day] / most)));
            }
            svg.append(
                    "<path d=\"%s\" fill=\"none\" stroke=\"%s\" stroke-width=\"2\" stroke-dasharray=\"%s\"/>\n"
                            .formatted(path, line.colour, line.dashes));
        }
    }

    private static String text(int x, int y, String anchor, String text) {
        return "<text x=\"%d\" y=\"%d\" text-anchor=\"%s\">%s</text>\n"
                .formatted(x, y, anchor, text);
    }
}
