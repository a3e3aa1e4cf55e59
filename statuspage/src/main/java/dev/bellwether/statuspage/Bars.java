package dev.bellwether.statuspage;

import dev.bellwether.model.Status;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// The 90 days of a component as bars, drawn as SVG. Colour, height and hatching all say the
/// status; each bar has its words as a title, and the whole has them for screen readers. Days in a
/// row on which all was well are one element of many bars: most of a page would be these.
final class Bars {
    private static final int STEP = 10;
    private static final int WIDTH = 7;
    private static final int HEIGHT = 36;
    private static final int MOST_DAYS_TOLD = 12;
    private static final double SMALLEST_STEP = 0.01;

    private final Words words;
    private final Times times;

    Bars(Words words, Times times) {
        this.words = words;
        this.times = times;
    }

    String svg(ComponentView component) {
        List<Day> days = component.days();
        var out = new StringBuilder(1_000);
        out.append("<svg viewBox=\"0 0 ")
                .append(days.size() * STEP - (STEP - WIDTH))
                .append(" 36\" preserveAspectRatio=\"none\" role=\"img\" aria-label=\"")
                .append(Xml.text(label(component)))
                .append("\">");
        int at = 0;
        while (at < days.size()) {
            int end = endOfRun(days, at);
            if (end - at > 1) {
                run(out, days, at, end);
            } else {
                bar(out, days.get(at), at * STEP);
            }
            at = Math.max(end, at + 1);
        }
        return out.append("</svg>").toString();
    }

    private static int endOfRun(List<Day> days, int from) {
        int end = from;
        while (end < days.size() && isQuiet(days.get(end)) && same(days.get(from), days.get(end))) {
            end++;
        }
        return end;
    }

    private static boolean isQuiet(Day day) {
        return !day.isRecorded() || day.isQuiet();
    }

    private static boolean same(Day a, Day b) {
        return a.isRecorded() == b.isRecorded();
    }

    private void run(StringBuilder out, List<Day> days, int from, int end) {
        boolean recorded = days.get(from).isRecorded();
        out.append("<rect class=\"run\" x=\"")
                .append(from * STEP)
                .append("\" width=\"")
                .append((end - from) * STEP)
                .append("\" height=\"36\" fill=\"url(#")
                .append(recorded ? 'o' : 'n')
                .append(")\"><title>")
                .append(Xml.text(times.shortDate(days.get(from).date())))
                .append(" – ")
                .append(Xml.text(times.shortDate(days.get(end - 1).date())))
                .append(": ")
                .append(Xml.text(words.of(recorded ? "status.OPERATIONAL" : "no.data")))
                .append("</title></rect>");
    }

    private void bar(StringBuilder out, Day day, int x) {
        int height = day.isRecorded() && day.shown() == Status.DEGRADED ? HEIGHT - 6 : HEIGHT;
        out.append("<rect class=\"")
                .append(day.isRecorded() ? css(day.shown()) : "n")
                .append("\" x=\"")
                .append(x)
                .append("\" y=\"")
                .append(HEIGHT - height)
                .append("\" width=\"7\" height=\"")
                .append(height)
                .append("\" rx=\"2\"><title>")
                .append(Xml.text(title(day)))
                .append("</title></rect>");
    }

    private String title(Day day) {
        return times.shortDate(day.date()) + ": " + words(day);
    }

    private String words(Day day) {
        if (!day.isRecorded()) {
            return words.of("no.data");
        }
        var parts = new ArrayList<String>();
        for (Status status :
                List.of(
                        Status.MAJOR_OUTAGE,
                        Status.PARTIAL_OUTAGE,
                        Status.DEGRADED,
                        Status.MAINTENANCE,
                        Status.UNKNOWN)) {
            Duration time = day.at(status);
            if (time.isPositive()) {
                parts.add(words.of("status." + status.name()) + " " + span(time));
            }
        }
        return parts.isEmpty() ? words.of("status.OPERATIONAL") : String.join(", ", parts);
    }

    private String label(ComponentView component) {
        var out = new StringBuilder(component.component().name());
        component
                .uptime()
                .ifPresent(u -> out.append(": ").append(words.of("uptime.value", percent(u))));
        component.days().reversed().stream()
                .filter(day -> day.isRecorded() && day.shown() != Status.OPERATIONAL)
                .limit(MOST_DAYS_TOLD)
                .forEach(day -> out.append(". ").append(title(day)));
        return out.toString();
    }

    static String span(Duration time) {
        long minutes = Math.max(1, time.plusSeconds(30).toMinutes());
        if (minutes < 60) {
            return minutes + " min";
        }
        return minutes % 60 == 0
                ? minutes / 60 + " h"
                : minutes / 60 + " h " + minutes % 60 + " min";
    }

    /// Never rounded in our favour. One figure, the lower, when the bounds are nearer to each other
    /// than the smallest step shown.
    static String percent(Uptime uptime) {
        String lower = percent(uptime.lower(), RoundingMode.FLOOR);
        return uptime.upper() - uptime.lower() < SMALLEST_STEP
                ? lower + "%"
                : lower + "–" + percent(uptime.upper(), RoundingMode.CEILING) + "%";
    }

    private static String percent(double value, RoundingMode mode) {
        return BigDecimal.valueOf(value).setScale(2, mode).stripTrailingZeros().toPlainString();
    }

    static String exact(double percent) {
        return BigDecimal.valueOf(percent).stripTrailingZeros().toPlainString();
    }

    static String css(Status status) {
        return switch (status) {
            case OPERATIONAL -> "o";
            case MAINTENANCE -> "m";
            case DEGRADED -> "d";
            case PARTIAL_OUTAGE -> "p";
            case MAJOR_OUTAGE -> "x";
            case UNKNOWN -> "u";
        };
    }

    /// A shape of its own for every status, for those who do not see the colour.
    static String dot(Status status) {
        return switch (status) {
            case OPERATIONAL -> "<circle cx=\"6\" cy=\"6\" r=\"5\"/>";
            case MAINTENANCE -> "<path d=\"M1 2h10v8H1z\"/>";
            case DEGRADED -> "<path d=\"M6 1l5.5 10h-11z\"/>";
            case PARTIAL_OUTAGE -> "<path d=\"M6 .5 11.5 6 6 11.5.5 6z\"/>";
            case MAJOR_OUTAGE -> "<path d=\"M1 3l2-2 3 3 3-3 2 2-3 3 3 3-2 2-3-3-3 3-2-2 3-3z\"/>";
            case UNKNOWN -> "<circle class=\"ring\" cx=\"6\" cy=\"6\" r=\"4\"/>";
        };
    }
}
