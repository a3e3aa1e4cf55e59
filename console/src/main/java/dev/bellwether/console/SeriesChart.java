package dev.bellwether.console;

import dev.bellwether.experiment.CampaignResults.DayEffect;
import dev.bellwether.experiment.Figures;
import dev.bellwether.statistics.Scale;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.IntStream;

/// An effect day by day, with bounds that hold for all days at once. What the first days do not
/// know yet is cut off at the edge, so that the last can be read.
///
/// @param band a closed path between the bounds
/// @param line of the estimates
/// @param zero where no effect is
record SeriesChart(
        String band, String line, int zero, List<Tick> levels, List<Tick> days, String summary) {
    static final int WIDTH = 880;
    static final int HEIGHT = 220;
    static final int LEFT = 64;
    static final int RIGHT = WIDTH - 10;
    static final int TOP = 10;
    static final int BOTTOM = HEIGHT - 26;
    private static final int LEVELS = 4;
    private static final int DAYS = 6;
    private static final double ROOM = 1.6;
    private static final DateTimeFormatter DAY =
            DateTimeFormatter.ofPattern("d MMM", Locale.ENGLISH);

    record Tick(int at, String text) {}

    /// Empty for fewer than two days.
    static Optional<SeriesChart> of(List<DayEffect> series) {
        if (series.isEmpty()) {
            return Optional.empty();
        }
        Scale scale = series.getLast().scale();
        List<DayEffect> points = series.stream().filter(day -> day.scale() == scale).toList();
        if (points.size() < 2) {
            return Optional.empty();
        }
        DayEffect last = points.getLast();
        double reach =
                ROOM
                        * Math.max(
                                last.high() - last.low(),
                                Math.max(Math.abs(last.high()), Math.abs(last.low())));
        var plot = new Plot(points, last.estimate() - reach, last.estimate() + reach);
        return Optional.of(
                new SeriesChart(
                        plot.band(),
                        plot.line(),
                        Math.round(plot.y(0)),
                        plot.levels(scale),
                        plot.days(),
                        "On "
                                + DAY.format(last.day())
                                + " "
                                + Figures.signed(scale, last.estimate(), last.high() - last.low())
                                + ", from "
                                + Figures.range(scale, last.low(), last.high())
                                + "; "
                                + points.size()
                                + " days from "
                                + DAY.format(points.getFirst().day())
                                + " on"));
    }

    private record Plot(List<DayEffect> points, double low, double high) {
        float x(int at) {
            return LEFT + (float) at / (points.size() - 1) * (RIGHT - LEFT);
        }

        float y(double value) {
            double share = Math.clamp((value - low) / (high - low), 0, 1);
            return (float) (BOTTOM - share * (BOTTOM - TOP));
        }

        private String point(int at, double value) {
            return String.format(Locale.ROOT, "%.1f %.1f", x(at), y(value));
        }

        String line() {
            var path = new StringBuilder();
            for (int i = 0; i < points.size(); i++) {
                path.append(i == 0 ? 'M' : 'L').append(point(i, points.get(i).estimate()));
            }
            return path.toString();
        }

        String band() {
            var path = new StringBuilder();
            for (int i = 0; i < points.size(); i++) {
                path.append(i == 0 ? 'M' : 'L').append(point(i, points.get(i).high()));
            }
            for (int i = points.size() - 1; i >= 0; i--) {
                path.append('L').append(point(i, points.get(i).low()));
            }
            return path.append('Z').toString();
        }

        List<Tick> levels(Scale scale) {
            List<Tick> ticks = new ArrayList<>();
            for (int i = 0; i <= LEVELS; i++) {
                double value = low + (high - low) * i / LEVELS;
                ticks.add(
                        new Tick(
                                Math.round(y(value)),
                                Figures.signed(scale, value, (high - low) / 2)));
            }
            return ticks;
        }

        List<Tick> days() {
            int step = Math.max(1, (points.size() - 1 + DAYS - 1) / DAYS);
            return IntStream.range(0, points.size())
                    .filter(i -> i % step == 0)
                    .mapToObj(i -> new Tick(Math.round(x(i)), DAY.format(points.get(i).day())))
                    .toList();
        }
    }
}
